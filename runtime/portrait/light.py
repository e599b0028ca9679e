# SPDX-License-Identifier: GPL-3.0-or-later
"""How bright and of what tint a photograph's light is: by the skin of the cheeks and the whites of the eyes."""

import numpy as np
from PIL import Image, ImageDraw

from ..arrays import Array
from ..face.mesh_points import CHEEKS, IRISES, LIDS

_WHITEST = (0.6, 0.9)
"""Which of an eye's pixels, from dark to bright, are its white: below are lashes and shadow, above reflections. Chosen
by eye."""
_OVER_SKIN = (1.2, 2.2)
"""Least and most by which the light is brighter than the skin; between them the eyes say. Chosen by eye."""
_WHITE = 0.70
"""What an eye's white shows of the light: it lies in the lids' shadow. Chosen by eye."""
_TINT = 0.25
"""Share of the whites' own tint that is kept. Chosen by eye."""
_COVERED = 0.3
"""What whites of eyes show at the least, of the skin. Measured: 0.43 to 2.6 in 15 photographs, paintings and
renders, with glasses or without; 0.09 behind dark ones."""


def light_of(picture: Array, points: Array) -> Array:
    """(3,), 0..255: what a white surface before the mouth would show. picture (H,W,3), 0..255; points (478,2
    or more) in its pixels."""
    skin, white = _skin_and_white(picture, points)
    white = skin if _covered(skin, white) else white
    bright = np.clip(white.mean() / _WHITE, *(skin.mean() * np.array(_OVER_SKIN)))
    return np.minimum(bright * (1.0 + _TINT * (white / max(float(white.mean()), 1.0) - 1.0)), 255.0)


def eyes_are_covered(picture: Array, points: Array) -> bool:
    """Whether dark glasses lie over the eyes. As ``light_of``."""
    return _covered(*_skin_and_white(picture, points))


def _covered(skin: Array, white: Array) -> bool:
    return bool(white.mean() < _COVERED * skin.mean())


def _skin_and_white(picture: Array, points: Array) -> tuple[Array, Array]:
    """Colours (3,); that of the skin twice where both eyes are shut."""
    skin = np.mean([picture[_pixel(picture, points[each])] for each in CHEEKS], axis=0)
    eyes = zip(LIDS, IRISES, strict=True)
    whites = np.concatenate([_whites(picture, points[:, :2], lids, iris) for lids, iris in eyes])
    return skin, whites.mean(axis=0) if len(whites) else skin


def _whites(picture: Array, points: Array, lids: tuple[int, ...], iris: tuple[int, ...]) -> Array:
    """(N,3) pixels of an eye's white; none where it is shut or outside the picture."""
    outline, middle = points[list(lids)], points[iris[0]]
    radius = float(np.linalg.norm(points[list(iris[1:])] - middle, axis=1).mean())
    seen = Image.new("L", (picture.shape[1], picture.shape[0]))
    draw = ImageDraw.Draw(seen)
    draw.polygon(outline.ravel().tolist(), fill=1)
    draw.ellipse([*(middle - radius), *(middle + radius)], fill=0)
    pixels = picture[np.asarray(seen) > 0]
    first, last = (int(share * len(pixels)) for share in _WHITEST)
    return np.asarray(pixels[np.argsort(pixels.sum(axis=1))[first:last]])


def _pixel(picture: Array, point: Array) -> tuple[int, int]:
    row, column = np.clip(point[1::-1].astype(int), 0, np.array(picture.shape[:2]) - 1)
    return int(row), int(column)
