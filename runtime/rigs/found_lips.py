# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the lips of any face are, told by how its points move when the mouth opens, and what its shapes do to them.

Across the slit of a mouth, points that touch at rest part; nowhere else on a face does that happen. The same is done on
our own head, so that both are measured alike.
"""

from dataclasses import dataclass

import numpy as np

from ..arrays import Array

_LEAST_STRAIN, _LEAST_PARTING = 2.0, 0.08
"""Points are on two sides of the slit if they part by more than this times their distance, and this share of what the
mouth opens. Tried on our twelve heads (tests/runtime/rigs/test_found_lips.py)."""
_BEHIND, _STEP, _STEEPEST = 0.03, 0.06, 2.5
"""Widths of the moving face: pairs that lie this far behind the others are of the teeth, and where the next pair lies
so far behind, besides this many times its way to the side, the corner is passed. Tried on the same heads."""
_FEWEST, _MANY, _NEAR = 3, 7, 0.1
"""Pairs across the slit: a mouth of fewer is too coarse to be measured, and one of not so many only where the points of
each lie within this share of its width at rest. Tried on our heads with fewer points."""
_MIDDLE, _BESIDE = 0.12, (0.2, 0.36)
"""Of the mouth's width, either way: the middle, and halfway to the corners."""
_CHUNK = 256
"""Points at once, for memory's sake."""
_MOST_POINTS, _MOST_LOWER = 30_000, 4000
"""Of a mesh, and of what moves with the jaw, from which on some stand for all: a window should not stand still."""


@dataclass(frozen=True)
class Lips:
    """axes (3,3): rows are left, up and out of the face. pairs (N,2): upper and lower points across the slit, in the
    middle; beside (M,2): those halfway to the corners. corners (2,): the outermost points, right and left. width:
    between them, in the mesh's units."""

    axes: Array
    pairs: Array
    beside: Array
    corners: Array
    width: float


def find_lips(places: Array, opened: Array) -> Lips | None:
    """The lips of points ``places`` (V,3) that a wide open mouth moves by ``opened`` (V,3); None where they cannot be
    told."""
    how_far = np.linalg.norm(opened, axis=1)
    if len(places) < 3 * _FEWEST or how_far.max(initial=0.0) <= 0.0:
        return None
    if not np.isfinite(places).all() or not np.isfinite(opened).all():
        return None
    axes = _axes(places, opened, how_far > 0.5 * how_far.max())
    along, drop = places @ axes.T, -(opened @ axes[1])
    moving = drop > 0.5 * drop.max()
    scale = float(np.ptp(along[moving, 0]))
    across = _across(along, drop)
    pairs = _at_the_front(across, along, scale) if len(across) else across
    if len(pairs) < _FEWEST:
        return None
    side = along[pairs[:, 1], 0]
    width = float(np.ptp(side))
    if len(pairs) < _MANY:
        # The corners are a point further out, which on a mouth of many makes nothing.
        columns = len(np.unique(side))
        width *= (columns + 1) / max(columns - 1, 1)
        if np.linalg.norm(np.diff(along[pairs], axis=1), axis=2).max() > _NEAR * width:
            return None
    aside = np.abs(side - (side.min() + side.max()) / 2)
    middle = pairs[aside < _MIDDLE * width]
    beside = pairs[(aside > _BESIDE[0] * width) & (aside < _BESIDE[1] * width)]
    if not width or not len(middle):
        return None
    corners = pairs[[int(side.argmin()), int(side.argmax())], 1]
    return Lips(axes, middle, beside if len(beside) else middle, corners, width)


def parted(lips: Lips, move: Array) -> float:
    """How much further the lips are apart in the middle than at rest, in widths of the mouth, for a move (V,3)."""
    return float(measured(lips, move)[0])


def apart_at_rest(lips: Lips, places: Array) -> float:
    """How far the lips of points (V,3) are apart in the middle, in widths of the mouth: the nearest two points across
    the slit, which on lips that touch are as far from each other as points of the mesh are."""
    way = places[lips.pairs[:, 0]] - places[lips.pairs[:, 1]]
    return max(float(np.min(way @ lips.axes[1])) / lips.width, 0.0)


def lowered(lips: Lips, move: Array) -> float:
    """How far a shape that moves the mesh by (V,3) lowers the middle of the lower lip, in widths of the mouth; below 0
    it rises."""
    return -float(np.mean(move[lips.pairs[:, 1]] @ lips.axes[1])) / lips.width


def measured(lips: Lips, move: Array) -> Array:
    """What a shape that moves the points by ``move`` (V,3) is told by (3,): how far it parts the lips in the middle,
    brings the corners apart, and pushes the lips out; in widths of the mouth at rest."""
    upper, lower = (move[lips.pairs[:, side]] @ lips.axes.T for side in (0, 1))
    corners = move[lips.corners] @ lips.axes.T
    opening = np.mean(upper[:, 1] - lower[:, 1])
    protrusion = np.mean((upper[:, 2] + lower[:, 2]) / 2)
    return np.array([opening, corners[1, 0] - corners[0, 0], protrusion]) / lips.width


def _axes(places: Array, opened: Array, strong: Array) -> Array:
    """Left, up and out, each along an axis of the mesh: down is where an opening mouth goes, and a face is the same on
    its left and right."""
    down = opened[strong].mean(axis=0)
    up_axis = int(np.abs(down).argmax())
    others = [axis for axis in range(3) if axis != up_axis]
    side_axis = min(others, key=lambda axis: _asymmetry(places[strong], axis))
    out_axis = next(axis for axis in others if axis != side_axis)
    up, out = np.zeros(3), np.zeros(3)
    up[up_axis] = -np.sign(down[up_axis]) or 1.0
    middle = (places[:, out_axis].min() + places[:, out_axis].max()) / 2
    out[out_axis] = 1.0 if places[strong, out_axis].mean() >= middle else -1.0
    return np.stack([np.cross(up, out), up, out])


def _asymmetry(places: Array, axis: int) -> float:
    """How far points are from their mirror images, in their extent; flat ones count as none of a face."""
    places = _some(places, _MOST_POINTS)
    some = _some(places, 200)
    extent = float(np.ptp(places[:, axis]))
    if extent <= 1e-9 * float(np.ptp(places)):
        return np.inf
    mirrored = some.copy()
    mirrored[:, axis] = places[:, axis].min() + places[:, axis].max() - some[:, axis]
    away = [float(np.linalg.norm(places - one, axis=1).min()) for one in mirrored]
    return float(np.mean(away)) / extent


def _across(along: Array, drop: Array) -> Array:
    """(N,2) the nearest upper point of each lower one that parts from it."""
    least = _LEAST_PARTING * float(drop.max())
    lower = _some(np.flatnonzero(drop > least), _MOST_LOWER)
    low, high = along[lower].min(axis=0), along[lower].max(axis=0)
    margin = 0.1 * (high - low).max()
    near = np.all((along >= low - margin) & (along <= high + margin), axis=1)
    others = _some(np.flatnonzero(near & (drop < drop.max() - least)), _MOST_POINTS)
    centred = along - along[lower].mean(axis=0)
    squares = (centred**2).sum(axis=1)
    found = []
    for start in range(0, len(lower), _CHUNK):
        ones = lower[start : start + _CHUNK]
        apart = squares[ones, None] + squares[None, others] - 2.0 * centred[ones] @ centred[others].T
        far = np.sqrt(np.maximum(apart, 0.0))
        parts = drop[ones, None] - drop[None, others] > _LEAST_STRAIN * far + least
        far[~parts | (along[None, others, 1] < along[ones, None, 1] - 0.5 * drop.max())] = np.inf
        best = far.argmin(axis=1)
        found.append(np.stack([others[best], ones], axis=1)[np.isfinite(far[np.arange(len(ones)), best])])
    return np.concatenate(found) if found else np.empty((0, 2), int)


def _some(rows: Array, most: int) -> Array:
    """Rows that stand for all, evenly taken; fewer than twice ``most``."""
    return rows[:: max(1, len(rows) // most)]


def _at_the_front(pairs: Array, along: Array, scale: float) -> Array:
    """The pairs of the lips, and not of teeth behind them: seen from the middle outwards no pair lies further out of
    the face, up to the corner, where the next one lies deep inside."""
    place = along[pairs].mean(axis=1)
    aside = np.abs(place[:, 0] - (place[:, 0].min() + place[:, 0].max()) / 2)
    order = np.argsort(aside)
    pairs, aside, out = pairs[order], aside[order], place[order, 2]
    kept = out >= np.maximum.accumulate(out[::-1])[::-1] - _BEHIND * scale
    pairs, aside, out = pairs[kept], aside[kept], out[kept]
    falls = out[:-1] - out[1:] > _STEEPEST * np.diff(aside) + _STEP * scale
    return pairs[: int(falls.argmax()) + 1] if falls.any() else pairs
