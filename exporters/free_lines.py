# SPDX-License-Identifier: GPL-3.0-or-later
"""The fewest straight lines that stay within bounds of a curve: their ends need not lie on it, only within its bounds.

A third fewer than where each key has the curve's own value (``keys.kept_frames``).
"""

import math
from dataclasses import dataclass, field

import numpy as np

from ..runtime.arrays import Array
from .keys import stays_within

Point = tuple[int, float]


def free_lines(values: Array, tolerance: Array | float) -> tuple[Array, Array]:
    """Frames (K,) and values (K,) of keys whose lines come within ``tolerance`` of ``values`` (T,) at every frame.

    tolerance: one for all frames, or (T,). The first and the last key are the curve's own, or the first alone where it
    is enough. Each line is as long as any that joins the one before it (Imai, H. and Iri, M. (1986), An optimal
    algorithm for approximating a piecewise linear function), so that an hour takes seconds.
    """
    curve = values.astype(np.float64)
    room = np.broadcast_to(np.asarray(tolerance, np.float64), curve.shape).copy()
    if stays_within(curve - curve[0], room):
        return np.array([0]), curve[:1]
    room[[0, -1]] = 0.0
    # Never beyond the curve's own range: engines cut weights off at 0 and 1, or take what is below for a mistake.
    low, high = np.maximum(curve - room, curve.min()).tolist(), np.minimum(curve + room, curve.max()).tolist()
    ends: list[tuple[int, float, float]] = [(0, low[0], high[0])]
    while ends[-1][0] < len(curve) - 1:
        ends.append(_longest(low, high, *ends[-1]))
    return np.array([frame for frame, *_ in ends]), _joined(curve, low, high, ends)


def _longest(low: list[float], high: list[float], first: int, least: float, most: float) -> tuple[int, float, float]:
    """The last frame that one line from the interval at ``first`` reaches, and the interval where it may be there."""
    lines = _Lines([(first, least)], [(first, most)])
    for frame in range(first + 1, len(low)):
        if not lines.narrow(frame, low[frame], high[frame]):
            return (frame - 1, *lines.at(frame - 1))
    return (len(low) - 1, *lines.at(len(low) - 1))


@dataclass
class _Lines:
    """All lines that pass above the points ``below`` and below the points ``above``, of which those are kept that bound
    any. flattest, steepest: their slopes."""

    below: list[Point]
    above: list[Point]
    flattest: float = field(default=-math.inf)
    steepest: float = field(default=math.inf)

    def narrow(self, frame: int, low: float, high: float) -> bool:
        """Let them pass ``frame`` between the two; False, and nothing changes, where none does."""
        steepest = min(self.steepest, *[(high - y) / (frame - x) for x, y in self.below])
        flattest = max(self.flattest, *[(low - y) / (frame - x) for x, y in self.above])
        if flattest > steepest:
            return False
        self.flattest, self.steepest = flattest, steepest
        _push(self.below, (frame, low), -1.0)
        _push(self.above, (frame, high), 1.0)
        return True

    def at(self, frame: int) -> tuple[float, float]:
        """Where the lowest and the highest of them are at ``frame``, the last one narrowed to."""
        low = max([y + self.flattest * (frame - x) for x, y in self.below])
        high = min([y + self.steepest * (frame - x) for x, y in self.above])
        return low, max(low, high)


def _push(hull: list[Point], point: Point, side: float) -> None:
    """Add a point to a convex hull, lower (side 1) or upper (side -1), from left to right."""
    while len(hull) > 1:
        (x0, y0), (x1, y1) = hull[-2:]
        if side * ((y1 - y0) * (point[0] - x0) - (point[1] - y0) * (x1 - x0)) < 0:
            break
        hull.pop()
    hull.append(point)


def _joined(curve: Array, low: list[float], high: list[float], ends: list[tuple[int, float, float]]) -> Array:
    """Values of the keys, from the last back: each as near to the curve as its line to the next one lets it be."""
    found = [float(curve[-1])]
    for (frame, least, most), (following, *_) in zip(ends[-2::-1], ends[:0:-1], strict=True):
        between = slice(frame + 1, following)
        back = following - np.arange(frame + 1, following)
        flattest = ((found[-1] - np.array(high[between])) / back).max(initial=-math.inf)
        steepest = ((found[-1] - np.array(low[between])) / back).min(initial=math.inf)
        length = following - frame
        nearest = min(max(float(curve[frame]), found[-1] - length * steepest), found[-1] - length * flattest)
        found.append(min(max(nearest, least), most))
    return np.array(found[::-1])
