# SPDX-License-Identifier: GPL-3.0-or-later
"""Where skin creases when a face moves, and which shapes crease it: the furrows that age leaves, deepened for a moment.

Places are millimetres on the front of the default head from the middle between its eyes: x to the person's left, y up;
the vertices of all heads are the same.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from ..arrays import Array
from .heads import DEFAULT_HEAD, neutral_vertices, shared_arrays

_Blot = tuple[tuple[float, float], tuple[float, float]]
"""Middle and radii, in millimetres from the middle of the default head's eyes to the left and up."""
_LEFT, _RIGHT = 1.0, -1.0
_FRONT_MM = -40.0
"""From the middle of the eyes forwards: what lies further back is no face."""


@dataclass(frozen=True)
class Crease:
    """Skin within blots is creased by the sum of ``shapes``, names of ARKit's with factors, up to 1."""

    blots: tuple[_Blot, ...]
    shapes: tuple[tuple[str, float], ...]


def _on(side: float, *blots: _Blot) -> tuple[_Blot, ...]:
    return tuple(((middle[0] * side, middle[1]), radii) for middle, radii in blots)


_BESIDE_FOREHEAD: _Blot = ((34, 44), (17, 22))
_AROUND_EYE: tuple[_Blot, ...] = (((55, -3), (14, 16)), ((29, -15), (17, 8)))
_FOLD: tuple[_Blot, ...] = (((24, -50), (10, 18)), ((27, -72), (8, 14)))

CREASES: tuple[Crease, ...] = (
    Crease(_on(_LEFT, _BESIDE_FOREHEAD), (("browOuterUpLeft", 0.9), ("browInnerUp", 0.4))),
    Crease((((0, 42), (22, 22)),), (("browInnerUp", 0.9), ("browOuterUpLeft", 0.2), ("browOuterUpRight", 0.2))),
    Crease(_on(_RIGHT, _BESIDE_FOREHEAD), (("browOuterUpRight", 0.9), ("browInnerUp", 0.4))),
    Crease((((0, 15), (13, 14)),), (("browDownLeft", 0.5), ("browDownRight", 0.5))),
    Crease(_on(_LEFT, *_AROUND_EYE), (("eyeSquintLeft", 0.6), ("cheekSquintLeft", 0.6), ("mouthSmileLeft", 0.4))),
    Crease(_on(_RIGHT, *_AROUND_EYE), (("eyeSquintRight", 0.6), ("cheekSquintRight", 0.6), ("mouthSmileRight", 0.4))),
    Crease(_on(_LEFT, *_FOLD), (("mouthSmileLeft", 0.7), ("mouthDimpleLeft", 0.4), ("noseSneerLeft", 0.3))),
    Crease(_on(_RIGHT, *_FOLD), (("mouthSmileRight", 0.7), ("mouthDimpleRight", 0.4), ("noseSneerRight", 0.3))),
    Crease((((0, 1), (13, 8)),), (("noseSneerLeft", 0.5), ("noseSneerRight", 0.5))),
)
"""A head's left side first. Chosen by eye, as the furrows themselves are (tools/head/skin_wrinkles.py)."""


@cache
def creased() -> Array:
    """How much each vertex of an embedded head lies within each of CREASES (V,C), 0..1."""
    vertices = neutral_vertices(DEFAULT_HEAD).astype(np.float64)
    places = (vertices - vertices[shared_arrays()["eye_vertices"]].mean(axis=0)) * 1000.0
    in_front = places[:, 2] > _FRONT_MM
    found: Array = np.stack([in_front * _within(places[:, :2], crease.blots) for crease in CREASES], axis=1)
    return found


def _within(places: Array, blots: tuple[_Blot, ...]) -> Array:
    far = [(((places - np.array(middle)) / np.array(radii)) ** 2).sum(axis=1) for middle, radii in blots]
    # Flat inside, so that a furrow is as deep all along.
    within: Array = np.sum([1.4 * np.exp(-(distance**1.5)) for distance in far], axis=0)
    return np.minimum(within, 1.0)
