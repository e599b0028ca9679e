# SPDX-License-Identifier: GPL-3.0-or-later
"""A drawn head becomes a picture as cameras take them: a background, exposure, blur, noise, few pixels, JPEG."""

import io

import numpy as np
from PIL import Image, ImageFilter

from ...runtime.arrays import Array
from .camera import SIDE
from .drawing import Drawn


def photograph(drawn: Drawn, draw: np.random.Generator) -> Image.Image:
    """RGB, SIDE pixels. The same for a generator in the same state."""
    return _as_jpeg(_noisy(_blurred(exposed(drawn, draw), draw), draw), draw)


def exposed(drawn: Drawn, draw: np.random.Generator) -> Image.Image:
    """As a good camera takes it: sharp, without noise. RGB, SIDE pixels."""
    light = np.where(drawn.covered[..., None], drawn.picture, _background(draw))
    face = drawn.picture[drawn.covered]
    light = light * (draw.uniform(0.18, 0.42) / max(float(face.mean()), 1e-3))
    light = light * np.exp(draw.normal(0.0, 0.08, 3)).astype(np.float32)
    shown = np.clip(light, 0.0, None) ** (1.0 / draw.uniform(1.8, 2.6))
    return Image.fromarray((np.clip(shown, 0.0, 1.0) * 255).astype(np.uint8))


def _background(draw: np.random.Generator) -> Array:
    """(SIDE,SIDE,3): colours that flow into each other, with coarse noise."""
    coarse = int(draw.choice([2, 3, 5, 12]))
    small = draw.random((coarse, coarse, 3)) ** draw.uniform(1.0, 3.0)
    grown = Image.fromarray((small * 255).astype(np.uint8)).resize((SIDE, SIDE), Image.Resampling.BICUBIC)
    return np.asarray(grown, np.float32) / 255.0 * np.float32(draw.uniform(0.1, 1.0))


def _blurred(image: Image.Image, draw: np.random.Generator) -> Image.Image:
    """As taken with fewer pixels, or out of focus."""
    side = int(SIDE * np.exp(draw.uniform(np.log(0.28), 0.0)))
    small = image.resize((side, side), Image.Resampling.BOX if draw.random() < 0.5 else Image.Resampling.BILINEAR)
    sampling = Image.Resampling.BICUBIC if draw.random() < 0.6 else Image.Resampling.BILINEAR
    return small.resize((SIDE, SIDE), sampling).filter(ImageFilter.GaussianBlur(float(draw.uniform(0.3, 1.2))))


def _noisy(image: Image.Image, draw: np.random.Generator) -> Image.Image:
    grain = draw.normal(0.0, 1.0, (SIDE, SIDE, 3)) if draw.random() < 0.5 else draw.normal(0.0, 1.0, (SIDE, SIDE, 1))
    noisy = np.asarray(image, np.float32) + grain.astype(np.float32) * np.float32(abs(draw.normal(0.0, 5.0)))
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))


def _as_jpeg(image: Image.Image, draw: np.random.Generator) -> Image.Image:
    packed = io.BytesIO()
    image.save(packed, "JPEG", quality=int(draw.integers(25, 96)))
    return Image.open(packed).convert("RGB")
