# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture of the material ``shade``: darkness that thins out from the lids' edges, as a PNG with alpha."""

from functools import cache

import numpy as np

from .png import png

_WIDTH, _HEIGHT = 4, 64
_COLOUR = (38, 18, 14)
"""sRGB: the light that comes in between the lids has gone through blood."""
_DARKEST, _FALL = 0.80, 1.7
"""Alpha at the lids, and the power with which it falls (chosen by eye)."""


@cache
def shade_picture() -> bytes:
    """The PNG. Its last row is v = 0, the lids' edge; its first, where the shade ends, is clear."""
    pixels = np.empty((_HEIGHT, _WIDTH, 4), np.uint8)
    pixels[..., :3] = _COLOUR
    shares = [row / (_HEIGHT - 1) for row in range(_HEIGHT)]
    pixels[..., 3] = np.array([round(255 * _DARKEST * share**_FALL) for share in shares])[:, None]
    return png(pixels)
