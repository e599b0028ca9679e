# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture of the material ``shade``: darkness that thins out from the lids' edges, as a PNG with alpha."""

from functools import cache

import numpy as np

from ..people.lid_mesh import LOWER_COLUMNS
from ..people.lid_shade import COLUMNS
from .png import png

_WIDTH, _HEIGHT = 64, 64
_COLOUR = (52, 20, 15)
"""sRGB: the light that comes in between the lids has gone through blood."""
_UPPER, _LOWER, _FALL = 0.80, 0.34, 1.7
"""Alpha at the upper and at the lower lid, whose margin the light falls on, and the power with which it falls (chosen
by eye)."""
_OVER = 2.0
"""Columns of vertices over which the one goes over into the other, about the eye's corners."""


@cache
def shade_picture() -> bytes:
    """The PNG. Its last row is v = 0, the lids' edge; its first, where the shade ends, is clear. u goes around the eye
    from its inner corner, the lower lid first."""
    column = (np.arange(_WIDTH) + 0.5) / _WIDTH * COLUMNS
    last = LOWER_COLUMNS - 1
    inside = np.minimum(column, last - column) / _OVER
    lower = np.clip(0.5 + 0.5 * np.maximum(inside, (column - COLUMNS) / _OVER), 0.0, 1.0)
    darkest = _UPPER + (_LOWER - _UPPER) * lower
    share = np.arange(_HEIGHT) / (_HEIGHT - 1)
    pixels = np.empty((_HEIGHT, _WIDTH, 4), np.uint8)
    pixels[..., :3] = _COLOUR
    pixels[..., 3] = np.round(255 * share[:, None] ** _FALL * darkest)
    return png(pixels)
