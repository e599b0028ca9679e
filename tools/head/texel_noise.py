# SPDX-License-Identifier: GPL-3.0-or-later
"""Noise and cells on the texels of a square texture, which repeat at its edges: the grain and the furrows of skin."""

import itertools

import numpy as np

MM_PER_TEXEL = 0.21
"""Median over the default head's face in a skin of 2048 texels (0.15 at the nose to 0.34 at the temples)."""
BAND_EDGES_MM = (0.13, 0.52, 2.08)
"""Standard deviations of the blurs between which unevenness is measured (docs/measured/skin.md)."""


def blurred(picture: np.ndarray, texels: float) -> np.ndarray:
    """A picture (S,S) blurred by a Gaussian of that standard deviation; it repeats at the edges."""
    down, across = (np.fft.fftfreq(picture.shape[0]), np.fft.rfftfreq(picture.shape[1]))
    passed = np.exp(-2 * (np.pi * texels) ** 2 * (down[:, None] ** 2 + across[None] ** 2))
    blurred_: np.ndarray = np.fft.irfft2(np.fft.rfft2(picture) * passed, s=picture.shape)
    return blurred_


def bands(size: int, seed: int) -> np.ndarray:
    """White noise in the three bands (3,S,S), each of standard deviation 1."""
    white = np.random.default_rng(seed).standard_normal((size, size))
    edges = [edge / MM_PER_TEXEL for edge in BAND_EDGES_MM]
    layers = [white, *(blurred(white, edge) for edge in edges)]
    found = np.stack([finer - coarser for finer, coarser in itertools.pairwise(layers)])
    return found / found.std(axis=(1, 2), keepdims=True)


def waves(size: int, between_mm: float, seed: int) -> np.ndarray:
    """Soft noise (S,S) float32 of standard deviation 0.36, whose hills are about ``between_mm`` apart."""
    soft = blurred(np.random.default_rng(seed).standard_normal((size, size)), 0.33 * between_mm / MM_PER_TEXEL)
    scaled: np.ndarray = (soft * (0.36 / soft.std())).astype(np.float32)
    return scaled


def cells(size: int, per_side: int, jitter: float, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Distances (S,S), in cells, to the nearest and the second nearest of points strewn one a cell (Worley 1996), and
    the nearest one's own number in 0..1. Repeats at the edges."""
    generator = np.random.default_rng(seed)
    points = 0.5 + jitter * (generator.random((2, per_side, per_side)) - 0.5)
    own = generator.random((per_side, per_side))
    side = (np.arange(size) + 0.5) / size * per_side
    whole = side.astype(int)
    inside = side - whole
    first = np.full((size, size), 9.0)
    second, number = first.copy(), np.zeros((size, size))
    for down, across in itertools.product((-1, 0, 1), repeat=2):
        row, column = (whole + down) % per_side, (whole + across) % per_side
        where = np.ix_(row, column)
        away = np.hypot(points[0][where] + down - inside[:, np.newaxis], points[1][where] + across - inside[np.newaxis])
        nearer = away < first
        second = np.where(nearer, first, np.minimum(second, away))
        number = np.where(nearer, own[where], number)
        first = np.where(nearer, away, first)
    return first, second, number
