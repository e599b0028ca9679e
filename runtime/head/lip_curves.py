# SPDX-License-Identifier: GPL-3.0-or-later
"""The lips as curves: rings of 38 vertices around the mouth, seen from the front.

A ring goes from the middle of the upper lip to the left corner, below to the right corner and back. The gap at a place
across the mouth is that between the lowest of the upper lip's curves and the highest of the lower lip's.
"""

from dataclasses import dataclass

import numpy as np

from ..arrays import Array

CORNERS = (12, 26)
"""Steps along a ring to the left and the right corner of the mouth."""
UPPER = np.array([*range(CORNERS[1], 38), *range(CORNERS[0] + 1)])
LOWER = np.arange(CORNERS[1], CORNERS[0] - 1, -1)
"""Steps of either lip from the right corner to the left."""
SPANNED = 0.98
"""Of half the mouth: at the very corner the lips are one fold that stands upright, and have no gap."""


@dataclass(frozen=True)
class Pieces:
    """ends (...,P,2): numbers of two vertices, in the rings flattened, between which a curve is nearest to the other
    lip at each place; share (...,P) of the way from the first to the second."""

    ends: Array
    share: Array


def span(lips: Array, count: int) -> Array:
    """Places (...,count) across the mouth, from the right corner to the left, of lips (...,R,38,3)."""
    left, right = lips[..., CORNERS[0], 0].min(axis=-1), lips[..., CORNERS[1], 0].max(axis=-1)
    middle, half = (left + right) / 2, (left - right) / 2 * SPANNED
    return np.linspace(middle - half, middle + half, count, axis=-1)


def gap_along(lips: Array, across: Array) -> Array:
    """Gap (T,P) between lips (T,R,38,3) at places (T,P) across the mouth; below 0 where they run through each other."""
    return gap_between(lips, *nearest_pieces(lips, across))


def gap_between(lips: Array, upper: Pieces, lower: Pieces) -> Array:
    """Gap (...,P) between pieces of the lips (...,R,38,3)."""
    height = lips[..., 1].reshape(*lips.shape[:-3], -1)

    def at(piece: Pieces, end: int) -> Array:
        return np.take_along_axis(height, piece.ends[..., end], axis=-1)

    above, below = ((1.0 - piece.share) * at(piece, 0) + piece.share * at(piece, 1) for piece in (upper, lower))
    gap: Array = above - below
    return gap


def nearest_pieces(lips: Array, across: Array) -> tuple[Pieces, Pieces]:
    """Of the upper and of the lower lip (T,R,38,3), the piece of a curve that is nearest to the other lip at each place
    (T,P)."""
    return _nearest(lips, across, UPPER, 1.0), _nearest(lips, across, LOWER, -1.0)


def _nearest(lips: Array, across: Array, order: Array, sign: float) -> Pieces:
    places = lips[:, :, order]
    # Near the corner a curve may turn back by a hair.
    x = np.maximum.accumulate(places[..., 0], axis=2) + 1e-12 * np.arange(len(order))
    before = np.clip((x[:, :, None, :] <= across[:, None, :, None]).sum(axis=3) - 1, 0, len(order) - 2)

    def at(values: Array, step: int) -> Array:
        return np.take_along_axis(values, before + step, axis=2)

    share = (across[:, None] - at(x, 0)) / (at(x, 1) - at(x, 0))
    height = sign * ((1.0 - share) * at(places[..., 1], 0) + share * at(places[..., 1], 1))
    height = np.where((share < 0) | (share > 1), np.inf, height)
    ring = height.argmin(axis=1)
    first, of_ring = (np.take_along_axis(values, ring[:, None], axis=1)[:, 0] for values in (before, share))
    ends = ring[..., None] * 38 + np.stack([order[first], order[first + 1]], axis=-1)
    return Pieces(ends, of_ring)
