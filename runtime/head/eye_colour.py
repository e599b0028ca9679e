# SPDX-License-Identifier: GPL-3.0-or-later
"""The texture of an eye with an iris of another colour."""

import numpy as np

from ..people.eye_mesh import IRIS_UV, PUPIL
from ..srgb import of_code
from ..weights import weight_path
from .jpeg import EYE_QUALITY, Codec

_PATTERN = "clara_eye"
"""Whose fibres all recoloured irises have: a light one's, for a dark one's are lost in it."""
_RING = (0.45, 0.75)
"""Where the iris has its own colour, in radii of it."""
_EDGE = (1.06, 0.92)
"""Where it ends and begins to be another colour, in the same. Chosen by eye, as tools/head/paint_eye.py has it."""


def recoloured_eye(iris: str, codec: Codec) -> bytes:
    """A JPEG; iris: an sRGB code such as "4f6f80". Raises SetupError when the texture is missing or altered."""
    eye = codec.decode(weight_path(_PATTERN).read_bytes()) / 255.0
    side = (np.arange(len(eye)) + 0.5) / len(eye) - 0.5
    share = np.hypot(side[:, np.newaxis], side) / IRIS_UV
    ring = (share > max(_RING[0], PUPIL)) & (share < _RING[1])
    wanted = of_code(iris)
    turned = np.clip(eye * (wanted / eye[ring].mean(axis=0)), 0.0, 1.0)
    inside = np.clip((share - _EDGE[0]) / (_EDGE[1] - _EDGE[0]), 0.0, 1.0)[..., np.newaxis]
    mixed = eye * (1 - inside) + turned * inside
    return codec.encode(np.round(mixed * 255).astype(np.uint8), EYE_QUALITY)
