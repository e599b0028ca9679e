# SPDX-License-Identifier: GPL-3.0-or-later
"""Our head in Blender is the runtime's head: Blender's own deformation gives the same vertices."""

import bpy
import numpy as np
import pytest
from soliloquy.blender.axes import to_blender
from soliloquy.blender.head import BuiltHead, build_head
from soliloquy.blender.motion_keys import write_motion
from soliloquy.blender.rig import find_rig
from soliloquy.runtime.errors import UsageError
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.head.deform import deform
from soliloquy.runtime.head.heads import DEFAULT_HEAD, head_names, load_head
from soliloquy.runtime.head.layout import motion_from_arkit
from soliloquy.runtime.head.tongue import TONGUE_NAMES
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.rigs.flame import FLAME_EXPRESSIONS, FLAME_EYELIDS


@pytest.fixture
def poses() -> ArkitCurves:
    """A few poses: rest, each extreme that crosses bones, and mixtures."""
    generator = np.random.default_rng(3)
    weights = generator.uniform(0, 0.4, (6, len(ARKIT_NAMES))).astype(np.float32)
    weights[0] = 0
    weights[1] = np.eye(52)[ARKIT_INDEX["jawOpen"]]
    weights[2] = np.eye(52)[ARKIT_INDEX["eyeLookDownLeft"]] + np.eye(52)[ARKIT_INDEX["eyeLookInRight"]]
    head = generator.normal(0, 0.3, (6, 3)).astype(np.float32)
    head[:3] = 0
    return ArkitCurves(weights, head)


def shown(built: BuiltHead, frame: int) -> np.ndarray:
    bpy.context.scene.frame_set(frame)
    mesh = built.mesh.evaluated_get(bpy.context.evaluated_depsgraph_get()).data
    vertices = np.empty(3 * len(mesh.vertices), np.float32)
    mesh.vertices.foreach_get("co", vertices)
    return vertices.reshape(-1, 3)


@pytest.mark.parametrize("layout", ["arkit", "flame"])
def test_blender_moves_the_head_as_the_runtime_does(layout: str, poses: ArkitCurves) -> None:
    built = build_head(DEFAULT_HEAD, layout)
    motion = poses if layout == "arkit" else motion_from_arkit(poses)
    write_motion(find_rig(built.mesh), motion, 1, "poses")
    head = load_head(DEFAULT_HEAD)
    for frame in range(len(poses)):
        expected = to_blender(deform(head, motion, frame, layout))
        np.testing.assert_allclose(shown(built, frame + 1), expected, atol=1e-5, err_msg=f"pose {frame}")


@pytest.mark.parametrize("tongue", [True, False])
def test_the_arkit_dress_has_52_shape_keys_and_the_tongues_16_and_no_jaw_bone(tongue: bool) -> None:
    built = build_head(DEFAULT_HEAD, "arkit", tongue=tongue)
    keys = tuple(built.mesh.data.shape_keys.key_blocks.keys())
    assert keys == ("Basis", *ARKIT_NAMES, *(TONGUE_NAMES if tongue else ()))
    assert set(built.armature.data.bones.keys()) == {"root", "neck", "head", "eye.L", "eye.R"}
    assert find_rig(built.mesh).bones.keys() == {"head"}


def test_the_flame_dress_has_sliders_that_do_not_clamp() -> None:
    built = build_head(DEFAULT_HEAD, "flame")
    blocks = built.mesh.data.shape_keys.key_blocks
    assert tuple(blocks.keys()) == ("Basis", *FLAME_EXPRESSIONS, *FLAME_EYELIDS, *TONGUE_NAMES)
    assert {(blocks[name].slider_min, blocks[name].slider_max) for name in FLAME_EXPRESSIONS} == {(-10.0, 10.0)}
    assert find_rig(built.armature).bones.keys() == {"head", "jaw", "eye.L", "eye.R"}


def test_the_head_faces_minus_y_with_its_left_eye_at_plus_x() -> None:
    bones = build_head(DEFAULT_HEAD, "arkit").armature.data.bones
    assert bones["eye.L"].head_local.x > 0 > bones["eye.R"].head_local.x
    assert bones["eye.L"].head_local.y < bones["head"].head_local.y
    assert bones["eye.L"].head_local.z > bones["neck"].head_local.z


@pytest.mark.check
def test_every_identity_can_be_built_beside_the_others() -> None:
    built = [build_head(name, "arkit") for name in head_names()]
    assert len({one.mesh.name for one in built}) == len(head_names())
    for one in built:
        mesh = one.mesh.data
        assert mesh.uv_layers and len(mesh.materials) == len(load_head(DEFAULT_HEAD).material_names)
        assert all(polygon.use_smooth for polygon in mesh.polygons)
    skins = {one.mesh.data.materials[0].name for one in built}
    assert len(skins) == len(built)


def test_building_a_head_leaves_the_selection_alone(fabricate_head) -> None:
    hero = fabricate_head(["jawOpen"])
    bpy.context.view_layer.objects.active = hero
    hero.select_set(True)
    build_head(DEFAULT_HEAD, "arkit")
    assert bpy.context.view_layer.objects.active == hero
    assert [one for one in bpy.context.view_layer.objects if one.select_get()] == [hero]


def test_an_unknown_head_is_refused_and_leaves_nothing() -> None:
    with pytest.raises(UsageError, match="nobody"):
        build_head("nobody", "arkit")
    assert not list(bpy.data.objects)
