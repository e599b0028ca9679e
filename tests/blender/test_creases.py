# SPDX-License-Identifier: GPL-3.0-or-later
"""Furrows deepen where a face that moves creases: driven by its shape keys, on copies of it too, and nowhere else."""

from typing import Any

import bpy
import numpy as np
import pytest
from soliloquy.blender.creases import crease_depth
from soliloquy.blender.head import BuiltHead, build_head
from soliloquy.blender.materials import head_materials
from soliloquy.blender.person import change_person
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.creases import CREASES, creased
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.head.layout import motion_from_arkit
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.rigs.flame import FLAME_SHAPES


@pytest.fixture
def built() -> BuiltHead:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    return build_head("Kofi", "arkit")


def _set(face: Any, **weights: float) -> None:
    for block in face.data.shape_keys.key_blocks:
        block.value = weights.get(block.name, 0.0)
    bpy.context.view_layer.update()


def _depth(face: Any) -> np.ndarray:
    """How creased each vertex (V,) is, as the material's nodes reckon it."""
    shown = face.evaluated_get(bpy.context.evaluated_depsgraph_get())
    total = np.zeros(len(face.data.vertices))
    for group in range(len(CREASES) // 3):
        where = np.empty(3 * len(total), np.float32)
        face.data.attributes[f"creased_{group}"].data.foreach_get("vector", where)
        total += where.reshape(-1, 3) @ np.array(shown[f"soliloquy_creases_{group}"])
    return total


def _places(name: str) -> np.ndarray:
    head = load_head(name)
    return (head.vertices - head.joints[-2:].mean(axis=0)) * 1000.0


def _skin(name: str) -> np.ndarray:
    """The vertices of skin, sorted."""
    head = load_head(name)
    return head.vertices_of("skin")


def test_every_shape_that_creases_is_one_of_arkits_and_moves_the_skin_that_it_creases() -> None:
    head, skin = load_head("Clara"), _skin("Clara")
    where = creased()[skin]
    for number, crease in enumerate(CREASES):
        moved = sum(np.linalg.norm(head.shape_deltas[ARKIT_INDEX[shape]][skin], axis=1) for shape, _ in crease.shapes)
        inside = where[:, number] > 0.8
        assert inside.sum() > 10 and np.median(moved[inside]) > 0.0002, crease


def test_each_side_creases_alike() -> None:
    skin = _skin("Clara")
    where, places = creased()[skin], _places("Clara")[skin]
    left, right = places[:, 0] > 5.0, places[:, 0] < -5.0
    for one, other in ((0, 2), (4, 5), (6, 7)):
        assert where[left, one].sum() == pytest.approx(where[right, other].sum(), rel=0.02)
        assert where[right, one].max() < 0.35 and where[:, one].sum() > 20


def test_at_rest_nothing_is_creased(built: BuiltHead) -> None:
    _set(built.mesh)
    assert not _depth(built.mesh).any()


@pytest.mark.parametrize(
    ("shapes", "inside", "outside"),
    [
        ({"browInnerUp": 1.0, "browOuterUpLeft": 1.0, "browOuterUpRight": 1.0}, (0, 42), (0, -80)),
        ({"browDownLeft": 1.0, "browDownRight": 1.0}, (6, 15), (34, 44)),
        ({"eyeSquintLeft": 1.0, "cheekSquintLeft": 1.0}, (54, -3), (-54, -3)),
        ({"mouthSmileRight": 1.0}, (-24, -50), (24, -50)),
    ],
)
def test_a_shape_creases_its_own_place(built: BuiltHead, shapes: Any, inside: Any, outside: Any) -> None:
    _set(built.mesh, **shapes)
    depth, places = _depth(built.mesh), _places("Kofi")
    near, far = (
        np.flatnonzero((np.linalg.norm(places[:, :2] - place, axis=1) < 6.0) & (places[:, 2] > -30))
        for place in (inside, outside)
    )
    assert np.median(depth[near]) > 0.4
    assert np.median(depth[far]) < 0.02


def test_a_copy_of_a_head_creases_by_its_own_keys(built: BuiltHead) -> None:
    for each in bpy.context.view_layer.objects:
        each.select_set(True)
    bpy.ops.object.duplicate()
    copied = bpy.data.objects["Kofi.001"]
    _set(copied, browInnerUp=1.0)
    assert _depth(copied).max() > 0.8
    assert not _depth(built.mesh).any()
    assert all(curve.driver.is_simple_expression for curve in copied.animation_data.drivers)


def test_another_person_creases_too(built: BuiltHead) -> None:
    change_person(built.mesh, "Rosa")
    _set(built.mesh, mouthSmileLeft=1.0)
    assert _depth(built.mesh).max() > 0.6


def test_the_skins_height_hangs_on_what_the_nodes_say_of_creases() -> None:
    tree = head_materials(load_head("Kofi"))[0].node_tree
    names = {node.attribute_name for node in tree.nodes if node.bl_idname == "ShaderNodeAttribute"}
    groups = range(len(CREASES) // 3)
    assert names == {f"creased_{group}" for group in groups} | {f"soliloquy_creases_{group}" for group in groups}
    added = crease_depth(tree)
    assert added.node.operation == "ADD" and added.node.use_clamp


@pytest.mark.parametrize("number", range(len(CREASES)))
def test_in_the_flame_layout_the_same_face_creases_alike(number: int) -> None:
    face: Any = build_head("Kofi", "flame").mesh
    weights = np.zeros((1, len(ARKIT_INDEX)), np.float32)
    for shape, _factor in CREASES[number].shapes:
        weights[0, ARKIT_INDEX[shape]] = 0.8
    motion = motion_from_arkit(ArkitCurves(weights, np.zeros((1, 3))))
    _set(face, **dict(zip(FLAME_SHAPES, [*motion.expression[0], *motion.eyelids[0]], strict=True)))
    shown = face.evaluated_get(bpy.context.evaluated_depsgraph_get())
    found = np.concatenate([np.array(shown[f"soliloquy_creases_{group}"]) for group in range(len(CREASES) // 3)])
    wanted = [sum(factor * weights[0, ARKIT_INDEX[shape]] for shape, factor in crease.shapes) for crease in CREASES]
    np.testing.assert_allclose(found, np.clip(wanted, 0.0, 1.0), atol=0.06)
    assert found[number] > 0.7
    assert all(curve.driver.is_simple_expression for curve in face.animation_data.drivers)
    _set(face)
    assert not _depth(face).any()
