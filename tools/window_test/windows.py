# SPDX-License-Identifier: GPL-3.0-or-later
"""Two windows of one Blender over one scene, and two Blenders over one file: nothing crashes, nothing is lost."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bpy
from hand import (
    OUT,
    RESULTS,
    GapMeter,
    area,
    check,
    first_identity,
    invoke,
    message,
    screenshot,
    session,
    wait_while_busy,
    window,
)

_FIRST, _SECOND, _THIRD = "Two windows look at me.", "The other one speaks.", "And a third line."
_OTHER = """
import bpy
bpy.ops.wm.open_mainfile(filepath={file!r})
head = bpy.context.scene.soliloquy.target
assert bpy.ops.soliloquy.generate(text={text!r}, mode="ADD", start_frame=200) == {{"FINISHED"}}
bpy.ops.wm.save_mainfile()
"""


def two_windows() -> Iterator[float]:
    """Generated in one window, undone in the other; the one from which it was begun is closed meanwhile."""
    bpy.ops.wm.open_mainfile(filepath=str(OUT / "start.blend"))
    yield 2.0
    invoke(bpy.ops.soliloquy.add_head, identity=first_identity())
    yield 1.0
    with bpy.context.temp_override(window=window(), area=area("VIEW_3D")):
        bpy.ops.wm.window_new()
    yield 2.0
    other = bpy.context.window_manager.windows[-1]
    view = next(each for each in other.screen.areas if each.type == "VIEW_3D")
    view.spaces[0].show_region_ui = True
    yield 1.0
    check("there are two windows of one scene", len(_windows()) == 2 and other.scene == window().scene)
    scene = bpy.context.scene
    scene.soliloquy.text = _FIRST
    meter = GapMeter()
    _invoke_in(other, view, bpy.ops.soliloquy.generate)
    yield 0.5
    check("while one window makes speech, the other may not", not bpy.ops.soliloquy.generate.poll())
    yield from wait_while_busy()
    yield 1.0
    check("what one window asked for is there in both", message().kind == "done" and len(_takes()) == 1)
    RESULTS["largest gap with two windows, s"] = round(meter.largest, 3)
    scene.soliloquy.text = _SECOND
    _invoke_in(other, view, bpy.ops.soliloquy.generate)
    yield 0.3
    with bpy.context.temp_override(window=other):
        bpy.ops.wm.window_close()
    yield from wait_while_busy()
    yield 1.0
    check("a window that is closed meanwhile takes nothing along", len(_windows()) == 1 and len(_takes()) == 2)
    screenshot("30-two-windows")
    bpy.ops.ed.undo()
    yield 0.5
    check("undo in the window that is left", len(_takes()) == 1 and session().task() is None)


def two_processes() -> Iterator[float]:
    """Another Blender opens, speaks into and saves the file that this one has open and saves after it."""
    shared = OUT / "shared"
    shared.mkdir(exist_ok=True)
    file = shared / "shared.blend"
    bpy.ops.wm.save_as_mainfile(filepath=str(file))
    script = _OTHER.format(file=str(file), text=_SECOND)
    other = subprocess.Popen([bpy.app.binary_path, "-b", "--python-exit-code", "1", "--python-expr", script])
    bpy.context.scene.soliloquy.text = _THIRD
    invoke(bpy.ops.soliloquy.generate)
    yield from wait_while_busy()
    while other.poll() is None:
        yield 0.5
    check("another Blender speaks into the same file", other.returncode == 0)
    bpy.ops.wm.save_mainfile()
    yield 1.0
    kept = file.with_name("shared.blend1")
    check("what it had saved is Blender's backup", kept.is_file())
    for each, text in ((file, _THIRD), (kept, _SECOND)):
        bpy.ops.wm.open_mainfile(filepath=str(each))
        yield 1.5
        names = [take.name for take in _takes()]
        check(f"{each.name} has its line and its sound", any(_begins(text, name) for name in names) and _all_heard())


def _begins(text: str, name: str) -> bool:
    return name.split(maxsplit=1)[0].strip(".,") == text.split(maxsplit=1)[0]


def _all_heard() -> bool:
    """Whether each take's sound is packed or a file that is there."""
    sounds = [take.sound for take in _takes()]
    return all(
        each is not None and (each.packed_file is not None or Path(bpy.path.abspath(each.filepath)).is_file())
        for each in sounds
    )


def _takes() -> Any:
    target = bpy.context.scene.soliloquy.target
    return target.soliloquy_takes_kept if target is not None else []


def _windows() -> Any:
    return bpy.context.window_manager.windows


def _invoke_in(which: Any, view: Any, operator: Any) -> None:
    inside = next(each for each in view.regions if each.type == "WINDOW")
    with bpy.context.temp_override(window=which, area=view, region=inside):
        operator("INVOKE_DEFAULT")
