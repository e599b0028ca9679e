# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the face is that a portrait is taken of: of our heads, of an artist's own head or of a whole character."""

from dataclasses import dataclass

import bpy
import numpy as np
from mathutils import Vector

from ..runtime.errors import InputError
from .character import find_character
from .datablocks import armature_of, places_in
from .measured_face import move_of
from .rig import find_rig

OUR_EYES = (0.0, -0.071, 0.031)
"""Metres: the middle between the eyes of the default head, where it is built."""
_EYES_APART = 0.062
"""Metres between the middles of the eyes of a head of life size."""
_BLINKS = ("eyeBlinkLeft", "eyeBlinkRight")
_HEADS_TALL = 7.5
"""Of a standing figure (the artists' canon)."""
_HEAD_ALONE = 2.2
"""How many times as high as wide something is at most that is a head with or without its shoulders."""
_HEAD_HEIGHT = 0.235
"""Metres from the chin to the crown."""
_CLEARLY = 0.3
"""Share of the largest move of a blink from which on a vertex belongs to the lid."""


@dataclass(frozen=True)
class Sitter:
    """eyes: the middle between them. forward: where the face looks, level, of length 1. size: 1 is life size."""

    eyes: Vector
    forward: Vector
    size: float

    def place(self, left: float, forward: float, up: float) -> Vector:
        """A place from the eyes, in metres of a life-sized head: to the sitter's left, forward and up."""
        x, y = self.forward.x, self.forward.y
        return self.eyes + Vector((forward * x - left * y, forward * y + left * x, up)) * self.size


def sitter_of(scene: bpy.types.Scene, target: bpy.types.Object | None) -> Sitter:
    """The face of ``target`` as it is posed now: by its eye bones, else by what its blinks move, else by its outline,
    facing -Y. Raises InputError where there is nothing to see of it."""
    character = find_character(scene, target)
    eyes = _eye_bones(character.armature) or _blinking_eyes(character.meshes[0])
    if eyes is not None:
        left, right = eyes
        across = left - right
        across.z = 0.0
        if across.length > 1e-9:
            forward = Vector((across.y, -across.x, 0.0)).normalized()
            return Sitter((left + right) / 2, forward, across.length / _EYES_APART)
    return _by_outline(character.meshes)


def _eye_bones(armature: bpy.types.Object | None) -> tuple[Vector, Vector] | None:
    if armature is None or not {"eye.L", "eye.R"} <= set(armature_of(armature).bones.keys()):
        return None
    assert armature.pose is not None
    left, right = (armature.matrix_world @ armature.pose.bones[name].head for name in ("eye.L", "eye.R"))
    return left, right


def _blinking_eyes(face: bpy.types.Object) -> tuple[Vector, Vector] | None:
    """The middles of the lids; None where no shape key shuts them."""
    try:
        rig = find_rig(face)
    except InputError:
        return None
    for mesh, shapes in rig.arkit_keys():
        if set(_BLINKS) <= set(shapes):
            left, right = (_middle_of_moved(mesh, shapes[name][0][0]) for name in _BLINKS)
            if left is not None and right is not None:
                return left, right
    return None


def _middle_of_moved(mesh: bpy.types.Object, key: str) -> Vector | None:
    keys = mesh.data.shape_keys.key_blocks  # type: ignore[union-attr]  # a rig's mesh has them
    moved = np.linalg.norm(move_of(mesh, keys[key]), axis=1)
    if moved.max() <= 0.0:
        return None
    lids = np.flatnonzero(moved > _CLEARLY * moved.max())
    places = _shown_places(mesh)[lids]
    return mesh.matrix_world @ Vector(np.median(places, axis=0).tolist())


def _shown_places(mesh: bpy.types.Object) -> np.ndarray:
    """(V,3) in the mesh's own axes: posed, where no modifier changes the number of vertices."""
    shown = mesh.evaluated_get(bpy.context.evaluated_depsgraph_get())
    data = shown.data
    assert isinstance(data, bpy.types.Mesh) and isinstance(mesh.data, bpy.types.Mesh)
    if len(data.vertices) != len(mesh.data.vertices):
        data = mesh.data
    return places_in(data.vertices)


def _by_outline(meshes: tuple[bpy.types.Object, ...]) -> Sitter:
    corners = np.array([mesh.matrix_world @ Vector(corner) for mesh in meshes for corner in mesh.bound_box])
    low, high = corners.min(axis=0), corners.max(axis=0)
    height, width = float(high[2] - low[2]), float(high[0] - low[0])
    head = height if height < _HEAD_ALONE * width else height / _HEADS_TALL
    head = max(head, 1e-6)
    middle = (low + high) / 2
    front = low[1] if head == height else middle[1] - 0.35 * head
    eyes = Vector((float(middle[0]), float(front + 0.1 * head), float(high[2] - 0.5 * head)))
    return Sitter(eyes, Vector((0.0, -1.0, 0.0)), head / _HEAD_HEIGHT)
