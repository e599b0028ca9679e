# SPDX-License-Identifier: GPL-3.0-or-later
"""The inside of the mouth: cheeks beside the teeth, a throat between them, and nothing of it before the skin, which it
would come through where on old and thin faces the creases beside the nose reach in to it."""

import numpy as np

from ..arrays import Array
from ..triangles import barycentric, double_area, triangles_of
from .topology import MATERIALS, Topology

_LEAST, _BEHIND = 0.001, 0.003
"""Metres behind the skin, seen from the front: what has less is moved to the latter. On the first six people all have
more."""
_WALLS = ((0.034, 0.0285), (0.041, 0.0265), (0.050, 0.0180), (0.070, 0.0145))
"""Metres behind the front teeth, and the half width that the mouth has there at most: beside the last molars and in the
throat. MakeHuman's is 7 cm wide as far as its back wall, so that the corners of an open mouth looked into a dark hall.
Chosen by eye, after the arch of our teeth."""
_THROAT = 0.066
"""Metres behind the front teeth that the mouth reaches at most. MakeHuman's reaches 9 cm, where no light comes to."""
_FREE = 0.9
"""Share of that width and depth within which everything stays where it is."""
_ANYTHING = 1.0
"""A half width in metres that nothing has."""
_NEAR = 0.05
"""Metres around the mouth within which skin is looked at."""
_BESIDE_LIPS = 0.006
"""Metres above and below the lips' line where the mouth's inside goes over into the lips, and is left alone."""


def lined(vertices: Array, topology: Topology, lips: Array) -> Array:
    """Vertices (V,3) with the mouth's inside in its place. lips: vertices of both lips."""
    return _behind_skin(_beside_teeth(vertices, topology), topology, lips)


def _beside_teeth(vertices: Array, topology: Topology) -> Array:
    """Vertices (V,3) with the mouth's inside no wider than _WALLS and no deeper than _THROAT."""
    inside = np.unique(topology.quads[topology.material_index == MATERIALS.index("mouth")])
    behind = vertices[topology.teeth, 2].max() - vertices[inside, 2]
    deep, wide = np.transpose(_WALLS)
    # Before the first of them it goes over into the lips, which are as wide as they are.
    most = np.where(behind < deep[0], _ANYTHING, np.interp(behind, deep, wide))
    moved = vertices.copy()
    moved[inside, 0] = np.sign(vertices[inside, 0]) * _drawn_in(np.abs(vertices[inside, 0]), most)
    moved[inside, 2] += behind - _drawn_in(behind, np.full_like(behind, _THROAT))
    return moved


def _drawn_in(wide: Array, most: Array) -> Array:
    """Half widths or depths (N,) below ``most`` (N,), in the order that they had: those that come near it are
    crowded towards it. All on one line, the back wall's faces would lie folded on each other, and their normals be a
    matter of rounding."""
    free, room = _FREE * most, (1.0 - _FREE) * most
    beyond = np.maximum(wide - free, 0.0) / room
    drawn: Array = np.minimum(wide, free) + room * beyond / (1.0 + beyond)
    return drawn


def _behind_skin(vertices: Array, topology: Topology, lips: Array) -> Array:
    """Vertices (V,3) with those of the mouth's inside moved back where they lack room."""
    skin = topology.quads[topology.material_index == MATERIALS.index("skin")]
    inside = np.unique(topology.quads[topology.material_index == MATERIALS.index("mouth")])
    middle = vertices[lips].mean(axis=0)
    away = np.abs(vertices[inside, 1] - middle[1])
    own = inside[~np.isin(inside, skin) & (away > _BESIDE_LIPS)]
    corners = vertices[triangles_of(skin)]
    near = (np.abs(corners[..., :2] - middle[:2]).max(axis=(1, 2)) < _NEAR) & (corners[..., 2].min(axis=1) > 0.0)
    room = _depth(corners[near], vertices[own, :2]) - vertices[own, 2]
    moved = vertices.copy()
    moved[own, 2] -= np.where(np.isfinite(room) & (room < _LEAST), _BEHIND - room, 0.0)
    return moved


def _depth(triangles: Array, places: Array) -> Array:
    """z (N,) of the foremost of triangles (T,3,3) at places (N,2) seen from the front; -inf where there is none."""
    a, b, c = (triangles[:, corner] for corner in range(3))
    area = double_area(a, b, c)
    edgewise = np.abs(area) < 1e-12
    of_a, of_b, of_c = barycentric(a, b, c, places[:, :1], places[:, 1:], np.where(edgewise, 1.0, area))
    hit = (of_a >= 0) & (of_b >= 0) & (of_c >= 0) & ~edgewise
    depth = np.where(hit, of_a * a[:, 2] + of_b * b[:, 2] + of_c * c[:, 2], -np.inf)
    foremost: Array = depth.max(axis=1)
    return foremost
