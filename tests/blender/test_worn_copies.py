# SPDX-License-Identifier: GPL-3.0-or-later
"""What is worn goes into files as a mesh with weights and shapes of its own, and moves there as it does in Blender."""

from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest
from soliloquy.blender.baked_motion import play
from soliloquy.blender.baked_scene import baked_scene
from soliloquy.blender.character import find_character
from soliloquy.blender.head import BuiltHead, build_head
from soliloquy.blender.scene_clip import scene_clip
from soliloquy.blender.scene_lines import SceneLine
from soliloquy.blender.worn import wear
from soliloquy.exporters.glb_file.document import read_glb
from soliloquy.exporters.through_blender.rig_places import is_own_head
from soliloquy.exporters.through_blender.scene_export import SceneExport, export_scene
from soliloquy.exporters.through_blender.scene_formats import SceneFormats
from soliloquy.runtime.requests import ExportOptions
from soliloquy.tests.makehuman_assets import glasses
from soliloquy.tests.worn_things import shown_places, triangles_in_front


def _moving(layout: str, shapes: dict[str, float]) -> BuiltHead:
    """A head whose shapes come and whose head turns, over frames 0 to 4."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    built = build_head("Clara", layout)
    keys: Any = built.mesh.data.shape_keys.key_blocks
    bone = built.armature.pose.bones["head"]
    for frame, share in ((0, 0.0), (4, 1.0)):
        for name, value in shapes.items():
            keys[name].value = share * value
            keys[name].keyframe_insert("value", frame=frame)
        bone.rotation_euler = (0.2 * share, 0.3 * share, 0.0)
        bone.keyframe_insert("rotation_euler", frame=frame)
    return built


@pytest.mark.parametrize(
    ("layout", "height", "shapes"),
    [
        ("arkit", (12.0, 24.0), {"browInnerUp": 1.0, "browOuterUpLeft": 0.7}),
        ("arkit", (-90.0, -70.0), {"jawOpen": 0.6, "mouthSmileLeft": 0.5}),
        ("flame", (12.0, 24.0), {"Exp04": 0.3, "Exp07": -0.2, "EyelidLeft": 0.5}),
    ],
)
def test_its_copy_moves_as_it_does(layout: str, height: Any, shapes: dict[str, float], tmp_path: Path) -> None:
    built = _moving(layout, shapes)
    thing = wear(built.mesh, glasses(tmp_path, triangles_in_front("Clara", height)[1]))
    character = find_character(bpy.context.scene, built.mesh)
    assert is_own_head(character) and thing in character.meshes
    wanted = []
    for frame in range(5):
        bpy.context.scene.frame_set(frame)
        wanted.append(shown_places(thing))
    assert np.abs(wanted[4] - wanted[0]).max() > 0.01
    clip = scene_clip(bpy.context, character, 0, 4)
    name = thing.name
    with baked_scene(bpy.context, character) as baked:
        play(baked, clip, "line")
        copy = baked.copies[name].object
        assert copy.parent.type == "ARMATURE" and [each.type for each in copy.modifiers] == ["ARMATURE"]
        for frame in (0, 2, 4):
            baked.scene.frame_set(frame)
            # A shape goes along the chord, the triangle that carries the thing turns: 5 mm off a chin's fold, 1.5 mm.
            off = np.abs(shown_places(copy) - wanted[frame])
            assert off.max() < 0.0018 and np.median(off) < 0.0001
    assert thing.name == name and not thing.data.shape_keys and not thing.vertex_groups


@pytest.mark.parametrize("ending", ["glb", "fbx"])
def test_a_file_has_it_with_its_material_its_weights_and_its_shapes(ending: str, tmp_path: Path) -> None:
    built = _moving("arkit", {"browInnerUp": 1.0})
    wear(built.mesh, glasses(tmp_path, triangles_in_front("Clara", (12.0, 24.0))[1]))
    asked = SceneExport(
        find_character(bpy.context.scene, built.mesh),
        [(SceneLine("line", 0, 4), None)],
        SceneFormats((ending,)),
        ExportOptions(),
    )
    (path,) = export_scene(bpy.context, asked, tmp_path / "out").files
    if ending == "fbx":
        content = path.read_bytes()
        assert all(b"glasses\x00\x01" + kind in content for kind in (b"Model", b"Material", b"Deformer"))
        return
    document = read_glb(path)
    tree = document.tree
    node = next(each for each in tree["nodes"] if each["name"] == "glasses")
    number = tree["nodes"].index(node)
    mesh = tree["meshes"][node["mesh"]]
    assert "browInnerUp" in mesh["extras"]["targetNames"] and "jawOpen" not in mesh["extras"]["targetNames"]
    (primitive,) = mesh["primitives"]
    assert tree["materials"][primitive["material"]]["name"] == "glasses" and "skin" in node
    assert {"JOINTS_0", "WEIGHTS_0"} <= set(primitive["attributes"])
    moved = [channel["target"] for each in tree["animations"] for channel in each["channels"]]
    assert {"node": number, "path": "weights"} in moved
