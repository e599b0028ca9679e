# SPDX-License-Identifier: GPL-3.0-or-later
"""How the points of the face mesh move with each ARKit shape: measured on renders of our own heads.

``tools/weights/fit_capture.py`` makes it: what the network sees of a shape counts, and not where its vertices are.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from ..arrays import Array
from ..weights import weight_path

WEIGHT = "capture_basis"

BROWS = (46, 52, 53, 55, 63, 65, 66, 70, 105, 107, 276, 282, 283, 285, 293, 295, 296, 300, 334, 336)
EDGES = (
    *(7, 33, 133, 144, 145, 153, 154, 155, 157, 158, 159, 160, 161, 163, 173, 246),
    *(249, 263, 362, 373, 374, 380, 381, 382, 384, 385, 386, 387, 388, 390, 398, 466),
)
"""Of the lids."""
EYES = (*EDGES, *range(468, 478))
"""The lids' edges and the irises."""
BETWEEN = (33, 133, 263, 362, 168, 6)
RIGID = (
    *(1, 2, 4, 5, 6, 10, 19, 33, 133, 168, 195, 197, 263, 362, 94, 234, 454, 127, 356, 162, 389, 21, 251, 103, 332),
    *(67, 297, 109, 338, 54, 284),
)
"""Points that move little against the skull; the pose is theirs."""
UPPER_LIP, LOWER_LIP = 13, 14
MOUTH_CORNERS = (61, 291)
LIDS = ((159, 145), (386, 374))
"""Middles of the upper and of the lower lid's edge, of the eye that is left in the picture first."""


@dataclass(frozen=True)
class Basis:
    """points (K,): which of the mesh's 478. rest (K,3): our heads' face at rest, millimetres, +Y up, +Z to the camera.
    slopes (52,K,3): what a shape adds at 1, brows counted from between the eyes. weighing (52,3K): slopes times how
    sure each point is. precision (52,52), pull (52,): what is known of weights before any picture.
    """

    points: Array
    rest: Array
    slopes: Array
    weighing: Array
    precision: Array
    pull: Array

    def places(self, points: tuple[int, ...]) -> list[int]:
        """Where points of the mesh stand among the K; those that are not there are left out."""
        known = {int(point): place for place, point in enumerate(self.points)}
        return [known[point] for point in points if point in known]


@cache
def capture_basis() -> Basis:
    """Raises SetupError when it is missing or altered."""
    with np.load(weight_path(WEIGHT), allow_pickle=False) as file:
        arrays = {name: file[name].astype(np.float64) for name in file.files if name != "points"}
        return Basis(points=file["points"], **arrays)


def counted_from_between(points: Array, basis: Basis) -> Array:
    """Displacements (T,K,3) with the brows' heights counted from between the eyes, and without the brows' depths.

    A pose that is a little wrong moves both alike; a brow moves alone.
    """
    brows, between = basis.places(BROWS), basis.places(BETWEEN)
    counted = points.copy()
    counted[:, brows, 1] -= points[:, between, 1].mean(axis=1, keepdims=True)
    counted[:, brows, 2] = 0.0
    return counted
