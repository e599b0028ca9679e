# SPDX-License-Identifier: GPL-3.0-or-later
"""The line along which the lips meet: the gap between them as a look from the front sees it, and what closes it.

All arrays are metres; a pose is the places (R,38,3) of the rings around the mouth, from inside out, whose vertices go
from the middle of the upper lip to the left corner (12), below to the right corner (26) and back.
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Array
from ..head.lip_curves import CORNERS, SPANNED, Crossings, Pieces, crossings, gap_between, nearest_of, span

MEETING = slice(2, 7)
"""The rings that may meet: their vertices are the lowest of the upper lip or the highest of the lower one."""
AT_REST = -0.00004
"""Gap at which lips touch: a hair's breadth less than nothing, so that no look gets between two facets."""
AT_CORNERS, _BEFORE_CORNERS = -0.00006, 0.85
"""The same at the corners, and the share of half the mouth from which on it goes over into that: lips meet in several
depths there, and a camera that is near looks in from beside (on Kofi it saw 4 pixels of teeth)."""
PLACES = 101
"""Places across the mouth at which the gap is looked at, unless a pose says otherwise."""
_ROUNDS, _ROUNDS_ALONE = 7, 6
_STEP = 0.75
_LOOKS = tuple(math.radians(angle) for angle in (-24.0, -16.0, -8.0, 8.0, 16.0, 24.0))
"""From so far below and above nothing may be seen between lips at rest."""
_LEVEL, _ROUNDS_PRESSED = 5.0, 8
_PRESS_ALIKE, _PRESS_SMALL = 0.3, 0.004
"""How much a level look counts beside these; how much neighbours' moves should be alike and all small (by trial)."""
_GO_ALONG = {2: ((1, 0.5), (0, 0.2)), 6: ((7, 0.5), (8, 0.2))}
"""Rings beside those that meet, and the share of their moves that they make."""
_MOVED = [step for step in range(38) if step not in CORNERS]
_LOWER = [step for step in _MOVED if CORNERS[0] < step < CORNERS[1]]
_UPPER = [step % 38 for step in range(CORNERS[1] - 38 + 1, CORNERS[0])]


@dataclass(frozen=True)
class Pose:
    """places (R,38,3) of the rings, how much (1 at rest, a shape's weight) of the moves is made in it, and the gap that
    it should have, that of lips that touch or another, at each of the places, looked_at of them, at which it is looked
    at. at_most: less will do too. weight: how much what is missing counts."""

    places: Array
    factor: float = 1.0
    wanted: Array | None = None
    looked_at: int = PLACES
    at_most: bool = False
    weight: float = 1.0


@dataclass(frozen=True)
class Calm:
    """How much neighbours' moves should be alike and all be small, against a gap that is missed; the latter for single
    rings too. corners: whether single rings are bent at the corners too. Chosen by trial."""

    alike: float = 0.005
    small: float = 0.002
    small_alone: float = 0.05
    corners: bool = False


def touching_gap(count: int) -> Array:
    """The gap (count,) of lips that touch, from corner to corner."""
    away = np.abs(np.linspace(-SPANNED, SPANNED, count))
    return np.interp(away, (_BEFORE_CORNERS, SPANNED), (AT_REST, AT_CORNERS))


def closing_moves(poses: Sequence[Pose], parts: Array, exactly: bool = True, calm: Calm = Calm()) -> Array:
    """How much higher (R,38) each vertex must be so that the gap along the lips is that wanted in every pose.

    All poses are looked at at as many places. parts (R,): the share in which each ring takes part. exactly: single
    rings are bent too. Half is done by each lip. Damped Gauss-Newton steps, for which piece of which ring is lowest or
    highest changes with the moves.
    """
    together = np.zeros((len(parts), 38, len(_MOVED)))
    for column, step in enumerate(_MOVED):
        together[:, step, column] = parts
    few = calm.alike * _alike().T @ _alike() + calm.small * np.eye(len(_MOVED))
    moves = _solved(poses, together, few, _ROUNDS)
    if not exactly:
        return moves
    # What is left are kinks of single rings.
    steps = range(38) if calm.corners else _MOVED
    alone = np.zeros((len(parts), 38, (MEETING.stop - MEETING.start) * len(steps)))
    for column, (ring, step) in enumerate(itertools.product(range(MEETING.start, MEETING.stop), steps)):
        alone[ring, step, column] = 1.0
    moved = [replace(pose, places=pose.places + pose.factor * _upwards(moves)) for pose in poses]
    return moves + _solved(moved, alone, calm.small_alone * np.eye(alone.shape[2]), _ROUNDS_ALONE)


def pressing_moves(places: Array) -> Array:
    """How much higher (R,38) each vertex of lips (R,38,3) that touch must be so that they do over some millimetres of
    their depth, and no look from _LOOKS gets between them. The line in which they are seen to meet stays where it is.

    On Clara 7 square millimetres of teeth were seen from 15 degrees below, on Kofi as much from above.
    """
    rows = range(MEETING.start, MEETING.stop)
    spread = np.zeros((*places.shape[:2], len(rows) * len(_MOVED)))
    for column, (ring, step) in enumerate(itertools.product(rows, _MOVED)):
        spread[ring, step, column] = 1.0
        for beside, share in _GO_ALONG.get(ring, ()):
            spread[beside, step, column] = share
    calm = np.kron(np.eye(len(rows)), _PRESS_ALIKE * _alike().T @ _alike()) + _PRESS_SMALL * np.eye(spread.shape[2])
    looks = [Pose(_seen_from(places, angle), math.cos(angle), at_most=True) for angle in _LOOKS]
    return _solved([Pose(places, weight=_LEVEL), *looks], spread, calm, _ROUNDS_PRESSED)


def _seen_from(places: Array, angle: float) -> Array:
    """Places (...,3) as a look from ``angle`` (radians) below has them before it."""
    across, up, out = np.moveaxis(places, -1, 0)
    sine, cosine = math.sin(angle), math.cos(angle)
    return np.stack([across, cosine * up + sine * out, cosine * out - sine * up], axis=-1)


def _upwards(moves: Array) -> Array:
    return moves[..., None] * (0.0, 1.0, 0.0)


def _solved(poses: Sequence[Pose], spread: Array, calm: Array, rounds: int) -> Array:
    """Moves (R,38) that are ``spread`` (R,38,M) times what solves the poses' gaps, kept small by ``calm`` (M,M)."""
    moves = np.zeros(spread.shape[2])
    lips = np.stack([pose.places[MEETING] for pose in poses])
    # Moves go up and down, so they never change where a curve passes a place.
    passed = crossings(lips, span(lips, poses[0].looked_at))
    for _ in range(rounds):
        slope, gap = _linear(poses, spread, moves, passed)
        solved = np.linalg.solve(slope.T @ slope + calm, slope.T @ (gap + slope @ moves))
        moves = moves + _STEP * (solved - moves)
    return spread @ moves


def _linear(
    poses: Sequence[Pose], spread: Array, moves: Array, passed: tuple[Crossings, Crossings]
) -> tuple[Array, Array]:
    """How the gap at places along the lips of all poses hangs on the moves (N,M), and what is missing of it (N,)."""
    lips, factors = np.stack([pose.places[MEETING] for pose in poses]), np.array([pose.factor for pose in poses])
    lips[..., 1] += factors[:, None, None] * (spread[MEETING] @ moves)
    upper, lower = nearest_of(lips, *passed)
    touching = touching_gap(poses[0].looked_at)
    missing = np.stack([touching if pose.wanted is None else pose.wanted for pose in poses])
    missing = missing - gap_between(lips, upper, lower)
    enough = np.array([pose.at_most for pose in poses])[:, None] & (missing > 0.0)
    missing = np.where(enough, 0.0, missing)
    of_vertices = spread[MEETING].reshape(-1, spread.shape[2])
    by_moves = factors[:, None, None] * (_between(upper, of_vertices) - _between(lower, of_vertices))
    by_moves[enough] = 0.0
    weights = np.array([pose.weight for pose in poses])
    by_moves, missing = weights[:, None, None] * by_moves, weights[:, None] * missing
    return by_moves.reshape(-1, spread.shape[2]), missing.ravel()


def _between(pieces: Pieces, values: Array) -> Array:
    """Values (T,P,M) at places on pieces, of values (V,M) at the vertices of the lips."""
    share = pieces.share[..., None]
    found: Array = (1.0 - share) * values[pieces.ends[..., 0]] + share * values[pieces.ends[..., 1]]
    return found


def _alike() -> Array:
    """Rows whose products with the moves are differences between neighbours; lips do not move at the corners."""
    rows = []
    for lip in (_UPPER, _LOWER):
        columns = [None, *(_MOVED.index(step) for step in lip), None]
        for one, other in itertools.pairwise(columns):
            row = np.zeros(len(_MOVED))
            for column, sign in ((one, 1.0), (other, -1.0)):
                if column is not None:
                    row[column] = sign
            rows.append(row)
    return np.array(rows)
