# SPDX-License-Identifier: GPL-3.0-or-later
"""The hairs of a head's brows on its skin: those of the preset whose painted brows it wears, on the same places."""

from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..people.brows import BROWS, POINTS, brow_hairs
from ..triangles import barycentric, double_area, triangles_of
from .heads import Head, load_head

_THICK = (0.00005, 0.00005, 0.000045, 0.00004, 0.00003, 0.00001)
"""Metres of a hair's radius from root to tip: a real one's."""
_LIFT = (-0.0001, 0.0003, 0.0005, 0.0006, 0.0006, 0.0005)
"""Metres off the skin, by eye; the root is in it."""
_UNEVEN = (0.5, 1.5)
"""Between which of the heights over the skin hairs lie. Chosen by eye."""
_SEED = 37
_FACING = 0.1
"""Of a triangle's normal, how much of it points forward at least: one seen from the side is no place for a brow."""
_AROUND = ((4.0, 5.0), (62.0, 40.0))
"""Millimetres away from the face's middle and above the eyes: where skin is looked at."""


@dataclass(frozen=True)
class SkinStrands:
    """points (N,P,3), from root to tip, metres; radii (P,), metres; corners (N,3): the vertices of the triangle that a
    hair's root stands on."""

    points: Array
    radii: Array
    corners: Array


def brow_strands(head: Head) -> SkinStrands:
    """The hairs of both brows of an embedded head."""
    worn = load_head(head.look)
    triangles = triangles_of(head.quads[head.of_material("skin")])
    places = (worn.vertices.astype(np.float64) - worn.joints[-2:].mean(axis=0)) * 1000.0
    hairs = brow_hairs(BROWS[head.look])
    left, right = (_grown(hairs, triangles, places * (side, 1.0, 1.0), head.vertices, side) for side in (1.0, -1.0))
    return SkinStrands(
        np.concatenate([left.points, right.points]), left.radii, np.concatenate([left.corners, right.corners])
    )


def _grown(hairs: Array, triangles: Array, places: Array, vertices: Array, side: float) -> SkinStrands:
    """One brow's hairs (N,POINTS,2) over triangles (F,3) of places (V,3), carried to ``vertices``. side: -1 where the
    places are mirrored."""
    near = _in_front(triangles, places, side)
    triangle, shares = _below(hairs.reshape(-1, 2), near, places)
    whole = (triangle >= 0).reshape(-1, POINTS).all(axis=1)
    corners = near[triangle].reshape(len(hairs), POINTS, 3)[whole]
    shares = shares.reshape(len(hairs), POINTS, 3, 1)[whole]
    normals = _normals(near, vertices)[triangle].reshape(len(hairs), POINTS, 3)[whole]
    lift = np.array(_LIFT) * np.random.default_rng(_SEED).uniform(*_UNEVEN, len(hairs))[whole][:, None]
    points = (vertices[corners] * shares).sum(axis=2) + normals * lift[..., None]
    return SkinStrands(points, np.array(_THICK), corners[:, 0])


def _in_front(triangles: Array, places: Array, side: float) -> Array:
    """Those of the triangles around the brow on the side of positive x, the nearest to who looks at the face first."""
    x, y = places[triangles][..., 0], places[triangles][..., 1]
    (least, low), (most, high) = _AROUND
    near = triangles[((x > least) & (x < most) & (y > low) & (y < high)).all(axis=1)]
    near = near[side * _normals(near, places)[:, 2] > _FACING]
    by_depth: Array = near[np.argsort(-places[near][..., 2].sum(axis=1), kind="stable")]
    return by_depth


def _normals(triangles: Array, vertices: Array) -> Array:
    a, b, c = np.moveaxis(vertices[triangles].astype(np.float64), 1, 0)
    across = np.cross(b - a, c - a)
    normals: Array = across / np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-15)
    return normals


def _below(points: Array, triangles: Array, places: Array) -> tuple[Array, Array]:
    """Of each point (N,2) the first of the triangles on which it lies as seen from the front, or -1, and its shares
    (N,3) of that one's corners."""
    a, b, c = np.moveaxis(places[triangles], 1, 0)
    shares = np.stack(barycentric(a, b, c, points[:, 0:1], points[:, 1:2], double_area(a, b, c)), axis=2)
    inside = shares.min(axis=2) >= -1e-9
    found = inside.argmax(axis=1)
    return np.where(inside.any(axis=1), found, -1), shares[np.arange(len(points)), found]
