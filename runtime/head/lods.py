# SPDX-License-Identifier: GPL-3.0-or-later
"""Levels of detail of the embedded heads, baked once for all of them by tools/head/bake_lods.py."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from ..arrays import Array
from ..weights import weight_path
from .heads import shared_arrays


@dataclass(frozen=True)
class Lod:
    """A head in fewer triangles, whose vertices are some of its own.

    vertices (K,): the numbers of those, ascending. triangles (T,3): places in ``vertices``, counter-clockwise seen from
    outside. corners (T,3): for each corner, which one of the head's flattened quads (4F,) it is, and so its texture
    place; the material is that of quad ``corners[:, 0] // 4``.
    """

    vertices: Array
    triangles: Array
    corners: Array


@cache
def lods() -> tuple[Lod, ...]:
    """The levels below the head itself, finest first. Raises SetupError when their data is missing or altered."""
    quads = shared_arrays()["quads"].reshape(-1)
    with np.load(weight_path("lods"), allow_pickle=False) as file:
        return tuple(_lod(quads, _corners(file[name].astype(np.int64))) for name in sorted(file.files))


def _corners(steps: Array) -> Array:
    """The corners (T,3) of triangles, whose first ones are told as steps from one to the next, others from these."""
    first = steps[:, :1].cumsum(axis=0)
    return np.hstack([first, first + steps[:, 1:]])


def _lod(quads: Array, corners: Array) -> Lod:
    vertices, triangles = np.unique(quads[corners], return_inverse=True)
    return Lod(vertices, triangles.reshape(corners.shape), corners)
