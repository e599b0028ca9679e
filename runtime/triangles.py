# SPDX-License-Identifier: GPL-3.0-or-later
"""Quads as triangles, polygons as quads, and where a place lies in a triangle."""

import numpy as np

from .arrays import Array


def triangles_of(quads: Array) -> Array:
    """(2F,3,...) of quads (F,4,...), of whatever their corners are: the first half of each, then the second ones."""
    return np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


def four_corners(starts: Array, sizes: Array) -> Array:
    """The first four corners (F,4) of polygons with ``sizes`` (F,) corners from ``starts`` (F,) on; of a triangle the
    last twice."""
    corners: Array = starts[:, None] + np.minimum(np.arange(4), sizes[:, None] - 1)
    return corners


def double_area(a: Array, b: Array, c: Array) -> Array:
    """(...) of triangles with corners (...,2 or more), seen along the third axis; negative where they run clockwise."""
    area: Array = (b[..., 1] - c[..., 1]) * (a[..., 0] - c[..., 0]) + (c[..., 0] - b[..., 0]) * (a[..., 1] - c[..., 1])
    return area


def barycentric(a: Array, b: Array, c: Array, x: Array, y: Array, area: Array) -> tuple[Array, Array, Array]:
    """How much of each corner of triangles is in places x, y: three that sum to 1, and none of them negative inside.
    area: of ``double_area``, and not 0. All broadcast."""
    right, up = x - c[..., 0], y - c[..., 1]
    of_a: Array = ((b[..., 1] - c[..., 1]) * right + (c[..., 0] - b[..., 0]) * up) / area
    of_b: Array = ((c[..., 1] - a[..., 1]) * right + (a[..., 0] - c[..., 0]) * up) / area
    return of_a, of_b, 1.0 - of_a - of_b
