# SPDX-License-Identifier: GPL-3.0-or-later
"""Strands are curves that lie on the head's cards, which they hide, go with its head bone, and become those of another
person."""

import time

import bpy
import numpy as np
import pytest
from soliloquy.blender.axes import to_blender
from soliloquy.blender.baked_scene import baked_scene
from soliloquy.blender.character import Character
from soliloquy.blender.hair import add_hair, hair_of, remove_hair
from soliloquy.blender.head import BuiltHead, build_head
from soliloquy.blender.person import change_person
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.head.heads import load_head


@pytest.fixture
def built() -> BuiltHead:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    return build_head("Clara", "arkit")


def _points(grown: bpy.types.Object) -> np.ndarray:
    data = grown.data.position_data
    places = np.empty(3 * len(data), np.float32)
    data.foreach_get("vector", places)
    return places.reshape(-1, 3)


def test_strands_lie_on_the_cards_and_are_grown_in_no_time(built: BuiltHead) -> None:
    begun = time.process_time()
    grown = add_hair(built.mesh)
    assert time.process_time() - begun < 1.5
    assert len(grown.data.curves) > 5000
    head = load_head("Clara")
    cards = head.vertices[head.vertices_of("hair")]
    low, high = to_blender(cards).min(axis=0), to_blender(cards).max(axis=0)
    places = _points(grown)
    np.testing.assert_allclose(places.min(axis=0), np.minimum(low, high), atol=0.02)
    np.testing.assert_allclose(places.max(axis=0), np.maximum(low, high), atol=0.02)
    assert hair_of(built.mesh) == grown


def test_blenders_own_hair_nodes_finish_them(built: BuiltHead) -> None:
    grown = add_hair(built.mesh)
    assert [each.node_group.name for each in grown.modifiers] == ["Duplicate Hair Curves", "Frizz Hair Curves"]
    shown = grown.evaluated_get(bpy.context.evaluated_depsgraph_get())
    assert len(shown.data.curves) >= len(grown.data.curves)


def test_they_go_with_the_head_bone_wherever_the_rig_stands(built: BuiltHead) -> None:
    grown = add_hair(built.mesh)
    built.armature.location = (0.3, 0.1, 0.2)
    bpy.context.view_layer.update()
    np.testing.assert_allclose(np.array(grown.matrix_world.translation), (0.3, 0.1, 0.2), atol=1e-6)
    built.armature.pose.bones["head"].rotation_euler = (0.3, 0.2, 0.1)
    bpy.context.view_layer.update()
    posed = built.armature.pose.bones["head"]
    turned = built.armature.matrix_world @ posed.matrix @ posed.bone.matrix_local.inverted()
    np.testing.assert_allclose(np.array(grown.matrix_world), np.array(turned), atol=1e-5)


def test_another_person_has_other_strands_in_another_colour(built: BuiltHead) -> None:
    grown = add_hair(built.mesh)
    before, material = _points(grown), grown.data.materials[0]
    change_person(built.mesh, "Clara,hair=curls,hair_colour=red")
    assert len(_points(grown)) > len(before)
    assert grown.data.materials[0] != material
    remove_hair(built.mesh)
    assert hair_of(built.mesh) is None and not bpy.data.hair_curves


def _cards_seen(face: bpy.types.Object) -> bool:
    slot = next(each for each, own in zip(face.material_slots, face.data.materials, strict=True) if "hair" in own.name)
    return bool(slot.material.name == face.data.materials[slot.slot_index].name)


def test_cards_are_not_seen_under_strands_and_an_export_has_them(built: BuiltHead) -> None:
    assert _cards_seen(built.mesh)
    add_hair(built.mesh)
    assert not _cards_seen(built.mesh)
    with baked_scene(bpy.context, Character("Clara", built.armature, (built.mesh,))) as baked:
        (copy,) = (each.object for each in baked.copies.values() if each.object.type == "MESH")
        assert "hair under strands" not in [slot.material.name for slot in copy.material_slots]
        assert not [each for each in baked.scene.objects if each.type == "CURVES"]
    change_person(built.mesh, "Kofi")
    assert not _cards_seen(built.mesh)
    remove_hair(built.mesh)
    assert _cards_seen(built.mesh)


def test_what_is_no_head_of_ours_has_no_hair() -> None:
    cube = bpy.data.objects.new("Cube", bpy.data.meshes.new("Cube"))
    with pytest.raises(InputError, match="no head of ours"):
        add_hair(cube)
