# SPDX-License-Identifier: GPL-3.0-or-later
"""Smooth vertex normals as Blender makes them: the faces' normals, weighted by the corner's angle."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ...runtime.arrays import Array
from ...runtime.triangles import four_corners


@dataclass(frozen=True)
class Polygons:
    """corners (C,): the vertex of each corner. starts (F,): the first corner of each polygon."""

    corners: Array
    starts: Array

    @classmethod
    def of_fbx(cls, indices: Array) -> "Polygons":
        """From FBX's list (C,), where the last corner of a polygon is stored as its bitwise complement."""
        indices = indices.astype(np.int64)
        last = indices < 0
        ends = np.flatnonzero(last) + 1
        starts = np.concatenate([[0], ends[:-1]]) if len(ends) else np.empty(0, int)
        return cls(np.where(last, ~indices, indices), starts.astype(np.int64))

    def quads(self, chosen: Array) -> Array:
        """The vertices (N,4) of the first four corners of polygons ``chosen`` (N,); of a triangle the last twice."""
        return self.corners[four_corners(self.starts[chosen], self.sizes[chosen])]

    def triangles(self, begin: Array) -> Array:
        """The corners (N,3) of triangles that fan out from the corner ``begin`` (F,) of each polygon."""
        tips = begin[self._polygon]
        inner = np.flatnonzero((np.arange(len(self.corners)) != tips) & (self._next != tips))
        return np.stack([tips[inner], inner, self._next[inner]], axis=1)

    @cached_property
    def _polygon(self) -> Array:
        """The polygon of each corner (C,)."""
        return np.repeat(np.arange(len(self.starts)), self.sizes)

    @cached_property
    def sizes(self) -> Array:
        """How many corners each polygon has (F,)."""
        return np.diff(self.starts, append=len(self.corners))

    @cached_property
    def _next(self) -> Array:
        """The corner after each, around its polygon (C,)."""
        following = np.arange(1, len(self.corners) + 1)
        following[self.starts + self.sizes - 1] = self.starts
        return following

    def around(self, moved: Array) -> "Polygons":
        """The polygons that touch a vertex of the mask ``moved`` (V,)."""
        touched = np.logical_or.reduceat(moved[self.corners], self.starts) if len(self.starts) else np.empty(0, bool)
        return self._some(touched)

    def wholly_around(self, moved: Array) -> "tuple[Polygons, Array]":
        """All polygons of the vertices whose normal turns with those of ``moved`` (V,), and these vertices (N,)."""
        changed = np.zeros(len(moved), bool)
        changed[self.around(moved).corners] = True
        return self.around(changed), np.flatnonzero(changed)

    def _some(self, kept: Array) -> "Polygons":
        sizes = self.sizes[kept]
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]) if len(sizes) else np.empty(0, np.int64)
        return Polygons(self.corners[kept[self._polygon]], starts.astype(np.int64))

    def vertex_normals(self, places: Array) -> Array:
        """Unit normals (V,3) for vertices at ``places`` (V,3); zero for a vertex without a face that has an area."""
        at = places[self.corners]
        towards = at[self._next] - at
        # Newell's sum, which is right for polygons that are not flat, as Blender's.
        crossed = np.cross(at - at[self.starts][self._polygon], at[self._next] - at[self.starts][self._polygon])
        faces = _unit(np.add.reduceat(crossed, self.starts, axis=0)) if len(self.starts) else crossed
        weighted = faces[self._polygon] * self._angles(towards)[:, None]
        summed = [np.bincount(self.corners, weighted[:, axis], len(places)) for axis in range(3)]
        return _unit(np.stack(summed, axis=1).astype(float))

    def _angles(self, towards: Array) -> Array:
        """The angle at each corner (C,), in radians."""
        unit = _unit(towards)
        back = np.empty_like(unit)
        back[self._next] = -unit
        return np.arccos(np.clip(np.einsum("ij,ij->i", unit, back), -1.0, 1.0))


def _unit(vectors: Array) -> Array:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
