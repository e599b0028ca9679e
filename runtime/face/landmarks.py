# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of a face: MediaPipe's mesh of 478 points, which looks at lips and eyes twice (Grishchenko et al. 2020)."""

import math
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageOps

from ..arrays import Array
from . import networks
from .chips import Similarity, cut, cut_quickly, square
from .detection import Detection
from .mesh_points import EYE_CORNERS, FACE_SIDES

_SIZE = 192
"""Pixels a side that the network sees."""
_AROUND = 1.5
"""The chip's side for one of the face's own. As MediaPipe cuts it (face_detection_front_detection_to_roi.pbtxt)."""
_AROUND_IN_FILMS = (1.35, _AROUND, 1.7)
"""The same of the three chips whose mean a film's mesh is. Of others that were tried two give less, and one in the
mirror or leaning ones beside them no more (on heads with known weights that the basis never saw)."""
_LEAN = 0.35
"""Radians. Chosen by hand."""
_NEAR = ((0.08, 1.04, 0.02), (-0.08, 0.96, -0.02))
"""Where else ``steadied`` looks: so many radians to a side, in a square so many times as large, so many of the face's
sides further down."""


@dataclass(frozen=True)
class Mesh:
    """points (478,3): x, y in pixels of the picture, z in the same unit, towards the camera negative.

    presence: 0..1, how sure the network is that this is a face.
    """

    points: Array
    presence: float

    @property
    def flat(self) -> Array:
        """(478,2) x and y."""
        return self.points[:, :2]

    @property
    def turned(self) -> float:
        """How far the head is turned to a side, in degrees, 0 to 90, whichever side."""
        right, left = self.points[list(FACE_SIDES)]
        across = left - right
        return math.degrees(math.atan2(abs(across[2]), math.hypot(across[0], across[1])))


def mesh_of(image: Image.Image, detection: Detection) -> Mesh:
    """The mesh of a detected face.

    The network is asked twice, the second time about the face as the first mesh has it: so that it matters little how
    the detector laid its box.
    """
    middle = (detection.box[:2] + detection.box[2:]) / 2
    first = _mesh(image, square(middle, detection.side * _AROUND, _slope(detection.eyes)))
    return _mesh(image, face_square(first, _AROUND))


def both_sides(image: Image.Image, detection: Detection, mesh: Mesh) -> tuple[Mesh, Mesh]:
    """``steadied``: the mesh of a detected face, and the one of it in the mirrored picture, in the pixels of that. The
    network sees the two a bit apart."""
    width, mirror = image.width, ImageOps.mirror(image)
    left, top, right, bottom = detection.box
    eyes = detection.eyes[::-1] * [-1.0, 1.0] + [width, 0.0]
    box = np.array([width - right, top, width - left, bottom])
    return steadied(image, mesh), steadied(mirror, mesh_of(mirror, Detection(box, eyes, detection.score)))


def mesh_again(image: Image.Image, before: Mesh, around: float = _AROUND) -> Mesh:
    """The mesh of a face that lay there in the picture before this one of a film. around: the chip's side for one of
    the face's own."""
    chip = face_square(before, around)
    return _meshed(cut_quickly(image, chip, _SIZE), chip)


def followed_mesh(image: Image.Image, before: Mesh) -> Mesh:
    """As ``mesh_again``, steadier: the mean of what the network lays in a narrower square too and in a wider one, as
    sure as the least sure."""
    seen = [mesh_again(image, before, around) for around in _AROUND_IN_FILMS]
    return Mesh(np.mean([mesh.points for mesh in seen], axis=0), min(mesh.presence for mesh in seen))


def steadied(image: Image.Image, mesh: Mesh) -> Mesh:
    """The mean of the mesh and of those that the network lays when it sees the face a little otherwise.

    How it happens to lie is much of what tells two pictures of one face apart: of a head's picture and a smaller one
    the means lie half as far from each other.
    """
    others = [_mesh(image, _square(mesh, _AROUND * scale, lean, down)) for lean, scale, down in _NEAR]
    return replace(mesh, points=np.mean([mesh.points, *(other.points for other in others)], axis=0))


def unsteadiness(image: Image.Image, mesh: Mesh) -> float:
    """How far the points move, in sides of the face, when the network sees it leaning to one side and to the other.

    On a face they stay; on what is none, and on one upside down, the network lays them as it saw faces lie.
    """
    leaning = [_mesh(image, _square(mesh, _AROUND, lean)) for lean in (-_LEAN, _LEAN)]
    moved = [np.sqrt(((other.flat - mesh.flat) ** 2).sum(axis=1).mean()) for other in leaning]
    return float(np.mean(moved)) / face_square(mesh, 1.0).side


def face_square(mesh: Mesh, around: float) -> Similarity:
    """The square around a face, its eyes level, ``around`` times as long as the face's longer side."""
    return _square(mesh, around)


def _square(mesh: Mesh, around: float, lean: float = 0.0, down: float = 0.0) -> Similarity:
    """As ``face_square``, turned by ``lean`` radians and moved by ``down`` of the face's side."""
    low, high = mesh.flat.min(axis=0), mesh.flat.max(axis=0)
    slope = _slope(mesh.flat[list(EYE_CORNERS)])
    side = float((high - low).max())
    return square((low + high) / 2 + (0.0, down * side), side * around, slope + lean)


def _mesh(image: Image.Image, chip: Similarity) -> Mesh:
    return _meshed(cut(image, chip, _SIZE), chip)


def _meshed(pixels: Array, chip: Similarity) -> Mesh:
    """pixels: the chip, uint8 (192,192,3)."""
    entry = pixels.astype(np.float32).transpose(2, 0, 1)[np.newaxis] / 255.0
    points, presence = networks.run(networks.LANDMARKS, entry)
    points = points[0].astype(float) / _SIZE
    placed = np.column_stack([chip.to_picture(points[:, :2]), points[:, 2] * chip.side])
    return Mesh(placed, float(1.0 / (1.0 + np.exp(-presence.item()))))


def _slope(pair: Array) -> float:
    return math.atan2(*(pair[1] - pair[0])[::-1])
