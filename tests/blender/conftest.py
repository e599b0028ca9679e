# SPDX-License-Identifier: GPL-3.0-or-later
"""A fabricated head for tests of the scene: one triangle with shape keys, an armature with a head bone."""

from collections.abc import Callable, Iterable

import pytest

bpy = pytest.importorskip("bpy")

FabricateHead = Callable[..., "bpy.types.Object"]


@pytest.fixture(autouse=True)
def empty_file() -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)


@pytest.fixture
def fabricate_head() -> FabricateHead:
    return _fabricate


def _fabricate(shape_keys: Iterable[str], head_bone: str | None = None, name: str = "Hero") -> "bpy.types.Object":
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata([(0, 0, 0), (1, 0, 0), (0, 0, 1)], [], [(0, 1, 2)])
    face = bpy.data.objects.new(name, mesh)
    bpy.context.scene.collection.objects.link(face)
    face.shape_key_add(name="Basis")
    for key in shape_keys:
        face.shape_key_add(name=key).data[2].co.z += 0.1
    if head_bone is not None:
        _arm(face, head_bone)
    return face


def _arm(face: "bpy.types.Object", head_bone: str) -> None:
    armature = bpy.data.objects.new("Rig", bpy.data.armatures.new("Rig"))
    bpy.context.scene.collection.objects.link(armature)
    bpy.context.view_layer.objects.active = armature
    bpy.ops.object.mode_set(mode="EDIT")
    bone = armature.data.edit_bones.new(head_bone)
    bone.head, bone.tail, bone.roll = (0, 0, 0), (0.1, 0.3, 1), 0.4
    bpy.ops.object.mode_set(mode="OBJECT")
    face.modifiers.new("Armature", "ARMATURE").object = armature
    face.parent = armature
