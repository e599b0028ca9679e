# SPDX-License-Identifier: GPL-3.0-or-later
"""Eyebrows hair by hair, drawn as seen from the front and sampled by the skin's painter."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

WIDTH_MM, HEIGHT_MM = 70, 40
PIXELS_PER_MM = 16
INNER_MM, OUTER_MM = 12.0, 50.0
_HAIRS = 760


def brow_height(across: np.ndarray, arch: float) -> np.ndarray:
    """Height in mm above the eyes of a brow's middle line, at mm from the face's middle."""
    share = np.clip((across - INNER_MM) / (OUTER_MM - INNER_MM), 0.0, 1.0)
    rise = 5.5 * np.sin(np.pi * np.minimum(share * 0.78 + 0.02, 1.0))
    return 18.0 + arch * rise - 9.9 * np.maximum(share - 0.62, 0.0)


def brow_hairs(thickness: float, arch: float, seed: int) -> np.ndarray:
    """Cover (H,W) in 0..1 of one brow, PIXELS_PER_MM, row 0 at HEIGHT_MM above the eyes, column 0 in the middle."""
    generator = np.random.default_rng(seed)
    scale = PIXELS_PER_MM
    picture = Image.new("L", (WIDTH_MM * scale, HEIGHT_MM * scale), 0)
    pen = ImageDraw.Draw(picture)
    for share, offset, tilt, length, dark in generator.random((_HAIRS, 5)):
        width = (3.4 - 2.5 * share**1.3) * thickness
        across = INNER_MM + share * (OUTER_MM - INNER_MM)
        above = (offset - 0.5) * 1.5 * width
        angle = np.deg2rad(72 - 62 * min(share * 1.6, 1) - 56 * max(share - 0.55, 0) + 18 * (tilt - 0.5))
        if above > 0:
            angle -= np.deg2rad(18 * above / width)
        reach = (5.0 + 3.0 * length) * (1 - 0.35 * share)
        start = np.array([across - 2.0, brow_height(np.array(across), arch) + above])
        steps = np.linspace(0.0, 1.0, 5)
        bend = angle - 0.35 * steps
        hair = start + reach * steps[:, np.newaxis] * np.stack([np.cos(bend), 0.8 * np.sin(bend)], axis=1)
        points = [(float(x) * scale, (HEIGHT_MM - float(y)) * scale) for x, y in hair]
        pen.line(points, fill=int(120 + 110 * dark), width=max(1, round(0.16 * scale)))
    softened = picture.filter(ImageFilter.GaussianBlur(0.22 * scale))
    return np.asarray(softened, float) / 255.0
