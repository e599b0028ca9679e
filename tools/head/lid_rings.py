# SPDX-License-Identifier: GPL-3.0-or-later
"""The rings of the lids, from where the socket begins to where they are seen, each from the inner corner on."""

import numpy as np
from soliloquy.runtime.people.lid_mesh import COLUMNS, LOWER_COLUMNS, RINGS
from soliloquy.runtime.people.topology import MATERIALS

from .mesh_rings import chained, edges_of, rings_around

_EDGE = 2
"""The ring whose corners are taken for those of the lids."""


def lid_rings(quads: np.ndarray, materials: np.ndarray, vertices: np.ndarray) -> np.ndarray:
    """Vertices (2,4,28) of the left and the right eye: the socket's border and the rings outside, each from the inner
    corner along the lower lid. vertices (V,3) of the base mesh's head. Raises ValueError where they are not as
    expected."""
    skin, socket = (quads[materials == MATERIALS.index(name)] for name in ("skin", "socket"))
    loops = chained(edges_of(skin) & edges_of(socket))
    if len(loops) != 2 or any(len(loop) != COLUMNS for loop in loops):
        raise ValueError("the borders of the eye sockets are not two loops of 28 vertices")
    loops.sort(key=lambda loop: -vertices[loop, 0].mean())
    return np.stack([_ordered(rings_around(skin, loop, RINGS), vertices) for loop in loops])


def _ordered(rings: np.ndarray, vertices: np.ndarray) -> np.ndarray:
    inner = int(np.abs(vertices[rings[0], 0]).argmin())
    rings = np.roll(rings, -inner, axis=1)
    if vertices[rings[_EDGE, 3], 1] > vertices[rings[_EDGE, -3], 1]:
        rings = np.roll(rings[:, ::-1], 1, axis=1)
    if abs(int(np.abs(vertices[rings[_EDGE], 0]).argmax()) - (LOWER_COLUMNS - 1)) > 1:
        raise ValueError("the lower lid has another number of vertices")
    return rings
