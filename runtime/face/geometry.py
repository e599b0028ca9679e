# SPDX-License-Identifier: GPL-3.0-or-later
"""The proportions of a face."""

from dataclasses import dataclass
from statistics import fmean

import numpy as np

from ..arrays import Array
from .landmarks import CHIN, EYE_CORNERS, INNER_LIPS, JAW, NOSE_BASE, Mesh

_TYPICAL = {"jaw": (1.22, 0.035), "lower_face": (0.757, 0.015)}
"""Middle and spread of each proportion on the six heads and two photographs (docs/voice-from-face.md)."""
_PER_GAP = {"jaw": -0.11, "lower_face": 0.40}
"""What an open mouth adds to each, for each distance of the eyes' corners between the lips: fitted on the six heads."""
_MOST = 2.0
_PAIRS = (
    (133, 362),
    (33, 133),
    (70, 300),
    (105, 159),
    (168, 2),
    (129, 358),
    (61, 291),
    (2, 0),
    (17, 152),
    (234, 454),
    (50, 280),
    (10, 168),
)
"""Ends of the distances that tell one face from another: eyes, brows, nose, mouth, chin, cheeks and forehead."""


@dataclass(frozen=True)
class Shape:
    """How far two proportions lie from a typical face, in spreads, -2..2.

    jaw: its width at the mouth's height. lower_face: from the nose's base to the chin. Both as with the mouth shut,
    against the distance of the outer corners of the eyes, and measured in the mesh's three dimensions, so that a turned
    head is the same head. own (12,): distances of ``_PAIRS`` in those of the eyes' corners, natural logarithm.
    """

    jaw: float
    lower_face: float
    own: Array


def shape_of(*meshes: Mesh) -> Shape:
    """The proportions of a face: the mean over its meshes."""
    seen = [proportions(mesh) for mesh in meshes]
    placed = {name: _from_typical(name, fmean(each[name] for each in seen)) for name in _TYPICAL}
    return Shape(**placed, own=np.mean([_own(mesh) for mesh in meshes], axis=0))


def proportions(mesh: Mesh) -> dict[str, float]:
    """The lengths themselves, in distances of the outer corners of the eyes."""
    eyes = _length(mesh, *EYE_CORNERS)
    gap = _length(mesh, *INNER_LIPS) / eyes
    seen = {"jaw": _length(mesh, *JAW) / eyes, "lower_face": _length(mesh, NOSE_BASE, CHIN) / eyes}
    return {name: value - _PER_GAP[name] * gap for name, value in seen.items()}


def _own(mesh: Mesh) -> Array:
    eyes = _length(mesh, *EYE_CORNERS)
    return np.log([_length(mesh, *pair) / eyes for pair in _PAIRS])


def _length(mesh: Mesh, one: int, other: int) -> float:
    return float(np.linalg.norm(mesh.points[one] - mesh.points[other]))


def _from_typical(name: str, value: float) -> float:
    middle, spread = _TYPICAL[name]
    return min(max((value - middle) / spread, -_MOST), _MOST)
