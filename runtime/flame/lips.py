# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the lips of a mesh are, found by what its jaw does: no list of vertices is needed, ours or FLAME's."""

from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from .skinning import turned

_OPENED = np.array([[0.3, 0.0, 0.0]])
"""Radians of the jaw at which the lips are looked at. Chosen by hand."""
_TOGETHER, _APART = 0.006, 0.008
"""Metres, chosen: lips that meet are nearer than the first, and an open jaw takes them farther apart by the second."""
_FEWEST = 5
"""Vertices of a lip, and pairs of two, below which none is taken to be found. Chosen by hand."""


@dataclass(frozen=True)
class LipPairs:
    """upper, lower (K,): vertices of the two lips that lie on each other at rest, from right to left."""

    upper: Array
    lower: Array

    def gaps(self, vertices: Array) -> Array:
        """How much higher each upper vertex is than its lower one (...,K), in the unit of ``vertices`` (...,V,3)."""
        return vertices[..., self.upper, 1] - vertices[..., self.lower, 1]


@dataclass(frozen=True)
class Surface:
    """What of a head is looked at, ours or a FLAME file's: vertices (V,3) in metres, jaw_weights (V,), the joints jaw
    (3,) and eyes (2,3), skin (V,) true where there may be lips, edges (E,2) between vertices."""

    vertices: Array
    jaw_weights: Array
    jaw: Array
    eyes: Array
    skin: Array
    edges: Array


def find_lips(face: Surface) -> LipPairs:
    """The lips of a head. Raises ValueError where no mouth opens."""
    vertices, eyes, jaw = face.vertices, face.eyes, face.jaw
    near = (
        face.skin & (vertices[:, 1] < eyes[:, 1].mean()) & (vertices[:, 2] > jaw[2]) & (np.abs(vertices[:, 0]) < 0.045)
    )
    opened = turned(vertices, face.jaw_weights, jaw, _OPENED)[0]
    way = np.linalg.norm(opened - vertices, axis=1)
    middle = way[near].max(initial=0.0) / 2
    stays, goes = np.flatnonzero(near & (way < middle)), np.flatnonzero(near & (way >= middle))
    if len(stays) < _FEWEST or len(goes) < _FEWEST:
        raise ValueError("its jaw moves no lip")
    rest = np.linalg.norm(vertices[stays][:, None] - vertices[goes][None], axis=2)
    to_lower, to_upper = rest.argmin(axis=1), rest.argmin(axis=0)
    first = np.flatnonzero(to_upper[to_lower] == np.arange(len(stays)))
    upper, lower = stays[first], goes[to_lower[first]]
    apart = np.linalg.norm(opened[upper] - opened[lower], axis=1) - rest[first, to_lower[first]]
    kept = (rest[first, to_lower[first]] < _TOGETHER) & (apart > _APART) & ~_joined(face, upper, lower)
    upper, lower = upper[kept], lower[kept]
    if len(upper) < _FEWEST:
        raise ValueError("no lips were found that its jaw parts")
    order = np.argsort(vertices[upper, 0])
    return LipPairs(upper[order], lower[order])


def _joined(face: Surface, upper: Array, lower: Array) -> Array:
    """Which pairs (K,) an edge joins: they are skin that stretches, beside the mouth."""
    count = len(face.vertices)
    known = np.sort(face.edges, axis=1) @ np.array([count, 1])
    return np.isin(np.minimum(upper, lower) * count + np.maximum(upper, lower), known)
