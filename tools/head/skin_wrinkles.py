# SPDX-License-Identifier: GPL-3.0-or-later
"""Wrinkles, drawn as lines on the front of the default face: what age leaves there, alike on both sides but for chance.

Places are those of skin_regions.py; a line's points are (x, y) on the person's left side.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from soliloquy.runtime.smooth_step import smooth_step


@dataclass(frozen=True)
class Line:
    """points (x, y) in mm; width: the standard deviation of its groove in mm; depth 0..1. fades: from where
    along it, 0..1, it gets shallower towards its end."""

    points: tuple[tuple[float, float], ...]
    width: float
    depth: float
    front: float = -40.0
    fades: float = 0.75


_FOREHEAD = tuple(
    Line(tuple((float(x), y + 0.004 * x * x * (0.7 - 0.02 * (y - 30)) - 2.0 * np.exp(-((x / 14) ** 2))) for x in
               range(0, 44, 6)), 0.75, depth)
    for y, depth in ((27.0, 0.5), (34.0, 0.85), (41.5, 0.95), (49.0, 0.7), (55.0, 0.4))
)  # fmt: skip
_CROWS_FEET = tuple(
    Line(tuple((44 + r * np.cos(turn), -3 + r * np.sin(turn) - 0.02 * r * r) for r in range(2, 21, 3)), 0.55, depth)
    for turn, depth in ((0.75, 0.5), (0.42, 0.7), (0.12, 0.85), (-0.2, 0.8), (-0.5, 0.6), (-0.8, 0.4))
)
_UNDER_EYE = tuple(
    Line(((14.0, -8.0 - down), (20.0, -12.0 - down), (28.0, -13.8 - down), (36.0, -12.0 - 0.8 * down),
          (43.0, -8.0 - 0.5 * down)), 0.6, depth)
    for down, depth in ((0.0, 0.5), (2.4, 0.55), (5.4, 0.4))
)  # fmt: skip
_FOLDS = (
    Line(((17.0, -35.0), (21.0, -41.0), (25.0, -48.0), (28.5, -56.0), (31.0, -64.0)), 1.2, 1.0),
    Line(((27.0, -63.0), (27.5, -69.0), (26.0, -76.0), (24.0, -82.0)), 1.0, 0.65),
    Line(((0.0, -73.5), (8.0, -74.0), (16.0, -77.0)), 1.3, 0.45),
    Line(((6.0, 6.0), (6.8, 12.0), (7.2, 19.0), (6.0, 25.0)), 0.75, 0.75),
    Line(((0.0, 1.0), (6.0, 2.0), (10.0, 4.5)), 0.7, 0.4),
)
_LIP_EDGE = (4.0, 10.0, 16.0, 22.0), (-53.5, -53.7, -55.9, -59.9)
"""Where the upper lip's edge is: x and y."""
_LIP_MIDDLE = -90.0
"""Height on the middle line from which lines over the lip fan out."""


def _over_lip(x: float, long: float, depth: float) -> Line:
    """A line from the lip's edge at x outwards, so many mm long."""
    y = float(np.interp(x, *_LIP_EDGE))
    away = np.array([x, y - _LIP_MIDDLE]) / np.hypot(x, y - _LIP_MIDDLE)
    points = tuple(tuple(np.array([x, y]) + reach * away) for reach in (-1.0, long / 2, long))
    return Line(points, 0.42, depth, fades=0.15)


_OVER_LIP = tuple(
    _over_lip(*each)
    for each in ((4.6, 5.5, 0.35), (7.4, 8.5, 0.5), (9.3, 5.0, 0.3), (11.9, 9.0, 0.55), (14.1, 6.0, 0.4),
                 (16.8, 8.0, 0.5), (18.7, 5.0, 0.3), (21.4, 7.0, 0.45))
)  # fmt: skip
_NECK = tuple(
    Line(((0.0, y - 2), (20.0, y), (42.0, y + 7), (62.0, y + 18)), 1.0, depth, -90.0)
    for y, depth in ((-118.0, 0.6), (-137.0, 0.7), (-150.0, 0.4))
)
LINES = (*_FOREHEAD, *_CROWS_FEET, *_UNDER_EYE, *_FOLDS, *_OVER_LIP, *_NECK)
_BULGE = 2.6
"""Skin swells beside a groove: widths of the swelling, in widths of the groove."""


def wrinkles(places: np.ndarray, chance: Sequence[np.ndarray]) -> np.ndarray:
    """Depth (N,) at places (N,3): up to 1, below 0 where skin swells beside a groove. chance: three soft noises."""
    total = np.zeros(len(places))
    wander = np.column_stack(chance[:2])
    broken = np.clip(0.72 + 0.4 * chance[2], 0.2, 1.0)
    flat = np.column_stack([np.abs(places[:, 0]), places[:, 1]]) + 0.9 * wander
    for line in LINES:
        points = np.array(line.points)
        reach = 4.0 * line.width
        near = np.flatnonzero(
            ((flat > points.min(axis=0) - reach) & (flat < points.max(axis=0) + reach)).all(axis=1)
            & (places[:, 2] > line.front)
        )
        away, along = _to_line(flat[near], points)
        fading = smooth_step(0.0, 0.18, along) * smooth_step(1.0, line.fades, along) if points[0, 0] > 1.0 else 1.0
        fading = np.maximum(fading, smooth_step(1.0, 0.7, along) * (points[0, 0] <= 1.0))
        groove = np.exp(-0.5 * (away / line.width) ** 2) - 0.30 * np.exp(-0.5 * (away / (_BULGE * line.width)) ** 2)
        total[near] += line.depth * fading * broken[near] * groove
    return np.clip(total, -0.6, 1.0)


def _to_line(places: np.ndarray, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Distance (N,) of places (N,2) to a line through points (P,2), and where along it they are, 0..1."""
    best, along = np.full(len(places), np.inf), np.zeros(len(places))
    for index, (start, end) in enumerate(itertools.pairwise(points)):
        way = end - start
        share = np.clip((places - start) @ way / (way @ way), 0.0, 1.0)
        away = np.linalg.norm(places - start - share[:, np.newaxis] * way, axis=1)
        nearer = away < best
        best[nearer], along[nearer] = away[nearer], (index + share[nearer]) / (len(points) - 1)
    return best, along
