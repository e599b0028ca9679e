# SPDX-License-Identifier: GPL-3.0-or-later
"""Where on the mesh each texel of a texture lies."""

from dataclasses import dataclass

import numpy as np
from soliloquy.runtime.triangles import barycentric, double_area, triangles_of

_MARGIN_TEXELS = 2.5


@dataclass(frozen=True)
class TexelMap:
    """covered (S,S) bool, row 0 at v = 0. corners (N,3) vertex indices and shares (N,3) of each covered texel."""

    covered: np.ndarray
    corners: np.ndarray
    shares: np.ndarray

    def spread(self, values: np.ndarray) -> np.ndarray:
        """Values at vertices (V,) or (V,C), interpolated to the covered texels (N,) or (N,C)."""
        return np.einsum("nk...,nk->n...", values[self.corners], self.shares)

    def image(self, colours: np.ndarray) -> np.ndarray:
        """Colours (N,3) in 0..1 of the covered texels as uint8 (S,S,3), the first row at the top (v = 1).

        What is not covered gets the colours near it: where a picture is drawn small, texels beside a seam are mixed in,
        which left grey specks along the jaw.
        """
        picture = np.zeros((*self.covered.shape, 3))
        picture[self.covered] = colours
        filled = _filled(picture, self.covered.astype(float))
        return (np.clip(filled[::-1], 0.0, 1.0) * 255 + 0.498).astype(np.uint8)


def map_texels(quads: np.ndarray, uv: np.ndarray, size: int) -> TexelMap:
    """The texels that quads (F,4) with uv (F,4,2) cover in a texture of size x size, with a margin around."""
    corners = triangles_of(quads)
    places = triangles_of(uv) * size
    triangle = np.full((size, size), -1, np.int32)
    shares = np.zeros((size, size, 3))
    for index, place in enumerate(places):
        low = np.maximum(np.floor(place.min(axis=0) - _MARGIN_TEXELS).astype(int), 0)
        high = np.minimum(np.ceil(place.max(axis=0) + _MARGIN_TEXELS).astype(int), size - 1)
        window = (slice(low[1], high[1] + 1), slice(low[0], high[0] + 1))
        found = _within(place, low, high)
        if found is None:
            continue
        weights, texels = found
        lowest = weights.min(axis=-1)
        near = (lowest * texels > -_MARGIN_TEXELS) & (triangle[window] < 0)
        take = (lowest >= -1e-6) | near
        clipped = np.clip(weights[take], 0.0, None)
        triangle[window][take] = index
        shares[window][take] = clipped / clipped.sum(axis=-1, keepdims=True)
    covered = triangle >= 0
    return TexelMap(covered, corners[triangle[covered]], shares[covered])


def _filled(picture: np.ndarray, known: np.ndarray) -> np.ndarray:
    """A picture (S,S,3) whose texels with ``known`` (S,S) 0 are mixed from known ones around: from the same picture at
    half the size, where that has none either from a quarter, and so on."""
    size = len(known) // 2
    if size == 0:
        return picture
    halves = (size, 2, size, 2)
    weight = known.reshape(halves).sum(axis=(1, 3))
    summed = (picture * known[..., np.newaxis]).reshape(*halves, 3).sum(axis=(1, 3))
    coarse = _filled(summed / np.maximum(weight, 1.0)[..., np.newaxis], np.minimum(weight, 1.0))
    around = coarse.repeat(2, axis=0).repeat(2, axis=1)
    return np.where(known[..., np.newaxis] > 0.0, picture, around)


def _within(place: np.ndarray, low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, float] | None:
    """Barycentric coordinates (H,W,3) of the texels' middles in a window, and the triangle's width in texels."""
    a, b, c = place
    area = double_area(a, b, c)
    if abs(area) < 1e-9:
        return None
    x, y = np.meshgrid(np.arange(low[0], high[0] + 1) + 0.5, np.arange(low[1], high[1] + 1) + 0.5)
    return np.stack(barycentric(a, b, c, x, y, area), axis=-1), float(np.sqrt(abs(area)))
