# SPDX-License-Identifier: GPL-3.0-or-later
"""What a face looks like to a network: age, gender presentation, and a descriptor.

tools/weights/pack_face.py says where the network comes from.

All three are how a picture looks, not what a person is. The network is a MobileNet of 224 x 224 pixels (Savchenko 2019,
"Efficient facial representations for age, gender and identity recognition", PeerJ Computer Science 5:e197).
"""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from ..arrays import Array
from . import networks
from .chips import cut
from .landmarks import Mesh, face_square

_SIZE = 224
_AROUND = 1.1
"""The chip's side for one of the face's own: the network was trained on a detector's box and ten pixels around it."""
_DESCRIBED_AROUND = (1.0, 1.15, 1.3)
"""The descriptor is the mean over these: the exact border then matters half as much."""
_MEAN_COLOUR = np.array([103.939, 116.779, 123.68], np.float32)
"""Blue, green, red: taken off by the network's training."""
_LUMINANCE = np.array([0.114, 0.587, 0.299], np.float32)
_MIDDLE_GREY, _CONTRAST = 118.0, 45.0
_YEARS = np.arange(1, 101)
_MALE_FROM = 0.55
"""Between the authors' own 0.6 and a half: on the six heads and two photographs women reached 0.47, men 0.62."""


@dataclass(frozen=True)
class Traits:
    """age: 1..100 years. masculine: 0..1, 0.5 between the two. descriptor (1024,) float64, length 1: pictures of one
    face have descriptors of almost the same direction."""

    age: float
    masculine: float
    descriptor: Array

    @property
    def gender(self) -> str:
        """ "female" or "male", whichever is likelier."""
        return "male" if self.masculine >= 0.5 else "female"

    @property
    def confidence(self) -> float:
        """Of the gender: 0.5 a guess, 1 no doubt."""
        return max(self.masculine, 1.0 - self.masculine)


def traits_of(image: Image.Image, mesh: Mesh) -> Traits:
    """The traits of a face; each is the mean over the face and its mirror image, so that mirroring changes little."""
    gender, ages, _ = _read([_chip(image, mesh, _AROUND)])
    _, _, features = _read([_without_colour(_chip(image, mesh, around)) for around in _DESCRIBED_AROUND])
    # The root evens out the few features that are large on every face (Arandjelovic & Zisserman 2012).
    descriptor = np.sqrt(features)
    return Traits(
        age=float(ages @ _YEARS),
        masculine=_centred(float(gender[0])),
        descriptor=descriptor / np.linalg.norm(descriptor),
    )


def _chip(image: Image.Image, mesh: Mesh, around: float) -> Array:
    """float32 (224,224,3), blue, green and red, 0..255."""
    return cut(image, face_square(mesh, around), _SIZE).astype(np.float32)[..., ::-1]


def _without_colour(chip: Array) -> Array:
    """Grey, its middle part with a set mean and contrast: neither light nor skin's colour is to choose a voice."""
    grey = chip @ _LUMINANCE
    edge = _SIZE // 6
    face = grey[edge:-edge, edge:-edge]
    even = (grey - face.mean()) / max(float(face.std()), 1.0) * _CONTRAST + _MIDDLE_GREY
    return np.repeat(even.clip(0.0, 255.0)[..., np.newaxis], 3, axis=2)


def _read(chips: list[Array]) -> list[Array]:
    """The network's three outputs, each the mean over chips and their mirror images, float64."""
    pixels = np.stack([each for chip in chips for each in (chip, chip[:, ::-1])]) - _MEAN_COLOUR
    outputs = networks.run(networks.TRAITS, np.ascontiguousarray(pixels.transpose(0, 3, 1, 2)))
    return [output.mean(axis=0, dtype=np.float64) for output in outputs]


def _centred(score: float) -> float:
    """The network's score with its boundary moved to a half."""
    if score < _MALE_FROM:
        return 0.5 * score / _MALE_FROM
    return 0.5 + 0.5 * (score - _MALE_FROM) / (1.0 - _MALE_FROM)
