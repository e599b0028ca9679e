# SPDX-License-Identifier: GPL-3.0-or-later
"""How a face looks to the encoder that was trained on drawn faces of people by chance (``training/face``).

One vector F, and what two layers behind it tell: sex, age and build of a drawn person who would look so. All of that
chooses a voice and goes no further: it is neither shown nor stored.
"""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from ..arrays import Array
from . import networks
from .entries import even, frontal_points, grey_chip
from .landmarks import Mesh

_AGE_MIDDLE, _AGE_UNIT = 45.0, 30.0
"""As ``training.face.train`` has them."""
_YOUNGEST, _OLDEST = 18.0, 80.0
"""Of the people that were drawn."""


@dataclass(frozen=True)
class Impression:
    """features (128,) of length 1: F. woman: 0..1, 0.5 between the two. age: 18..80 years. weight: 0..1."""

    features: Array
    woman: float
    age: float
    weight: float


def impression_of(image: Image.Image, mesh: Mesh, mirrored: Mesh) -> Impression:
    """The mean over the face and its mirror image. mirrored: the mesh of that.

    Both are told by the mean of their points: what sets a face's sides apart is mostly its turn and the mesh's error.
    """
    return impression_by(grey_chip(image, mesh), (frontal_points(mesh) + frontal_points(mirrored)) / np.float32(2.0))


def impression_by(chip: Array, points: Array) -> Impression:
    """Of a face's ``grey_chip`` and the points (POINTS,3) by which both its sides are told."""
    chips = even(np.stack([chip, chip[:, ::-1]]))[:, np.newaxis]
    features, told = networks.run_encoder(chips, np.stack([points, points]))
    whole = features.mean(axis=0, dtype=np.float64)
    sex, age, weight, _ = told.mean(axis=0, dtype=np.float64)
    return Impression(
        features=whole / np.linalg.norm(whole),
        woman=float(1.0 / (1.0 + np.exp(-sex))),
        age=float(np.clip(_AGE_MIDDLE + _AGE_UNIT * age, _YOUNGEST, _OLDEST)),
        weight=float(np.clip(weight + 0.5, 0.0, 1.0)),
    )
