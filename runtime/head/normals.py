# SPDX-License-Identifier: GPL-3.0-or-later
"""Which way a mesh of quads faces at each of its vertices."""

import numpy as np

from ..arrays import Array
from ..vectors import unit


def vertex_normals(points: Array, quads: Array) -> Array:
    """Unit normals (P,3), each the area-weighted mean of the quads around it."""
    diagonals = points[quads[:, 2]] - points[quads[:, 0]], points[quads[:, 3]] - points[quads[:, 1]]
    face = np.cross(*diagonals)
    corners = quads.ravel()
    summed = np.stack(
        [np.bincount(corners, np.repeat(face[:, axis], 4), minlength=len(points)) for axis in range(3)], axis=1
    )
    return unit(summed)
