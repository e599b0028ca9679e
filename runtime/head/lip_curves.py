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

    first = np.arange(height[..., 0].size).reshape(*height.shape[:-1], 1) * height.shape[-1]

    def at(piece: Pieces, end: int) -> Array:
        found: Array = height.take(first + piece.ends[..., end])
        return found

    above, below = ((1.0 - piece.share) * at(piece, 0) + piece.share * at(piece, 1) for piece in (upper, lower))
    gap: Array = above - below
    return gap


@dataclass(frozen=True)
class Crossings:
    """Where the curves of one lip pass places across the mouth: before (T,R,P) counts the steps along the lip up to
    there, share (T,R,P) is what is gone of the next one; outside of 0..1 where a curve does not reach the place."""

    before: Array
    share: Array


def crossings(lips: Array, across: Array) -> tuple[Crossings, Crossings]:
    """Of the upper and of the lower lip (T,R,38,3) at places (T,P). They hang on how the lips lie across alone."""
    return _crossing(lips, across, UPPER), _crossing(lips, across, LOWER)


def nearest_pieces(lips: Array, across: Array) -> tuple[Pieces, Pieces]:
    """Of the upper and of the lower lip (T,R,38,3), the piece of a curve that is nearest to the other lip at each place
    (T,P)."""
    return nearest_of(lips, *crossings(lips, across))


def nearest_of(lips: Array, upper: Crossings, lower: Crossings) -> tuple[Pieces, Pieces]:
    """``nearest_pieces`` where the crossings are known."""
    return _nearest(lips, upper, UPPER, 1.0), _nearest(lips, lower, LOWER, -1.0)


def _crossing(lips: Array, across: Array, order: Array) -> Crossings:
    # Near the corner a curve may turn back by a hair.
    x = np.maximum.accumulate(lips[:, :, order, 0], axis=2) + 1e-12 * np.arange(len(order))
    before = np.clip((x[:, :, None, :] <= across[:, None, :, None]).sum(axis=3) - 1, 0, len(order) - 2)
    first, second = (np.take_along_axis(x, before + step, axis=2) for step in (0, 1))
    return Crossings(before, (across[:, None] - first) / (second - first))


def _nearest(lips: Array, crossing: Crossings, order: Array, sign: float) -> Pieces:
    before, share = crossing.before, crossing.share
    y = lips[:, :, order, 1]
    poses, rings, _places = before.shape
    # Gathered by number: this is asked thousands of times for a head.
    first = np.arange(poses * rings).reshape(poses, rings, 1) * len(order) + before
    height = sign * ((1.0 - share) * y.take(first) + share * y.take(first + 1))
    height = np.where((share < 0) | (share > 1), np.inf, height)
    ring = height.argmin(axis=1)
    chosen = (np.arange(poses)[:, None], ring, np.arange(ring.shape[1]))
    start, of_ring = before[chosen], share[chosen]
    ends = ring[..., None] * 38 + np.stack([order[start], order[start + 1]], axis=-1)
    return Pieces(ends, of_ring)
