# SPDX-License-Identifier: GPL-3.0-or-later
"""Fewer keys for the same curve: cubics under an error bound, with keys that must be exact where lips meet.

As in Schneider 1990, "An algorithm for automatically fitting digitized curves" (Graphics Gems), each piece is a Bezier
cubic that ends on samples; pieces are as long as the bound lets them, found by doubling and halving. A cubic is the one
of least squares or, where that one misses the bound by little, one whose greatest miss is smaller, by a few rounds of
Lawson's weights (Rice and Usow 1968, "The Lawson algorithm and extensions"): a tenth fewer keys in clips for Unity.
Handles lie a third of the way to the next key, so a piece is a plain cubic in time, and evaluating it is exact.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .arrays import Array

_ROUNDING = 0.98
"""Of the bound: what single precision and an engine's own solver may add. Chosen by hand."""
_LEAST = 1e-12
"""In place of a bound of 0."""
_ROUNDS = 4
_HOPELESS = 1.6
"""Bounds by which least squares may miss for the rounds to be tried. Both chosen on four spoken lines: eight rounds
from 2.5 bounds on save another hundredth of the keys, and take twice as long."""
_LONGEST = 1000
"""Frames of a piece, so that what is remembered of their lengths stays below 50 MB. Chosen by hand."""


@dataclass(frozen=True)
class ReducedCurve:
    """frames (K,) whole numbers, ascending, the first and last of the curve among them. values (K,), or (K,N) of N
    curves that share their keys, are its own there. before, after, of the same shape: slopes a frame at which the curve
    comes to a key and leaves it."""

    frames: Array
    values: Array
    before: Array
    after: Array

    def __len__(self) -> int:
        return len(self.frames)

    def at(self, frames: Array) -> Array:
        """A single curve at any frames (N,)."""
        place = np.clip(np.searchsorted(self.frames, frames, side="right") - 1, 0, max(len(self) - 2, 0))
        following = np.minimum(place + 1, len(self) - 1)
        length = np.maximum(self.frames[following] - self.frames[place], 1)
        t = np.clip((frames - self.frames[place]) / length, 0.0, 1.0)
        ends = self.values[place], self.values[following]
        slopes = self.after[place] * length, self.before[following] * length
        bases = _hermite(t)
        return np.asarray(bases[0] * ends[0] + bases[1] * ends[1] + bases[2] * slopes[0] + bases[3] * slopes[1])


def reduced(values: Array, bound: Array | float, exact: Collection[int] = ()) -> ReducedCurve:
    """The curve ``values`` (T,), a value a frame, by few keys: nowhere further off than ``bound``, which is one for all
    frames or (T,), and with a key on each frame of ``exact``, unless it is the same on all frames. Several curves (T,N)
    share their keys."""
    curve, last = np.asarray(values, np.float64), len(values) - 1
    bounds = np.broadcast_to(np.maximum(_ROUNDING * np.asarray(bound, np.float64), _LEAST), curve.shape)
    frames, after, before = [0], [], [np.zeros_like(curve[0])]
    if (curve == curve[0]).all():
        exact = ()
    stops = sorted({frame for frame in exact if 0 < frame < last} | {last})
    for stop in stops if last > 0 else ():
        while frames[-1] < stop:
            end, slopes = _longest(curve, frames[-1], stop, bounds)
            length = end - frames[-1]
            frames.append(end)
            after.append(slopes[0] / length)
            before.append(slopes[1] / length)
    after.append(np.zeros_like(curve[0]))
    places = np.array(frames)
    return ReducedCurve(places, curve[places], np.array(before), np.array(after))


def _longest(curve: Array, first: int, stop: int, bounds: Array) -> tuple[int, Array]:
    """The last frame, at most ``stop``, that one piece from ``first`` on reaches, and its slopes over its length."""
    best, slopes = first + 1, np.stack([curve[first + 1] - curve[first]] * 2)
    stop = min(stop, first + _LONGEST)
    step, good, bad = 2, first + 1, stop + 1
    while good < stop:
        tried = min(first + step, stop)
        found = _fitted(curve[first : tried + 1], bounds[first : tried + 1])
        if found is None:
            bad = tried
            break
        best, slopes, good, step = tried, found, tried, 2 * step
    while bad - good > 1 and good < stop:
        tried = (good + bad) // 2
        found = _fitted(curve[first : tried + 1], bounds[first : tried + 1])
        if found is None:
            bad = tried
        else:
            best, slopes, good = tried, found, tried
    return best, slopes


def _fitted(piece: Array, bounds: Array) -> Array | None:
    """Slopes (2,) or (2,N) at the ends, over the whole length; None where no such cubic was found within the bounds."""
    ends, slopes, solver = _bases(len(piece))
    left = piece - ends @ piece[[0, -1]]
    found = solver @ left
    weights = np.ones_like(left)
    for _ in range(_ROUNDS):
        misses = np.abs(left - slopes @ found) / bounds
        most = misses.max()
        if most <= 1.0:
            return found
        if most > _HOPELESS:
            return None
        weights = weights * misses + _LEAST
        found = _weighted(slopes, left, weights / bounds**2)
    return found if (np.abs(left - slopes @ found) <= bounds).all() else None


def _weighted(slopes: Array, left: Array, weights: Array) -> Array:
    """The least squares (2,) or (2,N) of ``left`` by two slopes, each sample with its weight."""
    at_start, at_end = slopes.T
    both = (at_start * at_end) @ weights
    start, end = at_start**2 @ weights, at_end**2 @ weights
    from_start, from_end = at_start @ (weights * left), at_end @ (weights * left)
    slopes_found = np.stack([end * from_start - both * from_end, start * from_end - both * from_start])
    return np.asarray(slopes_found / (start * end - both**2))


@lru_cache(maxsize=_LONGEST)
def _bases(count: int) -> tuple[Array, Array, Array]:
    """What ends (count,2) and slopes (count,2) give on each frame, and the least squares of the latter (2,count)."""
    bases = np.stack(_hermite(np.linspace(0.0, 1.0, count)), axis=1)
    return bases[:, :2], bases[:, 2:], np.linalg.pinv(bases[:, 2:])


def _hermite(t: Array) -> tuple[Array, Array, Array, Array]:
    """Shares of the value at the start and at the end, and of the slope at the start and at the end, at ``t`` 0..1."""
    return 2 * t**3 - 3 * t**2 + 1, 3 * t**2 - 2 * t**3, t**3 - 2 * t**2 + t, t**3 - t**2
