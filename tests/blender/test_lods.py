# SPDX-License-Identifier: GPL-3.0-or-later
"""Levels of detail in Blender stand where the head stands, in every pose, and are moved by the same keys."""

import bpy
import numpy as np
import pytest
from soliloquy.blender.head import BuiltHead, build_head
from soliloquy.blender.lods import add_lods
from soliloquy.blender.motion_keys import write_motion
from soliloquy.blender.rig import find_rig
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.head.heads import DEFAULT_HEAD
from soliloquy.runtime.head.layout import motion_from_arkit
from soliloquy.runtime.head.lods import lods
from soliloquy.runtime.head.tongue import TONGUE_NAMES
from soliloquy.runtime.motion import ArkitCurves


@pytest.fixture
def motion() -> ArkitCurves:
    generator = np.random.default_rng(5)
    weights = generator.uniform(0, 0.5, (3, len(ARKIT_NAMES))).astype(np.float32)
    return ArkitCurves(weights, generator.normal(0, 0.3, (3, 3)).astype(np.float32))


def shown(thing: bpy.types.Object) -> np.ndarray:
    mesh = thing.evaluated_get(bpy.context.evaluated_depsgraph_get()).data
    vertices = np.empty(3 * len(mesh.vertices), np.float32)
    mesh.vertices.foreach_get("co", vertices)
    return vertices.reshape(-1, 3)


@pytest.mark.parametrize("layout", ["arkit", "flame"])
@pytest.mark.parametrize("keyed", ["before", "after"])
def test_they_move_with_the_head(layout: str, keyed: str, motion: ArkitCurves) -> None:
    """Whether they are added to a head that has keys, or are there when the keys are written."""
    built = build_head(DEFAULT_HEAD, layout)
    of_layout = motion if layout == "arkit" else motion_from_arkit(motion)
    if keyed == "before":
        write_motion(find_rig(built.mesh), of_layout, 1, "line")
    added = add_lods(built, "Head")
    if keyed == "after":
        write_motion(find_rig(built.mesh), of_layout, 1, "line")
    for frame in (1, 2, 3):
        bpy.context.scene.frame_set(frame)
        head = shown(built.mesh)
        for lod, thing in zip(lods(), added, strict=True):
            np.testing.assert_allclose(shown(thing), head[lod.vertices], atol=1e-6)


def test_they_are_made_as_the_head_is() -> None:
    built: BuiltHead = build_head(DEFAULT_HEAD, "arkit")
    for lod, thing in zip(lods(), add_lods(built, "Head"), strict=True):
        assert [key.name for key in thing.data.shape_keys.key_blocks] == ["Basis", *ARKIT_NAMES, *TONGUE_NAMES]
        assert list(thing.data.materials) == list(built.mesh.data.materials)
        assert thing.vertex_groups.keys() == built.mesh.vertex_groups.keys()
        assert thing.parent == built.armature
        for face in (0, len(lod.triangles) // 2, len(lod.triangles) - 1):
            polygon = thing.data.polygons[face]
            assert polygon.material_index == built.mesh.data.polygons[lod.corners[face, 0] // 4].material_index
            for corner, loop in zip(lod.corners[face].tolist(), polygon.loop_indices, strict=True):
                assert thing.data.uv_layers[0].data[loop].uv == built.mesh.data.uv_layers[0].data[corner].uv
    assert [thing.name for thing in bpy.data.objects if "LOD" in thing.name] == ["Head_LOD1", "Head_LOD2"]
