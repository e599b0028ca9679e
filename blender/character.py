# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects that make up a character: an armature, and every mesh that belongs to it."""

from collections.abc import Iterable
from dataclasses import dataclass

import bpy
from bpy.app.translations import pgettext_iface as _

from ..runtime.errors import InputError
from .datablocks import mesh_of, pose_bones_of
from .inner_meshes import meshes_inside


@dataclass(frozen=True)
class Character:
    """name: what the artist calls it. armature: None for meshes that stand alone. meshes: those that are seen, with
    shape keys or without."""

    name: str
    armature: bpy.types.Object | None
    meshes: tuple[bpy.types.Object, ...]

    @property
    def objects(self) -> tuple[bpy.types.Object, ...]:
        """The armature first."""
        return (*((self.armature,) if self.armature is not None else ()), *self.meshes)

    @property
    def shaped(self) -> tuple[bpy.types.Object, ...]:
        """The meshes with shape keys that have values."""
        keys = ((mesh, mesh_of(mesh).shape_keys) for mesh in self.meshes)
        return tuple(mesh for mesh, key in keys if key is not None and key.use_relative)


def find_character(scene: bpy.types.Scene, target: bpy.types.Object | None) -> Character:
    """The character of ``target`` (a mesh, its armature, or a parent of them), as far as it is in ``scene``.

    Raises InputError when there is nothing to see of it.
    """
    if target is None:
        raise InputError(_("Head"), _("no object is chosen"), _("Choose a head, or use Add Head"))
    armature = armature_of_target(target)
    here = set(scene.objects)
    widgets = set() if armature is None else {bone.custom_shape for bone in pose_bones_of(armature).values()}
    meshes = [mesh for mesh in meshes_of_target(target, armature) if mesh in here and mesh not in widgets]
    if armature not in here:
        armature = None
    if not meshes:
        raise InputError(
            target.name, _("it has no mesh in this scene"), _("Choose a mesh, or the armature that moves it")
        )
    return Character(target.name, armature, tuple(meshes))


def armature_of_target(target: bpy.types.Object) -> bpy.types.Object | None:
    """The armature that moves ``target``, is above it or below it."""
    if target.type == "ARMATURE":
        return target
    deformer = deformer_of(target)
    if deformer is not None:
        return deformer
    ancestor = target.parent
    while ancestor is not None:
        if ancestor.type == "ARMATURE":
            return ancestor
        ancestor = ancestor.parent
    return next((child for child in target.children_recursive if child.type == "ARMATURE"), None)


def deformer_of(mesh: bpy.types.Object) -> bpy.types.Object | None:
    """The armature of its first armature modifier."""
    armatures = (one.object for one in mesh.modifiers if isinstance(one, bpy.types.ArmatureModifier))
    return next((armature for armature in armatures if armature is not None), None)


def meshes_of_target(target: bpy.types.Object, armature: bpy.types.Object | None) -> list[bpy.types.Object]:
    """The target first, then the other meshes of the character."""
    family: list[bpy.types.Object] = [target, *target.children_recursive]
    if armature is not None:
        family += armature.children_recursive
        family += _deformed_by(armature, bpy.data.objects)
    elif target.type == "MESH":
        family += meshes_inside(target)
    return [one for one in dict.fromkeys(family) if one.type == "MESH"]


def _deformed_by(armature: bpy.types.Object, objects: Iterable[bpy.types.Object]) -> list[bpy.types.Object]:
    return [other for other in objects if other.type == "MESH" and deformer_of(other) == armature]
