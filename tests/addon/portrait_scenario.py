# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture that speaks, run inside one Blender by test_speaking_picture_in_versions.py: no test itself.

    python portrait_scenario.py ZIP WORK_FOLDER PICTURE

Prints one line "RESULTS {...}" with what was found; the test judges it.
"""

import json
import sys
from pathlib import Path
from typing import Any

import bpy
import numpy as np

ZIP, WORK, PICTURE = (Path(given) for given in sys.argv[1:4])
MODULE = "bl_ext.user_default.soliloquy"
START = 11
RESULTS: dict[str, Any] = {"blender": bpy.app.version_string}


def begin() -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.ops.extensions.package_install_files(filepath=str(ZIP), repo="user_default", enable_on_install=True)
    scene = bpy.context.scene
    scene.render.fps = 12
    settings = scene.soliloquy
    settings.text, settings.engine, settings.start_frame = "Papa.", "rules", START
    bpy.ops.wm.save_as_mainfile(filepath=str(WORK / "film.blend"))
    RESULTS["has sound"] = getattr(bpy.app.build_options, "audaspace", True)


def found() -> dict[str, Any]:
    """What is there of the picture."""
    plane = bpy.data.objects.get(PICTURE.stem)
    editor = bpy.context.scene.sequence_editor
    strips = sys.modules[f"{MODULE}.blender.versions"].strips_of
    told: dict[str, Any] = {
        "strips": 0 if editor is None else len(strips(bpy.context.scene)),
        "plane": plane is not None,
    }
    if plane is not None:
        texture = next(node for node in plane.data.materials[0].node_tree.nodes if node.type == "TEX_IMAGE")
        told |= {"count": texture.image_user.frame_duration, "path": texture.image.filepath}
    return told


def look() -> dict[str, Any]:
    """Mean of the differences between rendered frames, and what is seen where the picture is cut out."""
    scene = bpy.context.scene
    camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
    camera.location, camera.rotation_euler = (0.0, -0.9, 0.25), (np.pi / 2, 0.0, 0.0)
    scene.collection.objects.link(camera)
    scene.camera = camera
    scene.render.engine, scene.cycles.samples, scene.render.film_transparent = "CYCLES", 1, True
    scene.render.resolution_x = scene.render.resolution_y = 96
    seen = [_rendered(START + after) for after in (0, 4)]
    return {"changed": float(np.abs(seen[0] - seen[1]).max()), "top": float(seen[0][70:78, 40:56, 3].mean())}


def _rendered(frame: int) -> np.ndarray:
    """(96,96,4), from the lowest row up."""
    bpy.context.scene.frame_set(frame)
    bpy.context.scene.render.filepath = str(WORK / f"seen{frame}.png")
    bpy.ops.render.render(write_still=True)
    image = bpy.data.images.load(bpy.context.scene.render.filepath)
    pixels = np.empty(96 * 96 * 4, np.float32)
    image.pixels.foreach_get(pixels)
    bpy.data.images.remove(image)
    return pixels.reshape(96, 96, 4)


def main() -> None:
    begin()
    bpy.ops.ed.undo_push(message="before")
    bpy.ops.soliloquy.speak_picture("EXEC_DEFAULT", True, picture=str(PICTURE), size=256, alpha=True)
    RESULTS["spoken"] = found()
    bpy.ops.ed.undo()
    RESULTS["undone"] = found()
    bpy.ops.ed.redo()
    RESULTS["redone"] = found()
    RESULTS["look"] = look()
    bpy.ops.wm.save_mainfile()
    bpy.ops.wm.open_mainfile(filepath=str(WORK / "film.blend"))
    RESULTS["opened"] = found()
    RESULTS["loaded"] = [name for name in ("PIL", "onnxruntime") if name in sys.modules]
    RESULTS["pictures"] = len(list((WORK / "portraits" / PICTURE.stem).glob("*.png")))
    print("RESULTS", json.dumps(RESULTS))


main()
