# SPDX-License-Identifier: GPL-3.0-or-later
"""Where hairs on the skin lie in its texture: each as if the triangle that its root stands on went on."""

import numpy as np

from ..arrays import Array
from ..triangles import triangles_of
from .brow_strands import SkinStrands
from .heads import Head

_STEP = 0.5
"""Texels between the spots that a hair is painted by."""


def spots_of(strands: SkinStrands, head: Head, size: int) -> tuple[Array, Array]:
    """Texels (S,) by number, row after row, of a texture of ``size`` a side that hairs go through, and which hair (S,)
    does."""
    places = _in_texture(strands, head) * size
    start, end = places[:, :-1].reshape(-1, 2), places[:, 1:].reshape(-1, 2)
    count = np.maximum(1, np.ceil(np.linalg.norm(end - start, axis=1) / _STEP)).astype(int)
    piece = np.repeat(np.arange(len(start)), count)
    within = (np.arange(len(piece)) - np.repeat(np.cumsum(count) - count, count) + 0.5) / count[piece]
    along = start[piece] + (end - start)[piece] * within[:, None]
    column, row = np.clip(np.column_stack([along[:, 0], size - along[:, 1]]).astype(int), 0, size - 1).T
    return row * size + column, piece // (places.shape[1] - 1)


def _in_texture(strands: SkinStrands, head: Head) -> Array:
    """UV (N,P,2)."""
    uv = _uv_of(strands.corners, head)
    first, second, third = np.moveaxis(head.vertices[strands.corners].astype(np.float64), 1, 0)
    one, other, off = second - first, third - first, strands.points - first[:, None]
    long, both, wide = ((a * b).sum(axis=1)[:, None] for a, b in ((one, one), (one, other), (other, other)))
    along, aside = (np.einsum("npi,ni->np", off, side) for side in (one, other))
    area = long * wide - both * both
    shares = (wide * along - both * aside) / area, (long * aside - both * along) / area
    sides = (uv[:, corner, None] - uv[:, 0, None] for corner in (1, 2))
    found: Array = uv[:, 0, None] + sum(share[..., None] * side for share, side in zip(shares, sides, strict=True))
    return found


def _uv_of(corners: Array, head: Head) -> Array:
    """UV (N,3,2) of triangles of skin (N,3), which are halves of its quads."""
    of_skin = head.of_material("skin")
    quads, uv = head.quads[of_skin].astype(np.int64), head.uv[of_skin].astype(np.float64)
    triangles, places = triangles_of(quads), triangles_of(uv)
    key, wanted = (_key(each, len(head.vertices)) for each in (triangles, corners.astype(np.int64)))
    order = np.argsort(key)
    found: Array = places[order[np.searchsorted(key[order], wanted)]]
    return found


def _key(triangles: Array, count: int) -> Array:
    key: Array = (triangles[:, 0] * count + triangles[:, 1]) * count + triangles[:, 2]
    return key
