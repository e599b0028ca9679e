# SPDX-License-Identifier: GPL-3.0-or-later
"""Tangents for pictures of normals, the same bytes each time: Blender's own add up in the order of its threads."""

import numpy as np

from ..runtime.arrays import Array

_FLAT = 1e-20
"""Square metres of texture or length below which a triangle or a vertex has no direction of its own."""


def tangents(places: Array, normals: Array, uv: Array, triangles: Array) -> Array:
    """(V,4): the direction of growing u along the surface, and 1 or -1 by which side the picture's top lies.

    places, normals (V,3); uv (V,2), v growing downwards as in glTF; triangles (F,3) of vertex numbers. A triangle's
    direction, laid onto the vertex's surface, counts by the angle of its corner there, as in MikkTSpace, by which
    pictures of normals are baked. Sources: Lengyel, E. (2001), Computing tangent space basis vectors for an arbitrary
    mesh; Mikkelsen, M. (2008), Simulation of wrinkled surfaces revisited; glTF 2.0, 3.7.2.1 for the sign.
    """
    first, second = (places[triangles[:, k]] - places[triangles[:, 0]] for k in (1, 2))
    (u1, v1), (u2, v2) = ((uv[triangles[:, k]] - uv[triangles[:, 0]]).T for k in (1, 2))
    area = u1 * v2 - u2 * v1
    side = np.where(np.abs(area) > _FLAT, np.sign(area), 0.0)[:, None]
    along_u = (first * v2[:, None] - second * v1[:, None]) * side
    along_v = (second * u1[:, None] - first * u2[:, None]) * side
    across, down = np.zeros((len(places), 3)), np.zeros((len(places), 3))
    for k, corner in enumerate(triangles.T):
        facing = normals[corner]
        edges = (places[triangles[:, (k + step) % 3]] - places[corner] for step in (1, 2))
        before, after = (_unit(_laid(edge, facing)) for edge in edges)
        angle = np.arccos(np.clip((before * after).sum(axis=1, keepdims=True), -1.0, 1.0))
        _add_up(across, corner, _unit(_laid(along_u, facing)) * angle)
        _add_up(down, corner, _unit(along_v) * angle)
    lost = np.linalg.norm(across, axis=1) < _FLAT
    across[lost] = np.cross(normals[lost], np.eye(3)[np.abs(normals[lost]).argmin(axis=1)])
    turned = _unit(across)
    handed = np.where((np.cross(normals, turned) * down).sum(axis=1) > 0, -1.0, 1.0)
    return np.column_stack([turned, handed])


def _laid(vectors: Array, normals: Array) -> Array:
    """What of ``vectors`` lies in the plane across ``normals``."""
    return vectors - normals * (vectors * normals).sum(axis=1, keepdims=True)


def _add_up(sums: Array, rows: Array, values: Array) -> None:
    for axis in range(3):
        sums[:, axis] += np.bincount(rows, values[:, axis], len(sums))


def _unit(vectors: Array) -> Array:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, length, out=np.zeros_like(vectors), where=length > _FLAT)
