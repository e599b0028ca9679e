# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture of an eyebrow, hair by hair as seen from the front, which the skin's painter samples."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from soliloquy.runtime.people.brows import Brow, brow_hairs

WIDTH_MM, HEIGHT_MM = 70, 40
PIXELS_PER_MM = 16
_FINER = 2
_THICK_MM = (0.15, 0.14, 0.12, 0.09, 0.05)
"""Of a hair between its points: twice a real one's, for a texel is 0.25 mm wide."""
_TEXEL_MM = 0.1
"""Standard deviation of the blur that a texel stands for."""
_FAINTEST = 130


def brow_cover(brow: Brow) -> np.ndarray:
    """Cover (H,W) in 0..1 of one brow, PIXELS_PER_MM, row 0 at HEIGHT_MM above the eyes, column 0 in the middle."""
    scale = PIXELS_PER_MM * _FINER
    picture = Image.new("L", (WIDTH_MM * scale, HEIGHT_MM * scale), 0)
    pen = ImageDraw.Draw(picture)
    hairs = brow_hairs(brow)
    shades = np.random.default_rng(len(hairs)).integers(_FAINTEST, 256, len(hairs))
    for hair, shade in zip(hairs, shades, strict=True):
        points = [(float(x) * scale, (HEIGHT_MM - float(y)) * scale) for x, y in hair]
        for start, end, thick in zip(points, points[1:], _THICK_MM, strict=False):
            pen.line([start, end], fill=int(shade), width=max(1, round(thick * scale)))
    softened = picture.filter(ImageFilter.GaussianBlur(_TEXEL_MM * scale)).reduce(_FINER)
    return np.asarray(softened, float) / 255.0
