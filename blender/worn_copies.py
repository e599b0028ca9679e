# SPDX-License-Identifier: GPL-3.0-or-later
"""What is worn as engines know it: a mesh of its own, with the weights and the shapes of the skin that carries it,
where Blender's own goes with the skin by nodes (follow_skin.py).
"""

from typing import Any

import bpy
import numpy as np

from ..runtime.arrays import Array
from .datablocks import add_group, mesh_of
from .follow_skin import carried, carriers
from .measured_face import places_of_key
from .worn import is_worn

_MOVES = 1e-5
"""Metres that a shape must move something of a thing for the thing to have it."""


def wearer_of(thing: bpy.types.Object) -> bpy.types.Object | None:
    """The head that wears a thing; None for what is not worn."""
    return thing.parent if is_worn(thing) else None


def give_weights_and_shapes(copy: bpy.types.Object, face: bpy.types.Object) -> None:
    """Let ``copy``, of a thing that is worn at ``face``, have its own vertex groups, and a shape key for each of the
    face's that moves it, under its name."""
    corners, local = carriers(copy)
    _give_weights(copy, face, corners)
    key = mesh_of(face).shape_keys
    if key is None:
        return
    reference: Any = key.reference_key
    rest = carried(corners, local, places_of_key(reference))
    mesh_of(copy).vertices.foreach_set("co", _flat(rest))
    for block in key.key_blocks:
        places = rest if block == reference else carried(corners, local, places_of_key(block))
        if block == reference or np.abs(places - rest).max() > _MOVES:
            own: Any = copy.shape_key_add(name=block.name, from_mix=False)
            own.slider_min, own.slider_max = block.slider_min, block.slider_max
            own.points.foreach_set("co", _flat(places))
            own.value = 0.0


def carry_as_engines_do(thing: bpy.types.Object, face: bpy.types.Object) -> None:
    """The same for ``thing`` itself, in a scene that is only written out: it stands beside ``face``, without nodes."""
    give_weights_and_shapes(thing, face)
    thing.modifiers.clear()
    thing.parent = face.parent
    modifier: Any = thing.modifiers.new("Armature", "ARMATURE")
    modifier.object = face.parent


def _give_weights(copy: bpy.types.Object, face: bpy.types.Object, corners: Array) -> None:
    """The mean of those that the corners (N,3) of a vertex's triangle have."""
    weights = np.zeros((len(mesh_of(face).vertices), len(face.vertex_groups)))
    for vertex in mesh_of(face).vertices:
        for element in vertex.groups:
            weights[vertex.index, element.group] = element.weight
    for group, column in zip(face.vertex_groups, weights[corners].mean(axis=1).T, strict=True):
        add_group(copy, group.name, column)


def _flat(places: Array) -> Array:
    return np.ascontiguousarray(places, np.float32).reshape(-1)
