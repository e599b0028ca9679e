# SPDX-License-Identifier: GPL-3.0-or-later
"""Brows and beards are hairs that stand on the skin, follow its shapes and the head's bone, and become another
person's."""

import bpy
import numpy as np
import pytest
from soliloquy.blender.axes import to_blender
from soliloquy.blender.hair import add_hair, remove_hair
from soliloquy.blender.head import BuiltHead, build_head
from soliloquy.blender.person import change_person
from soliloquy.blender.skin_hairs import skin_hairs_of
from soliloquy.runtime.head.beard_strands import beard_strands
from soliloquy.runtime.head.brow_strands import brow_strands
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.people.brows import BROWS, INNER_MM, OUTER_MM, brow_hairs
from soliloquy.runtime.people.hair_colour import HAIR_COLOURS


@pytest.fixture
def built() -> BuiltHead:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    made = build_head("Clara", "arkit")
    add_hair(made.mesh)
    return made


def _shown(built: BuiltHead, kind: str = "brows") -> np.ndarray:
    """(N,3) in the world, as the viewport has them."""
    grown = skin_hairs_of(built.mesh, kind)
    assert grown is not None
    bpy.context.view_layer.update()
    shown = grown.evaluated_get(bpy.context.evaluated_depsgraph_get())
    data = shown.data.position_data
    places = np.empty(3 * len(data), np.float32)
    data.foreach_get("vector", places)
    world = np.array(shown.matrix_world)
    moved: np.ndarray = places.reshape(-1, 3) @ world[:3, :3].T + world[:3, 3]
    return moved


def test_hairs_lie_between_the_ends_of_a_brow_and_lie_along_it_at_the_temple() -> None:
    for name, brow in BROWS.items():
        hairs = brow_hairs(brow)
        assert 300 < len(hairs) < 600, name
        assert hairs[:, 0, 0].min() >= INNER_MM and hairs[:, 0, 0].max() <= OUTER_MM, name
        run, rise = (hairs[:, -1] - hairs[:, 0]).T
        steep = np.degrees(np.arctan2(rise, run))
        inner, outer = hairs[:, 0, 0] < INNER_MM + 4, hairs[:, 0, 0] > OUTER_MM - 8
        assert np.median(steep[inner]) > 45 and np.median(steep[outer]) < 0, name


def test_brows_lie_as_high_over_the_pupils_as_peoples_do() -> None:
    """19.5 mm above the iris's lower edge, which lies 6 mm below the pupil's middle."""
    eyes = np.abs(load_head("Clara").joints[-2:, 0]).mean() * 1000.0
    roots = [brow_hairs(brow)[:, 0] for brow in BROWS.values()]
    lowest = np.array([root[np.abs(root[:, 0] - eyes) < 3.0, 1].min() for root in roots])
    assert abs(lowest.mean() - 13.5) < 1.0
    assert lowest.min() > 11.5 and lowest.max() < 16.0


def test_roots_are_in_the_skin_and_tips_just_off_it() -> None:
    head = load_head("woman=0.2,age=60,asian=1")
    made = brow_strands(head)
    corner, other, third = np.moveaxis(head.vertices[made.corners], 1, 0)
    normal = np.cross(other - corner, third - corner)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    off = np.einsum("ni,ni->n", made.points[:, 0] - corner, normal)
    assert off.max() < 0 and off.min() > -0.0002
    assert len(made.points) > 0.99 * 2 * len(brow_hairs(BROWS[head.look]))


def test_at_rest_they_are_where_they_were_grown(built: BuiltHead) -> None:
    wanted = to_blender(brow_strands(load_head("Clara")).points.reshape(-1, 3))
    np.testing.assert_allclose(_shown(built), wanted, atol=2e-6)


def test_they_go_up_with_the_brow_and_no_further_than_the_skin(built: BuiltHead) -> None:
    before = _shown(built)
    for name in ("browInnerUp", "browOuterUpLeft", "browOuterUpRight"):
        built.mesh.data.shape_keys.key_blocks[name].value = 1.0
    head = load_head("Clara")
    moved = _shown(built) - before
    skin = brow_strands(head).corners.ravel()
    names = [block.name for block in built.mesh.data.shape_keys.key_blocks[1:53]]
    deltas = sum(
        head.shape_deltas[names.index(name)] for name in ("browInnerUp", "browOuterUpLeft", "browOuterUpRight")
    )
    highest = np.linalg.norm(deltas[skin], axis=1).max()
    assert 0.002 < np.median(moved[:, 2]) < np.linalg.norm(moved, axis=1).max() < 1.3 * highest


def test_they_go_with_the_head_bone_wherever_the_rig_stands(built: BuiltHead) -> None:
    before = _shown(built)
    built.armature.location = (0.3, 0.1, 0.2)
    bone = built.armature.pose.bones["head"]
    bone.rotation_euler = (0.3, 0.2, 0.1)
    bpy.context.view_layer.update()
    turn = np.array(built.armature.matrix_world @ bone.matrix @ bone.bone.matrix_local.inverted())
    np.testing.assert_allclose(_shown(built), before @ turn[:3, :3].T + turn[:3, 3], atol=1e-4)


def test_another_person_has_other_brows_and_none_is_left_behind(built: BuiltHead) -> None:
    change_person(built.mesh, "Kofi")
    wanted = to_blender(brow_strands(load_head("Kofi")).points.reshape(-1, 3))
    np.testing.assert_allclose(_shown(built), wanted, atol=2e-6)
    remove_hair(built.mesh)
    assert skin_hairs_of(built.mesh, "brows") is None and not bpy.data.hair_curves


@pytest.mark.check
def test_a_beard_is_grown_too_goes_with_the_jaw_and_another_person_is_shaven() -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    made = build_head("Samuel", "arkit")
    add_hair(made.mesh)
    before = _shown(made, "beard")
    wanted = to_blender(beard_strands(load_head("Samuel")).points.reshape(-1, 3))
    np.testing.assert_allclose(before, wanted, atol=2e-6)
    made.mesh.data.shape_keys.key_blocks["jawOpen"].value = 1.0
    fallen = (before - _shown(made, "beard"))[:, 2]
    low = before[:, 2] < np.quantile(before[:, 2], 0.5)
    assert (
        np.median(fallen[low]) > 0.01 and np.abs(fallen[before[:, 2] > np.quantile(before[:, 2], 0.98)]).max() < 0.004
    )
    change_person(made.mesh, "Samuel,beard=moustache")
    assert len(_shown(made, "beard")) < 0.4 * len(before)
    change_person(made.mesh, "Clara,brow_colour=blond")
    assert skin_hairs_of(made.mesh, "brows").data.materials[0].name.startswith(f"strands {HAIR_COLOURS['blond'].code}")
    assert skin_hairs_of(made.mesh, "beard") is None and skin_hairs_of(made.mesh, "brows") is not None
    change_person(made.mesh, "Kofi")
    assert skin_hairs_of(made.mesh, "beard") is not None
    remove_hair(made.mesh)
    assert not bpy.data.hair_curves
