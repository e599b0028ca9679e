# SPDX-License-Identifier: GPL-3.0-or-later
"""The line along which the lips meet: the gap between them as a look from the front sees it, and what closes it.

All arrays are metres; a pose is the places (R,38,3) of the rings around the mouth, from inside out, whose vertices go
from the middle of the upper lip to the left corner (12), below to the right corner (26) and back.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Array
from ..head.lip_curves import CORNERS, gap_between, nearest_pieces, span

MEETING = slice(2, 7)
"""The rings that may meet: their vertices are the lowest of the upper lip or the highest of the lower one."""
AT_REST = -0.00004
"""Gap at which lips touch: a hair's breadth less than nothing, so that no look gets between two facets."""
PLACES = 101
"""Places across the mouth at which the gap is looked at."""
_ROUNDS, _ROUNDS_ALONE = 7, 6
_STEP = 0.75
_MOVED = [step for step in range(38) if step not in CORNERS]
_LOWER = [step for step in _MOVED if CORNERS[0] < step < CORNERS[1]]
_UPPER = [step % 38 for step in range(CORNERS[1] - 38 + 1, CORNERS[0])]


@dataclass(frozen=True)
class Pose:
    """places (R,38,3) of the rings, how much (1 at rest, a shape's weight) of the moves is made in it, and the gap that
    it should have, everywhere or at each of PLACES."""

    places: Array
    factor: float = 1.0
    wanted: Array | float = AT_REST


@dataclass(frozen=True)
class Calm:
    """How much neighbours' moves should be alike and all be small, against a gap that is missed; the latter for single
    rings too. corners: whether single rings are bent at the corners too. Chosen by trial."""

    alike: float = 0.005
    small: float = 0.002
    small_alone: float = 0.05
    corners: bool = False


def closing_moves(poses: Sequence[Pose], parts: Array, exactly: bool = True, calm: Calm = Calm()) -> Array:
    """How much higher (R,38) each vertex must be so that the gap along the lips is that wanted in every pose.

    parts (R,): the share in which each ring takes part. exactly: single rings are bent too. Half is done by each lip.
    Damped Gauss-Newton steps, for which piece of which ring is lowest or highest changes with the moves.
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


def _upwards(moves: Array) -> Array:
    return moves[..., None] * (0.0, 1.0, 0.0)


def _solved(poses: Sequence[Pose], spread: Array, calm: Array, rounds: int) -> Array:
    """Moves (R,38) that are ``spread`` (R,38,M) times what solves the poses' gaps, kept small by ``calm`` (M,M)."""
    moves = np.zeros(spread.shape[2])
    for _ in range(rounds):
        slopes, missing = zip(*(_linear(pose, spread, moves) for pose in poses), strict=True)
        slope, gap = np.concatenate(slopes), np.concatenate(missing)
        solved = np.linalg.solve(slope.T @ slope + calm, slope.T @ (gap + slope @ moves))
        moves = moves + _STEP * (solved - moves)
    return spread @ moves


def _linear(pose: Pose, spread: Array, moves: Array) -> tuple[Array, Array]:
    """How the gap (P,) at places along the lips hangs on the moves (P,M), and what is missing of it (P,)."""
    lips = pose.places[MEETING].copy()
    lips[..., 1] += pose.factor * (spread[MEETING] @ moves)
    across = span(lips, PLACES)
    slope = np.zeros((PLACES, lips.shape[0] * 38))
    rows = np.arange(PLACES)
    pieces = nearest_pieces(lips, across)
    for sign, piece in zip((1.0, -1.0), pieces, strict=True):
        for end, share in ((0, 1.0 - piece.share), (1, piece.share)):
            np.add.at(slope, (rows, piece.ends[:, end]), sign * share)
    by_moves = pose.factor * slope @ spread[MEETING].reshape(-1, spread.shape[2])
    return by_moves, pose.wanted - gap_between(lips, *pieces)


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
