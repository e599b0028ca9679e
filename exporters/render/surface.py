# SPDX-License-Identifier: GPL-3.0-or-later
"""A finer, rounder surface over a mesh of quads that passes through every one of its vertices.

One step of Phong tessellation (Boubekeur and Alexa 2008, "Phong Tessellation", eq. 4): new points are drawn
to the tangent planes of the vertices around them. Catmull and Clark's rule would shrink the lips apart.
"""

from dataclasses import dataclass

import numpy as np

from ...runtime.arrays import Array
from ...runtime.head.normals import vertex_normals

_ROUNDNESS = 0.75
"""How far a new point goes from the flat triangle to the curved one: the paper's alpha."""


@dataclass(frozen=True)
class Surface:
    """The topology of the finer mesh, worked out once.

    quads (4F,4) over points (P): the old vertices, then a point an edge, then one a face. uv (4F,4,2).
    edges (E,2) and faces (F,4): the vertices that each new point lies between.
    """

    vertex_count: int
    quads: Array
    uv: Array
    edges: Array
    faces: Array

    @classmethod
    def plain(cls, vertex_count: int, quads: Array, uv: Array) -> "Surface":
        """The mesh as it is, without new points."""
        return cls(vertex_count, quads, uv, np.empty((0, 2), int), np.empty((0, 4), int))

    def points(self, vertices: Array) -> Array:
        """Points (P,3) of the finer surface for vertices (V,3)."""
        if not len(self.faces):
            return vertices
        normals = vertex_normals(vertices, self.faces)
        between = [_rounded(vertices, normals, corners) for corners in (self.edges, self.faces)]
        return np.concatenate([vertices, *between])

    def values(self, values: Array) -> Array:
        """Values (P,) at the points of the finer surface, those between vertices as the mean of values (V,)."""
        return np.concatenate([values, *(values[corners].mean(axis=1) for corners in (self.edges, self.faces))])


def refined(vertex_count: int, quads: Array, uv: Array) -> Surface:
    """The finer topology of quads (F,4) with texture coordinates (F,4,2) over ``vertex_count`` vertices."""
    count = len(quads)
    sides = np.stack([quads, np.roll(quads, -1, axis=1)], axis=-1).reshape(-1, 2)
    edges, edge_of_side = np.unique(np.sort(sides, axis=1), axis=0, return_inverse=True)
    edge_point = vertex_count + edge_of_side.reshape(count, 4)
    face_point = vertex_count + len(edges) + np.arange(count)
    middle = uv.mean(axis=1)
    finer, finer_uv = [], []
    for corner in range(4):
        before, after = (corner - 1) % 4, (corner + 1) % 4
        finer.append(np.stack([quads[:, corner], edge_point[:, corner], face_point, edge_point[:, before]], axis=1))
        halfway = [(uv[:, corner] + uv[:, other]) / 2 for other in (after, before)]
        finer_uv.append(np.stack([uv[:, corner], halfway[0], middle, halfway[1]], axis=1))
    return Surface(vertex_count, np.concatenate(finer), np.concatenate(finer_uv), edges, quads)


def _rounded(vertices: Array, normals: Array, corners: Array) -> Array:
    flat = vertices[corners].mean(axis=1)
    above = flat[:, np.newaxis] - vertices[corners]
    height = np.einsum("ckx,ckx->ck", above, normals[corners])
    projected = flat - (height[..., np.newaxis] * normals[corners]).mean(axis=1)
    return (1 - _ROUNDNESS) * flat + _ROUNDNESS * projected
