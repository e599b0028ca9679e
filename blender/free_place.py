# SPDX-License-Identifier: GPL-3.0-or-later
"""A place for a new object beside what is in the scene, not inside of it."""

from typing import Any

import bpy
import numpy as np
from mathutils import Vector

_GAP = 0.1
"""Metres between two objects: chosen by eye."""
_LARGEST, _LOWEST = 5.0, 0.01
"""Metres. What is larger is a set, inside which heads may stand, and what is lower is a floor. Chosen by eye."""
_SOLID = {"MESH", "CURVE", "SURFACE", "META", "FONT", "CURVES", "POINTCLOUD", "VOLUME"}

Box = tuple[np.ndarray, np.ndarray]
"""Lowest and highest corner (3,) in the world."""


def free_place(layer: bpy.types.ViewLayer, new: bpy.types.Object, place: Vector) -> Vector:
    """``place``, moved along +X as far as it takes so that ``new``, whose origin comes to lie there, meets no other
    object that can be seen. ``new`` is not turned or scaled."""
    layer.update()  # what a script has moved just now has not arrived yet
    others = [_box(other, other.matrix_world) for other in layer.objects if _stands_in_the_way(other, new)]
    low, high = _box(new, None)
    found = np.array(place)
    for box_low, box_high in sorted(others, key=lambda box: float(box[0][0])):
        if (found + low < box_high + _GAP).all() and (found + high > box_low - _GAP).all():
            found[0] = box_high[0] + _GAP - low[0] + 1e-4
    return Vector(found.tolist())


def _stands_in_the_way(other: bpy.types.Object, new: bpy.types.Object) -> bool:
    if other == new or other.type not in _SOLID or not other.visible_get():
        return False
    size = np.subtract(*reversed(_box(other, other.matrix_world)))
    return bool(size[2] > _LOWEST and size.max() < _LARGEST)


def _box(thing: bpy.types.Object, matrix: Any) -> Box:
    corners = np.array([matrix @ Vector(corner) if matrix is not None else corner for corner in thing.bound_box])
    return corners.min(axis=0), corners.max(axis=0)
