# SPDX-License-Identifier: GPL-3.0-or-later
"""One of our heads in a scene becomes somebody else in its place: keys, animation and objects stay."""

from typing import Any

import bpy
import numpy as np

from ..runtime.errors import InputError
from ..runtime.head.heads import Head, load_head
from ..runtime.head.tongue import TONGUE_NAMES, tongue_deltas, tongue_vertices
from ..runtime.people.presets import PRESETS
from ..runtime.rigs.layout_shapes import shape_deltas
from .axes import to_blender
from .datablocks import armature_of, mesh_of, places_in, shape_keys_of
from .hair import show_hair
from .head import editing_bones
from .materials import head_materials
from .rig import PERSON_OF
from .solid_view import colour_solid_view
from .worn import refit

_BASIS = "Basis"


def person_shown(face: bpy.types.Object) -> str | None:
    """The name of the head that a mesh of ours shows, as ``load_head`` takes it; None for any other object.

    Files that were saved before heads said who they are name them by the object alone.
    """
    told = face.get(PERSON_OF)
    if isinstance(told, str):
        return told
    if face.type != "MESH" or mesh_of(face).shape_keys is None:
        return None
    name = mesh_of(face).name.partition(".")[0]
    if name not in PRESETS or len(mesh_of(face).vertices) != len(load_head(name).vertices):
        return None
    return name


def change_person(face: bpy.types.Object, who: str) -> None:
    """Make the head of ours at ``face`` into another person. Shapes that somebody added keep what they add.

    Raises UsageError for an unknown person, InputError for a mesh that is no head of ours any more, SetupError.
    """
    head, before = load_head(who), person_shown(face)
    mesh = mesh_of(face) if face.type == "MESH" else None
    if before is None or mesh is None or _counts(mesh) != (len(head.vertices), len(head.quads)):
        reason = "is no head of ours, or has other vertices than it was made with"
        raise InputError(face.name, reason, "Choose a head of Add Head whose mesh was not edited")
    looked = load_head(before)
    _move_vertices(face, head)
    _move_bones(face, head)
    if _look(looked) != _look(head):
        _dress(face, head)
    face[PERSON_OF] = head.name
    show_hair(face, head)
    refit(face, head)


def _look(head: Head) -> tuple[Any, ...]:
    return head.look, head.tint, head.iris, head.hair, head.brows, head.beard


def _counts(mesh: bpy.types.Mesh) -> tuple[int, int]:
    return len(mesh.vertices), len(mesh.polygons)


def _move_vertices(face: bpy.types.Object, head: Head) -> None:
    blocks = shape_keys_of(face).key_blocks
    rest = blocks[_BASIS] if _BASIS in blocks else blocks[0]
    moved = to_blender(head.vertices) - places_in(rest.points)
    own = _own_shapes(head, "flame" if "Exp00" in blocks else "arkit")
    for block in blocks:
        if block == rest:
            continue
        displacement = own.get(block.name)
        places = places_in(block.points) + moved if displacement is None else to_blender(head.vertices + displacement)
        _place(block.points, places)
    _place(rest.points, to_blender(head.vertices))
    _place(mesh_of(face).vertices, to_blender(head.vertices))
    mesh_of(face).update()


def _own_shapes(head: Head, layout: str) -> dict[str, np.ndarray]:
    """Displacement (V,3) of each shape key that a head of ours is built with."""
    shapes = dict(shape_deltas(head, layout))
    tongue = tongue_vertices(head)
    for name, moved in zip(TONGUE_NAMES, tongue_deltas(head), strict=True):
        shapes[name] = np.zeros_like(head.vertices)
        shapes[name][tongue] = moved
    return shapes


def _move_bones(face: bpy.types.Object, head: Head) -> None:
    """Bones keep their lengths. Bones that somebody added stay."""
    armature = face.parent
    if armature is None or armature.type != "ARMATURE" or armature.library or armature.override_library:
        return
    joints = dict(zip(head.bone_names, to_blender(head.joints), strict=True))
    bones = armature_of(armature).bones
    if all(np.allclose(np.array(bones[name].head_local), joints[name], atol=1e-7) for name in joints if name in bones):
        return
    with editing_bones(armature):
        for bone in armature_of(armature).edit_bones:
            if bone.name in joints:
                along = np.array(bone.tail) - np.array(bone.head)
                bone.head, bone.tail = joints[bone.name], joints[bone.name] + along


def _dress(face: bpy.types.Object, head: Head) -> None:
    mesh: Any = mesh_of(face)
    mesh.materials.clear()
    for material in head_materials(head):
        mesh.materials.append(material)
    mesh.polygons.foreach_set("material_index", np.ascontiguousarray(head.material_index, np.int32))
    colour_solid_view(face)


def _place(points: Any, places: np.ndarray) -> None:
    points.foreach_set("co", np.ascontiguousarray(places, np.float32).reshape(-1))
