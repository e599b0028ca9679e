# SPDX-License-Identifier: GPL-3.0-or-later
"""Reaching the parts of Blender's objects that only some kinds of object have."""

import bpy


def mesh_of(face: bpy.types.Object) -> bpy.types.Mesh:
    """The data of a mesh object."""
    assert isinstance(face.data, bpy.types.Mesh)
    return face.data


def shape_keys_of(face: bpy.types.Object) -> bpy.types.Key:
    """The shape keys of a mesh object that has some."""
    key = mesh_of(face).shape_keys
    assert key is not None
    return key


def number_properties(holder: bpy.types.Object) -> list[str]:
    """Names of an object's custom properties that hold a number with a fraction; a whole one has no way in between."""
    return [name for name, value in holder.items() if isinstance(value, float)]


def armature_of(rig: bpy.types.Object) -> bpy.types.Armature:
    """The data of an armature object."""
    assert isinstance(rig.data, bpy.types.Armature)
    return rig.data


def pose_bones_of(rig: bpy.types.Object) -> dict[str, bpy.types.PoseBone]:
    """The bones of an armature object as they are posed, by name."""
    assert rig.pose is not None
    return dict(rig.pose.bones.items())


def current_scene() -> bpy.types.Scene:
    scene = bpy.context.scene
    assert scene is not None
    return scene
