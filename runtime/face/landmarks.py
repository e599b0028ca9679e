# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of a face: MediaPipe's mesh of 468 points (Kartynnik et al. 2019)."""

import math
from dataclasses import dataclass

import numpy as np
from PIL import Image

from ..arrays import Array
from . import networks
from .chips import Similarity, cut, square
from .detection import Detection

_SIZE = 192
_AROUND = 1.5
"""The chip's side for one of the face's own."""

EYE_CORNERS, CHEEKS, JAW = (33, 263), (234, 454), (172, 397)
"""Points of the mesh, the one that is left in the picture first. Of the eyes the outer corners."""
NOSE_BASE, CHIN = 2, 152
INNER_LIPS = (13, 14)
"""Middle of the upper and of the lower lip's inner edge."""


@dataclass(frozen=True)
class Mesh:
    """points (468,3): x, y in pixels of the picture, z in the same unit, towards the camera negative.

    presence: 0..1, how sure the network is that this is a face.
    """

    points: Array
    presence: float

    @property
    def flat(self) -> Array:
        """(468,2) x and y."""
        return self.points[:, :2]

    @property
    def turned(self) -> float:
        """How far the head is turned to a side, in degrees, 0 to 90, whichever side."""
        across = self.points[CHEEKS[1]] - self.points[CHEEKS[0]]
        return math.degrees(math.atan2(abs(across[2]), math.hypot(across[0], across[1])))


def mesh_of(image: Image.Image, detection: Detection) -> Mesh:
    """The mesh of a detected face.

    The network is asked twice, the second time about the face as the first mesh has it: so that it matters little how
    the detector laid its box.
    """
    middle = (detection.box[:2] + detection.box[2:]) / 2
    first = _mesh(image, square(middle, detection.side * _AROUND, _slope(detection.eyes)))
    return _mesh(image, face_square(first, _AROUND))


def face_square(mesh: Mesh, around: float) -> Similarity:
    """The square around a face, its eyes level, ``around`` times as long as the face's longer side."""
    low, high = mesh.flat.min(axis=0), mesh.flat.max(axis=0)
    slope = _slope(mesh.flat[[EYE_CORNERS[0], EYE_CORNERS[-1]]])
    return square((low + high) / 2, float((high - low).max()) * around, slope)


def _mesh(image: Image.Image, chip: Similarity) -> Mesh:
    pixels = cut(image, chip, _SIZE).astype(np.float32).transpose(2, 0, 1)[np.newaxis] / 255.0
    points, presence = networks.run(networks.LANDMARKS, pixels)
    points = points.reshape(-1, 3).astype(float) / _SIZE
    placed = np.column_stack([chip.to_picture(points[:, :2]), points[:, 2] * chip.side])
    return Mesh(placed, float(1.0 / (1.0 + np.exp(-presence.item()))))


def _slope(pair: Array) -> float:
    return math.atan2(*(pair[1] - pair[0])[::-1])
