# SPDX-License-Identifier: GPL-3.0-or-later
"""How a mesh bends at its vertices: where it has creases and where edges."""

import numpy as np
from soliloquy.runtime.head.normals import vertex_normals


def bends(vertices: np.ndarray, quads: np.ndarray) -> np.ndarray:
    """Mean curvature (V,) at vertices (V,3) of a surface of quads (F,4), in one over their unit: above 0 in a crease.

    The mean of the curvatures along the edges around each, of the circle through both ends that is square to the
    normal; 0 where there are no edges.
    """
    normals = vertex_normals(vertices, quads)
    sides = np.concatenate([quads[:, [corner, (corner + 1) % 4]] for corner in range(4)])
    edges = np.unique(np.sort(sides[sides[:, 0] != sides[:, 1]], axis=1), axis=0)
    here, there = np.concatenate([edges, edges[:, ::-1]]).T
    way = vertices[there] - vertices[here]
    curved = 2.0 * (normals[here] * way).sum(axis=1) / np.maximum((way**2).sum(axis=1), 1e-12)
    summed = np.bincount(here, curved, minlength=len(vertices))
    found: np.ndarray = summed / np.maximum(np.bincount(here, minlength=len(vertices)), 1)
    return found
