# SPDX-License-Identifier: GPL-3.0-or-later
"""Rigs with the true names and structure of other people's, whose lips are two lines and can be measured.

What their shapes do to the lips stands in ``rig_tables``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import bpy
import numpy as np

from .rig_tables import Does

UPPER, LOWER, TEETH, LIDS, BROWS = 0, 7, 14, 15, 17
"""First vertex of each part: 7 of each lip from right to left, the edge of the upper teeth, two lids, two brows."""
_WIDTH = 0.025
_MIDDLE = 3
_TEETH_BELOW, _TEETH_BEHIND = 1.6, 2.8
"""Millimetres of the upper teeth's edge below the lower lip's inner edge at rest, and behind it, as on our own head."""


@dataclass(frozen=True)
class Lips:
    """(T,) millimetres: the gap in the middle, and from the lower lip's edge to the edge of the upper teeth."""

    gap: np.ndarray
    to_teeth: np.ndarray


def build(shapes: Mapping[str, Does], name: str = "Face") -> bpy.types.Object:
    """A face of points with a shape key for each of ``shapes``, in the current scene."""
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata([tuple(place) for place in rest()], [], [])
    face = bpy.data.objects.new(name, mesh)
    assert bpy.context.scene is not None
    bpy.context.scene.collection.objects.link(face)
    face.shape_key_add(name="Basis")
    for key, does in shapes.items():
        moved = rest() + _moves(does)
        block = face.shape_key_add(name=key, from_mix=False)
        block.data.foreach_set("co", moved.ravel())
        block.value = 0.0  # from Blender 5 on a new one is at 1
    return face


def measure(face: bpy.types.Object, frames: range) -> Lips:
    """The lips on the evaluated mesh at each frame of the scene."""
    scene = bpy.context.scene
    assert scene is not None
    gaps, distances = [], []
    for frame in frames:
        scene.frame_set(frame)
        evaluated = face.evaluated_get(bpy.context.evaluated_depsgraph_get())
        assert isinstance(evaluated.data, bpy.types.Mesh)
        places = np.empty(3 * len(evaluated.data.vertices), np.float32)
        evaluated.data.vertices.foreach_get("co", places)
        upper, lower, teeth = 1000 * places.reshape(-1, 3)[[UPPER + _MIDDLE, LOWER + _MIDDLE, TEETH]]
        gaps.append(upper[2] - lower[2])
        distances.append(float(np.hypot(*(lower - teeth)[1:])))
    return Lips(np.array(gaps), np.array(distances))


def rest() -> np.ndarray:
    """(19,3) metres; the face looks to -Y."""
    rest = np.zeros((19, 3))
    rest[UPPER : UPPER + 7, 0] = rest[LOWER : LOWER + 7, 0] = np.linspace(-_WIDTH, _WIDTH, 7)
    rest[TEETH] = (0.0, _TEETH_BEHIND / 1000, -_TEETH_BELOW / 1000)
    rest[LIDS : LIDS + 2] = (-0.03, 0.0, 0.07), (0.03, 0.0, 0.07)
    rest[BROWS : BROWS + 2] = (-0.03, 0.0, 0.09), (0.03, 0.0, 0.09)
    return rest


def _moves(does: Does) -> np.ndarray:
    """(19,3) metres; the lips' corners stay together."""
    moves = np.zeros((19, 3))
    along = np.linspace(-1, 1, 7)
    middle = 1 - along**2
    moves[UPPER : UPPER + 7, 2], moves[LOWER : LOWER + 7, 2] = middle * does.upper, middle * does.lower
    moves[LOWER : LOWER + 7, 1] = middle * does.back
    moves[UPPER : UPPER + 7, 0] = moves[LOWER : LOWER + 7, 0] = along * does.wide
    moves[LIDS : LIDS + 2, 2], moves[BROWS : BROWS + 2, 2] = does.lids, does.brows
    return moves / 1000
