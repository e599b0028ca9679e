# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes on a head, run inside one Blender by test_takes_in_versions.py: no test itself.

    python take_scenario.py ZIP WORK_FOLDER [OLDER.blend]

OLDER.blend: what this scenario saved in an earlier version. Prints one line "RESULTS {...}" with what was found; the
test judges it.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy
import numpy as np

ZIP, WORK = Path(sys.argv[1]), Path(sys.argv[2])
OLDER = sys.argv[3] if len(sys.argv) > 3 else ""
MODULE = "bl_ext.user_default.soliloquy"
LINE = "My map, Bob."
CLOSED = 0.10
"""Of the opening's 90th percentile (docs/conventions.md)."""
RESULTS: dict[str, Any] = {"blender": bpy.app.version_string}


def part(name: str) -> Any:
    return sys.modules[f"{MODULE}.{name}"]


def head() -> Any:
    return bpy.context.scene.soliloquy.target


def takes() -> Any:
    return head().soliloquy_takes_kept


def played() -> dict[str, Any]:
    """Which takes play, a digest of their keys, how many strips are heard, and how many lips' closures are open."""
    curves = _curves()
    editor = bpy.context.scene.sequence_editor
    return {
        "names": [take.name for take in takes()],
        "shown": shown(),
        "sum": round(float(sum(values.sum() for _frames, values in curves.values())), 2),
        "strips": 0 if editor is None else len(part("blender.versions").strips_of(bpy.context.scene)),
        "open": _open_closures(curves),
        "keys": _keys(),
    }


def shown() -> list[str]:
    keys = [take.name for take in part("blender.takes").takes_on(head())]
    return [take.name for take in takes() if take.key in keys]


def _curves() -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Each shape on every frame of what is keyed, as Blender evaluates it, whatever keys there are."""
    channels = part("blender.versions").channels_of(head().data.shape_keys)
    found = {}
    for curve in channels.fcurves if channels is not None else ():
        if curve.data_path.startswith("key_blocks"):
            first, last = (round(frame) for frame in curve.range())
            frames = np.arange(first, last + 1)
            found[curve.data_path.split('"')[1]] = (frames, np.array([curve.evaluate(frame) for frame in frames]))
    return found


def _keys() -> int:
    channels = part("blender.versions").channels_of(head().data.shape_keys)
    return sum(len(curve.keyframe_points) for curve in (channels.fcurves if channels is not None else ()))


def _open_closures(curves: dict[str, tuple[np.ndarray, np.ndarray]]) -> int:
    """P, B and M of the take that plays in which the jaw stays open on every frame."""
    playing = shown()
    rate = bpy.context.scene.render.fps
    count = 0
    for take in (each for each in takes() if each.name in playing):
        frames, jaw = curves["jawOpen"]
        opened = jaw - np.minimum(curves["mouthClose"][1], jaw)
        limit = CLOSED * np.percentile(opened, 90)
        for phone in json.loads(take.text.as_string())["phones"]:
            if phone["symbol"] in ("p", "b", "m"):
                first, last = (take.start + phone[end] * rate for end in ("start", "end"))
                inside = (frames >= np.floor(first)) & (frames <= np.ceil(last))
                count += int(opened[inside].min() > limit)
    return count


def step(name: str, done: Callable[[], Any]) -> None:
    began = time.perf_counter()
    done()
    RESULTS[name] = {**played(), "seconds": round(time.perf_counter() - began, 3)}


def choose(number: int) -> None:
    head().soliloquy_take_chosen = number


def begin() -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.ops.extensions.package_install_files(filepath=str(ZIP), repo="user_default", enable_on_install=True)
    bpy.context.scene.render.fps = 24
    bpy.context.scene.soliloquy.variation = 1.0
    bpy.context.scene.soliloquy.engine = "rules"
    bpy.ops.soliloquy.add_head()
    RESULTS["has sound"] = getattr(bpy.app.build_options, "audaspace", True)


def direct() -> None:
    operators = bpy.ops.soliloquy
    step("generated", lambda: operators.generate(text=LINE, seed=1, start_frame=11))
    step("another", lambda: operators.another_take(seed=2))
    step("three", lambda: operators.three_takes(seed=5))
    bpy.ops.ed.undo_push(message="three")
    step("first", lambda: choose(0))
    bpy.ops.ed.undo_push(message="first")
    step("second", lambda: choose(1))
    bpy.ops.ed.undo_push(message="second")
    step("undone", bpy.ops.ed.undo)
    step("doubled", operators.duplicate_take)
    step("deleted", operators.delete_take)
    step("merged", lambda: operators.merge_takes(mouth="0", brows="1", head="1"))
    step("faded", lambda: operators.cross_fade_takes(second="0", frame=25))
    bpy.ops.soliloquy.delete_take()
    choose(len(takes()) - 1)
    step("few", operators.reduce_keys)
    step("again", operators.restore_keys)
    step("baked", lambda: operators.bake_take(reduces=True))
    step("unbaked", operators.unbake_take)
    step("hidden", lambda: operators.show_take(number=head().soliloquy_take_chosen))
    choose(1)
    choose(0)
    slide()
    operators.save_take(filepath=str(WORK / "first.take"))
    RESULTS["saved"] = (WORK / "first.take").stat().st_size


def evaluated(face: Any) -> list[float]:
    """What Blender evaluates of jaw and a brow on some frames, whatever moves them."""
    found = []
    for frame in range(14, 40, 6):
        bpy.context.scene.frame_set(frame)
        blocks = face.data.shape_keys.evaluated_get(bpy.context.evaluated_depsgraph_get()).key_blocks
        found += [round(blocks[name].value, 4) for name in ("jawOpen", "mouthClose", "browInnerUp")]
    return found


def slide() -> None:
    """Strips with sliders, one of them keyed, into a file of their own."""
    found = RESULTS["strips"] = {"keys": evaluated(head())}
    began = time.perf_counter()
    head().soliloquy_takes_played_as = "STRIPS"
    found["seconds to strips"] = round(time.perf_counter() - began, 3)
    found["strips"] = evaluated(head())
    head().soliloquy_takes_kept[0].brows = 0.0
    found["no brows"] = evaluated(head())
    key_slider("jaw")
    found["faded"] = evaluated(head())
    bpy.ops.soliloquy.add_emotion(emotion="surprised")
    key_slider("surprised")
    found["emotional"] = evaluated(head())
    bpy.ops.wm.save_as_mainfile(filepath=str(WORK / "strips.blend"), copy=True)
    bpy.ops.soliloquy.regenerate()
    found["regenerated"] = evaluated(head())
    bpy.ops.soliloquy.delete_take()
    choose(0)
    head().soliloquy_takes_played_as = "KEYS"
    found["back"] = evaluated(head())


def key_slider(slider: str) -> None:
    """From nothing at the beginning to all at the end."""
    for frame, value in ((14, 0.0), (38, 1.0)):
        bpy.context.scene.frame_set(frame)
        setattr(head().soliloquy_takes_kept[0], slider, value)
        bpy.ops.soliloquy.key_slider(slider=slider)


def strips_again() -> None:
    """In the same file, in one of an older version, and linked with an override: what is seen, and another take."""
    for name, path in (("here", WORK / "strips.blend"), ("older", Path(OLDER).parent / "strips.blend")):
        if name == "here" or OLDER:
            bpy.ops.wm.open_mainfile(filepath=str(path))
            RESULTS["strips"][name] = evaluated(head())
            choose(1)
            RESULTS["strips"][f"{name}, other"] = [shown(), evaluated(head())]
            RESULTS["strips"][f"{name}, linked"] = linked(path)


def linked(path: Path) -> list[list[float]]:
    """Of an override of the head: what it plays, and another take that is chosen there."""
    called = head().name
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    bpy.context.scene.render.fps = 24
    with bpy.data.libraries.load(str(path), link=True) as (_there, here):
        here.objects = [called]
    own = here.objects[0].override_create()
    own.data = here.objects[0].data.override_create()
    bpy.context.scene.collection.objects.link(own)
    bpy.context.scene.soliloquy.target = own
    found = [evaluated(own)]
    choose(1)
    return [*found, evaluated(own)]


def reopen() -> None:
    path = WORK / "takes.blend"
    bpy.ops.wm.save_as_mainfile(filepath=str(path))
    bpy.ops.wm.open_mainfile(filepath=str(path))
    step("opened", lambda: choose(1))
    append(path, "appended")
    if OLDER:
        bpy.ops.wm.open_mainfile(filepath=OLDER)
        step("older", lambda: choose(1))
        append(Path(OLDER), "older appended")
        bpy.context.scene.soliloquy.engine = "rules"
        step("older another", lambda: bpy.ops.soliloquy.another_take(seed=9))


def append(path: Path, name: str) -> None:
    """Into a new file, with all that hangs on the head."""
    called = head().name
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    bpy.context.scene.render.fps = 24
    with bpy.data.libraries.load(str(path)) as (there, here):
        here.objects = [each for each in there.objects if each == called]
    brought = here.objects[0]
    for each in (brought, brought.parent, *(brought.parent.children if brought.parent else ())):
        if each is not None and each.name not in bpy.context.scene.objects:
            bpy.context.scene.collection.objects.link(each)
    bpy.context.scene.soliloquy.target = brought
    choose(0)
    step(name, lambda: choose(1))


def main() -> None:
    begin()
    direct()
    reopen()
    strips_again()
    print("RESULTS " + json.dumps(RESULTS), flush=True)


main()
