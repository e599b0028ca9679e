# SPDX-License-Identifier: GPL-3.0-or-later
"""Scenes for the cases in Blender, and what of a scene a refusal may not change. Needs bpy, so it runs in a session."""

from pathlib import Path
from typing import Any

import bpy
from soliloquy.addon import generation
from soliloquy.blender import versions
from soliloquy.blender.rig import RECORD

GOOD = "good.blend"
SCENE = Path("out") / "scene.blend"
"""Where a case has its copy, so that the sounds beside it are outputs."""
HEAD, PLAIN = "Clara", "Plain"


def write_scenes(folder: Path) -> None:
    """Write a scene with a head that speaks already, a mesh that cannot, a text and a sound strip."""
    open_scene(folder / "none")
    scene: Any = bpy.context.scene
    generation.add_head(bpy.context, HEAD)
    plain = bpy.data.objects.new(PLAIN, bpy.data.meshes.new(PLAIN))
    scene.collection.objects.link(plain)
    bpy.data.texts.new("Lines").write("Bob moved five maps.")
    path = folder / GOOD
    bpy.ops.wm.save_as_mainfile(filepath=str(path))
    operators: Any = bpy.ops
    operators.soliloquy.generate("EXEC_DEFAULT", text="Hi.", engine="rules")
    versions.strips_of(scene).new_sound("Theirs", str(folder / "good.wav"), 3, 500)
    bpy.ops.wm.save_as_mainfile(filepath=str(path))


def open_scene(path: Path) -> None:
    """Open a .blend, or where there is none an empty file, with preferences as they come."""
    if path.exists():
        bpy.ops.wm.open_mainfile(filepath=str(path))
    else:
        bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    preferences = bpy.context.preferences.addons["soliloquy"].preferences
    for name in ("voice", "head", "sound_place", "styles_folder", "threads", "device"):
        preferences.property_unset(name)


def contents() -> dict[str, Any]:
    """What a refused generation leaves as it was."""
    scene: Any = bpy.context.scene
    editor = scene.sequence_editor
    return {
        "actions": {action.name: str(action.frame_range) for action in bpy.data.actions},
        "strips": [] if editor is None else sorted(strip.name for strip in versions.strips_of(scene)),
        "sounds": sorted(sound.name for sound in bpy.data.sounds),
        "objects": sorted(each.name for each in bpy.data.objects),
        "frames": (scene.frame_start, scene.frame_end),
        "takes": {each.name: str(each.get(RECORD)) for each in bpy.data.objects},
    }
