# SPDX-License-Identifier: GPL-3.0-or-later
"""Landmark maps: where lips, the opening between them and the jaw lie in the patch, drawn as SPEAR draws landmarks."""

import numpy as np
from PIL import Image, ImageDraw

from ..arrays import Array
from ..face.mesh_points import FOLDS, INNER_LIPS, JAW_EDGE, NOSE_EDGE, OUTER_LIPS
from .patch import SIDE

CHANNELS = 3
_FINER = 2
_LINES = (JAW_EDGE, NOSE_EDGE, *FOLDS)


def landmark_maps(points: Array) -> Array:
    """uint8 (CHANNELS,SIDE,SIDE): lips, opening, lines, of points (478,2) in the patch's coordinates, 0..1."""
    scaled = np.asarray(points, float) * (SIDE * _FINER) - 0.5
    drawn = [_area(scaled, OUTER_LIPS), _area(scaled, INNER_LIPS), _lines(scaled)]
    return np.stack([np.asarray(image.reduce(_FINER)) for image in drawn])


def _area(points: Array, outline: tuple[int, ...]) -> Image.Image:
    image = _empty()
    ImageDraw.Draw(image).polygon(points[list(outline)].ravel().tolist(), fill=255)
    return image


def _lines(points: Array) -> Image.Image:
    image = _empty()
    draw = ImageDraw.Draw(image)
    for line in _LINES:
        draw.line(points[list(line)].ravel().tolist(), fill=255, width=_FINER)
    return image


def _empty() -> Image.Image:
    return Image.new("L", (SIDE * _FINER, SIDE * _FINER))
