# SPDX-License-Identifier: GPL-3.0-or-later
"""What an artist does with the extension, run inside one Blender by test_extension.py: no test itself.

    python extension_scenario.py ZIP WORK_FOLDER [thorough]

Prints one line "RESULTS {...}" with what was found; the test judges it.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import bpy
import scenario_export
import scenario_faults
import scenario_settings
import scenario_sounds
import scenario_video
from scenario_findings import (
    LINE,
    MODULE,
    RESULTS,
    ZIP,
    contents,
    curves_of,
    generate,
    part,
    remember_errors,
    seals,
    strips,
)

FIVE_SECONDS = "Good morning! My brother Bob bought a big blue balloon, but the pump broke before five."


def install() -> None:
    began = time.perf_counter()
    bpy.ops.extensions.package_install_files(filepath=str(ZIP), repo="user_default", enable_on_install=True)
    RESULTS["install seconds"] = round(time.perf_counter() - began, 1)
    RESULTS["installed"] = MODULE in bpy.context.preferences.addons
    RESULTS["loaded too early"] = [name for name in ("onnxruntime", "soundfile") if name in sys.modules]


def speak_on_the_embedded_head() -> Any:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    install()
    remember_errors()
    scene = bpy.context.scene
    scene.render.fps, scene.frame_end = 24, 20
    scene.soliloquy.text = LINE
    RESULTS["reason without a head"] = part("addon.scene_request").disabled_reason(bpy.context)
    bpy.ops.ed.undo_push(message="start")
    bpy.ops.soliloquy.add_head("EXEC_DEFAULT", True)
    shapes = bpy.context.scene.soliloquy.target.data.shape_keys.key_blocks
    RESULTS["shapes at rest"] = all(shape.value == 0.0 for shape in shapes[1:])
    RESULTS["reason with a head"] = part("addon.scene_request").disabled_reason(bpy.context)
    before = contents()
    RESULTS["error on the embedded head"] = generate(emotion="happy=0.4", seed=3, start_frame=11)
    assert not RESULTS["error on the embedded head"], RESULTS["error on the embedded head"]
    RESULTS["after"] = contents()
    target = bpy.context.scene.soliloquy.target
    RESULTS["embedded head"] = target.name
    same = {name: name for name in ("jawOpen", "mouthClose")}
    RESULTS["embedded"] = seals(target, same)
    RESULTS["first frame"] = float(curves_of(target)["jawOpen"][0][0])
    if strips():
        strip = strips()[0]
        versions = part("blender.versions")
        start = versions.strip_start(strip)
        RESULTS["sound"] = {"start": int(start), "frames": int(versions.strip_end(strip) - start)}
        RESULTS["sound is in the file"] = bool(strip.sound.packed_file)
    bpy.ops.ed.undo()
    RESULTS["undone"] = contents() == before
    return bpy.context.scene.soliloquy.target


def odd_head() -> tuple[Any, dict[str, str]]:
    """A mesh whose ARKit shapes are written as another tool writes them: "Face_JAW_OPEN", sides as _L, _R."""
    names = {}
    mesh = bpy.data.meshes.new("Odd")
    mesh.from_pydata([(0, 0, 0), (0, 0, 1), (0, 1, 0)], [], [(0, 1, 2)])
    head = bpy.data.objects.new("Odd", mesh)
    bpy.context.scene.collection.objects.link(head)
    head.shape_key_add(name="Basis")
    for name in part("runtime.head.arkit").ARKIT_NAMES:
        words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).split("_")
        side = {"left": "_L", "right": "_R"}.get(words[-1], "")
        if side and words[0] in ("jaw", "mouth") and len(words) == 2:
            side = ""
        spelled = "Face_" + "_".join(words[:-1] if side else words).title() + side
        names[name] = spelled
        head.shape_key_add(name=spelled)
    head.shape_key_add(name="Hat")
    return head, names


def measure_the_overhead() -> None:
    """What Blender's side adds to the worker's own time, with a warm worker."""
    worker = part("addon.session").worker()
    asked = []
    ask = worker.ask

    def remember(*arguments: Any) -> Any:
        asked.append(ask(*arguments))
        return asked[-1]

    worker.ask = remember
    began = time.perf_counter()
    RESULTS["error when timed"] = generate(text=FIVE_SECONDS)
    RESULTS["seconds of the timed line"] = bpy.context.scene.frame_end / bpy.context.scene.render.fps
    RESULTS["overhead seconds"] = round(time.perf_counter() - began - asked[-1].seconds, 3)
    del worker.ask
    bpy.ops.ed.undo()


def speak_on_an_odd_head() -> None:
    head, names = odd_head()
    plain = bpy.data.objects.new("Plain", bpy.data.meshes.new("Plain"))
    bpy.context.scene.collection.objects.link(plain)
    before = contents()
    RESULTS["error without shape keys"] = generate(text=LINE, target="Plain")
    RESULTS["refusal changes nothing"] = contents() == before
    RESULTS["error on the odd head"] = generate(text=LINE, target="Odd")
    RESULTS["odd"] = seals(head, names)
    RESULTS["hat keyed"] = "Hat" in curves_of(head)


def workers() -> int:
    """How many worker processes this Blender has."""
    found = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            command = (folder / "cmdline").read_text()
        except OSError:  # ended meanwhile
            continue
        found += parent == os.getpid() and "worker_main.py" in command
    return found


def leave() -> None:
    RESULTS["onnxruntime in Blender"] = "onnxruntime" in sys.modules
    worker = part("addon.session").worker().process_id
    bpy.ops.preferences.addon_disable(module=MODULE)
    RESULTS["disabled"] = not hasattr(bpy.types.Scene, "soliloquy")
    time.sleep(0.3)
    RESULTS["worker ended"] = not Path(f"/proc/{worker}").exists() if sys.platform == "linux" else True
    bpy.ops.preferences.addon_enable(module=MODULE)
    RESULTS["enabled again"] = hasattr(bpy.types.Scene, "soliloquy")
    names = [repo.module for repo in bpy.context.preferences.extensions.repos]
    bpy.ops.extensions.package_uninstall(repo_index=names.index("user_default"), pkg_id="soliloquy")
    RESULTS["removed"] = MODULE not in bpy.context.preferences.addons and not hasattr(bpy.types.Scene, "soliloquy")


speak_on_the_embedded_head()
measure_the_overhead()
speak_on_an_odd_head()
scenario_export.play(bpy.data.objects[RESULTS["embedded head"]])
if "thorough" in sys.argv:
    scenario_sounds.play()
    scenario_faults.play()
    scenario_settings.play()
scenario_video.play()
RESULTS["workers"] = workers()
leave()
print("RESULTS", json.dumps(RESULTS), flush=True)
