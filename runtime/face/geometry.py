# SPDX-License-Identifier: GPL-3.0-or-later
"""The proportions of a face."""

from dataclasses import dataclass
from statistics import fmean

import numpy as np

from .landmarks import Mesh
from .mesh_points import CHIN, EYE_CORNERS, JAW_CORNERS, LOWER_LIP, NOSE_BASE, UPPER_LIP

_TYPICAL = {"jaw": (1.22, 0.035), "lower_face": (0.757, 0.015)}
"""Middle and spread of each proportion on the six heads and two photographs (docs/voice-from-face.md)."""
_PER_GAP = {"jaw": -0.11, "lower_face": 0.40}
"""What an open mouth adds to each, for each distance of the eyes' corners between the lips: fitted on the six heads."""
_MOST = 2.0
"""Spreads to either side that count. Chosen by hand."""


@dataclass(frozen=True)
class Shape:
    """How far two proportions lie from a typical face, in spreads, -2..2.

    jaw: its width at the mouth's height. lower_face: from the nose's base to the chin. Both as with the mouth shut,
    against the distance of the outer corners of the eyes, and measured in the mesh's three dimensions, so that a turned
    head is the same head.
    """

    jaw: float
    lower_face: float


def shape_of(*meshes: Mesh) -> Shape:
    """The proportions of a face: the mean over its meshes."""
    seen = [proportions(mesh) for mesh in meshes]
    return Shape(**{name: _from_typical(name, fmean(each[name] for each in seen)) for name in _TYPICAL})


def proportions(mesh: Mesh) -> dict[str, float]:
    """The lengths themselves, in distances of the outer corners of the eyes."""
    eyes = _length(mesh, *EYE_CORNERS)
    gap = _length(mesh, UPPER_LIP, LOWER_LIP) / eyes
    seen = {"jaw": _length(mesh, *JAW_CORNERS) / eyes, "lower_face": _length(mesh, NOSE_BASE, CHIN) / eyes}
    return {name: value - _PER_GAP[name] * gap for name, value in seen.items()}


def _length(mesh: Mesh, one: int, other: int) -> float:
    return float(np.linalg.norm(mesh.points[one] - mesh.points[other]))


def _from_typical(name: str, value: float) -> float:
    middle, spread = _TYPICAL[name]
    return min(max((value - middle) / spread, -_MOST), _MOST)
