# SPDX-License-Identifier: GPL-3.0-or-later
"""Teeth, tongue, lashes and the like that are objects of their own beside a face that no armature moves."""

from collections.abc import Iterable

import bpy
import numpy as np

from .datablocks import mesh_of

_SHARED = 0.5
"""Of the names of a mesh's shape keys, those that the face has too. Chosen."""
_AS_LARGE = 0.8
"""Of the face's box along each axis, from which on a mesh is a head of its own: a beard is low, a cap of hair without a
neck. Chosen."""


def meshes_inside(face: bpy.types.Object) -> list[bpy.types.Object]:
    """The meshes below the same parent, or that stand in the same collections without one, that have shape keys of the
    face's names and whose middle lies within the face's box. A second head beside it is none."""
    names = _shape_names(face)
    if not names:
        return []
    low, high = (edge(_corners(face), axis=0) for edge in (np.min, np.max))
    others = [other for other in dict.fromkeys(_neighbours(face)) if other != face and other.type == "MESH"]
    named = [
        other for other in others if (theirs := _shape_names(other)) and len(theirs & names) >= _SHARED * len(theirs)
    ]
    return [other for other in named if _lies_inside(other, low, high) and not _as_large(other, low, high)]


def _neighbours(face: bpy.types.Object) -> Iterable[bpy.types.Object]:
    top = face
    while top.parent is not None:
        top = top.parent
    if top != face:
        return top.children_recursive
    return [each for collection in face.users_collection for each in collection.objects if each.parent is None]


def _lies_inside(other: bpy.types.Object, low: np.ndarray, high: np.ndarray) -> bool:
    """Whether its middle lies within the face's box."""
    middle = _corners(other).mean(axis=0)
    return bool(np.all((middle >= low) & (middle <= high)))


def _as_large(other: bpy.types.Object, low: np.ndarray, high: np.ndarray) -> bool:
    """Whether it has about the face's size: another head in the same place, or a sketch of it."""
    return bool(np.all(np.ptp(_corners(other), axis=0) >= _AS_LARGE * (high - low)))


def _shape_names(mesh: bpy.types.Object) -> set[str]:
    key = mesh_of(mesh).shape_keys
    return set() if key is None else {block.name for block in key.key_blocks if block != key.reference_key}


def _corners(mesh: bpy.types.Object) -> np.ndarray:
    """(8,3) of its box, in the scene."""
    matrix = np.array(mesh.matrix_world)
    return np.array(mesh.bound_box) @ matrix[:3, :3].T + matrix[:3, 3]
