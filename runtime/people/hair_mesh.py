# SPDX-License-Identifier: GPL-3.0-or-later
"""Hair as cards: a ribbon along each lock, on which ``runtime.head.hair_picture`` draws its strands.

One topology for everybody; a style says how it lies.
"""

import numpy as np

from ..arrays import Array
from ..vectors import unit
from .hair_growth import LOCKS, RINGS, Locks, Roots, grown
from .hair_style import Style

ACROSS = 2
"""Vertices across a lock."""
VERTICES = LOCKS * RINGS * ACROSS


def grow(roots: Roots, style: Style, skin: Array, vertices: Array, eyes: Array) -> Array:
    """Vertices (VERTICES,3) in metres of a person's hair. skin (F,4): quads of vertices (V,3); eyes (2,3)."""
    return ribbons(grown(roots, style, skin, vertices, eyes))


def ribbons(locks: Locks) -> Array:
    """Left and right edge (VERTICES,3) of each lock, ring by ring."""
    side = np.cross(np.gradient(locks.paths, axis=1), locks.normals)
    side = unit(side)
    half = side * (locks.widths / 2)[:, :, None]
    edges: Array = np.stack([locks.paths - half, locks.paths + half], axis=2)
    return edges.reshape(-1, 3)
