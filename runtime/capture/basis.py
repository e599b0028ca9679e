# SPDX-License-Identifier: GPL-3.0-or-later
"""How the points of the face mesh move with each ARKit shape: measured on renders of our own heads.

``tools/weights/fit_capture.py`` makes it: what the network sees of a shape counts, and not where its vertices are.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from ..arrays import Array
from ..face.mesh_points import BETWEEN_EYES, BROWS
from ..weights import weight_path

WEIGHT = "capture_basis"


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
    brows, between = basis.places(BROWS), basis.places(BETWEEN_EYES)
    counted = points.copy()
    counted[:, brows, 1] -= points[:, between, 1].mean(axis=1, keepdims=True)
    counted[:, brows, 2] = 0.0
    return counted
