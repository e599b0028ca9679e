# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies between the lids and the ball: the line of tears along the lower lid, the caruncle in the inner corner, and
the lids' shade.

All are laid anew over each person's lids and follow them in every shape. The line is clear, as the cornea is: nothing
but its highlight is seen.
"""

import itertools
from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..vectors import unit
from . import lid_shade

RINGS, COLUMNS, LOWER_COLUMNS = 4, 28, 14
"""Rings of vertices around an eye's opening; vertices of each, from the inner corner along the lower lid; how many of
them are the lower lid's, both corners among them."""
_EDGE = 2
"""The ring at which the lids are seen to end."""
_ROWS, _SIDE = 4, 5
_UP_THE_LID, _UP_THE_BALL = 0.00046, 0.00060
"""Metres over which the tears reach on to the lid's edge, as height over the ball, and on to the ball."""
_OVER_BALL = 0.00006
"""Metres over the ball at which the tears end."""
_LEAST_MOVE = 2e-5
"""Metres below which a shape moves nothing here."""
_HOLLOW = 0.80
"""How far the middle of the tears lies back in the corner between lid and ball: their surface is hollow."""
_CARUNCLE = (0.0029, 0.74, 0.0007, -0.0003)
"""Metres that the caruncle reaches from the corner, its height as a share of the lids' distance there, and how high its
middle and its edge lie over the ball, in metres. All of these were chosen by eye."""
_SINKS = 0.0010
"""Metres that tears and caruncle go in under shut lids."""
_CORNER, _MIDDLE = (-0.12, 1.0), 0.44
"""Where it begins and ends, and where its middle is, in shares of its reach from the corner."""
_AROUND_CORNER = [-4, -3, -2, -1, 0, 1, 2, 3, 4]
"""Columns among which the inner corner is."""


@dataclass(frozen=True)
class LidMesh:
    """Of one eye: quads (F,4), uv (F,4,2), is_caruncle (F,), is_shade (F,); points: how many."""

    quads: Array
    uv: Array
    is_caruncle: Array
    is_shade: Array
    points: int


def lid_parts(lids: Array, centre: Array, radius: float) -> Array:
    """Points (N,3) of an eye's tears, caruncle and shade. lids (4,28,3): rings of the lids from inside of the ball to
    outside, whose columns are as LOWER_COLUMNS says."""
    edge = lid_shade.lifted(_at_height(lids, centre, radius + lid_shade.OVER_BALL), centre, radius)
    shade = lid_shade.shade_points(lids, edge, centre, radius)
    return np.concatenate([_tears(lids, centre, radius), _caruncle(lids, centre, radius), shade])


def lid_part_shape(lids: Array, move: Array, centre: Array, radius: float, shuts: bool) -> Array:
    """How a shape that moves the lids by ``move`` (4,28,3) moves those points, (N,3). shuts: at its end the lids are
    shut, and all have gone in under them."""
    caruncle = _caruncle(lids, centre, radius)
    if np.abs(move).max() < _LEAST_MOVE:
        return np.zeros((LIDS.points, 3))
    rest, moved = (_tears(rings, centre, radius) for rings in (lids, lids + move))
    if shuts:
        # Carried as they are: laid over lids that touch they would be folded.
        before, after = (_at_height(rings[:, :LOWER_COLUMNS], centre, radius) for rings in (lids, lids + move))
        moved = rest + np.tile(after - before, (_ROWS, 1))
        moved -= unit(moved - centre) * _SINKS
    carried = np.broadcast_to(move[_EDGE, [-1, 0, 1]].mean(axis=0), caruncle.shape)
    if shuts:
        carried = carried - unit(caruncle - centre) * _SINKS
    glue = _glue(lids, centre, radius + lid_shade.OVER_BALL)
    edge = lid_shade.lifted(glue.of(lids), centre, radius)
    shade = lid_shade.shade_points(lids, edge, centre, radius)
    shaded = lid_shade.shade_shape(shade, edge + glue.of(move), centre, radius, shuts)
    shape = np.concatenate([moved - rest, carried, shaded])
    # Files leave such small moves out, which on faces as small as these would be seen to turn.
    shape[np.linalg.norm(shape, axis=1) < _LEAST_MOVE] = 0.0
    return shape


def _tears(lids: Array, centre: Array, radius: float) -> Array:
    lower = lids[:, :LOWER_COLUMNS]
    corner, on_lid = (_at_height(lower, centre, radius + height) for height in (0.0, _UP_THE_LID))
    outwards = unit(corner - centre)
    to_middle = lids[_EDGE].mean(axis=0) - corner
    along_ball = unit(to_middle - (to_middle * outwards).sum(axis=1, keepdims=True) * outwards)
    taper = np.ones((LOWER_COLUMNS, 1))
    taper[[0, -1]] = 0.4
    on_ball = centre + unit(corner + taper * _UP_THE_BALL * along_ball - centre) * (radius + _OVER_BALL)
    rows = [on_lid]
    for share in (0.34, 0.70):
        straight = on_lid + share * (on_ball - on_lid)
        rows.append(straight + _HOLLOW * 2 * share * (1 - share) * (corner - straight))
    away = np.concatenate([*rows, on_ball]) - centre
    # What is under the ball is not seen.
    lifted: Array = away * np.maximum(1.0, (radius + _OVER_BALL) / np.linalg.norm(away, axis=1, keepdims=True))
    return centre + lifted


def _caruncle(lids: Array, centre: Array, radius: float) -> Array:
    corner, below, above = lids[_EDGE, [0, 3, -3]]
    onwards, up = unit(0.5 * (below + above) - corner), unit(above - below)
    reach, share, high, low = _CARUNCLE
    corner = corner + _further_in(lids, corner + _MIDDLE * reach * onwards, onwards, centre, radius)
    first, last = _CORNER
    half = 0.5 * share * float(np.linalg.norm(above - below))
    points = []
    for column, row in itertools.product(np.linspace(0.0, 1.0, _SIDE), np.linspace(-1.0, 1.0, _SIDE)):
        along = first + (last - first) * column
        narrow = 0.35 + 0.65 * np.sin(np.pi * (0.15 + 0.6 * column))
        place = corner + onwards * along * reach + up * row * half * narrow
        dome = (1.0 - row**2) * np.sin(np.pi * column) ** 0.7
        points.append(centre + unit(place - centre) * (radius + low + (high - low) * dome))
    return np.array(points)


def _at_height(lid: Array, centre: Array, distance: float) -> Array:
    """Where (C,3) rings of a lid (4,C,3), from inside out, are so far from the eye's middle; else their nearer end."""
    return _glue(lid, centre, distance).of(lid)


def _further_in(lids: Array, middle: Array, onwards: Array, centre: Array, radius: float) -> Array:
    """What (3,) brings the caruncle's middle to where the ball is seen last: on some a fold of the lid lies beyond."""
    seen = _at_height(lids[:, _AROUND_CORNER], centre, radius)
    last = seen[((seen - middle) @ onwards).argmin()]
    lacking = last - (centre + unit(middle - centre) * radius)
    move: Array = lacking * float(lacking @ onwards < 0.0)
    return move


@dataclass(frozen=True)
class _Glue:
    """Places on the rings of a lid: from which ring (C,), and which share (C,1) of the way to the next."""

    ring: Array
    share: Array

    def of(self, lid: Array) -> Array:
        """Values (C,3) there, of values (4,C,3) at the rings."""
        columns = np.arange(lid.shape[1])
        start: Array = lid[self.ring, columns]
        return start + self.share * (lid[self.ring + 1, columns] - start)


def _glue(lid: Array, centre: Array, distance: float) -> _Glue:
    away = np.linalg.norm(lid - centre, axis=2)
    outside = (away[1:] >= distance) & (away[:-1] < distance)
    ring = np.where(outside.any(axis=0), outside.argmax(axis=0), np.where(away[0] >= distance, 0, RINGS - 2))
    columns = np.arange(lid.shape[1])
    start, end = away[ring, columns], away[ring + 1, columns]
    share = np.clip((distance - start) / np.where(np.abs(end - start) < 1e-9, 1e-9, end - start), 0.0, 1.0)
    return _Glue(ring, share[:, None])


def _grid(first: int, rows: int, columns: int) -> list[list[int]]:
    return [
        [first + row * columns + column, first + row * columns + column + 1,
         first + (row + 1) * columns + column + 1, first + (row + 1) * columns + column]
        for row, column in itertools.product(range(rows - 1), range(columns - 1))
    ]  # fmt: skip


def _build() -> LidMesh:
    """Counter-clockwise on the person's left eye, whose columns go outwards along the lower lid; ``mirrored`` for the
    right one."""
    tears, caruncle = _grid(0, _ROWS, LOWER_COLUMNS), _grid(_ROWS * LOWER_COLUMNS, _SIDE, _SIDE)
    caruncle = [corners[::-1] for corners in caruncle]
    first = _ROWS * LOWER_COLUMNS + _SIDE * _SIDE
    quads = np.concatenate([np.array([*tears, *caruncle]), lid_shade.QUADS + first])
    places = [
        (row / (_ROWS - 1), column / (LOWER_COLUMNS - 1)) for row in range(_ROWS) for column in range(LOWER_COLUMNS)
    ]
    places += [(row / (_SIDE - 1), column / (_SIDE - 1)) for row in range(_SIDE) for column in range(_SIDE)]
    shown = len(tears) + len(caruncle)
    uv = np.concatenate([0.05 + 0.9 * np.array(places)[quads[:shown]], lid_shade.UV])
    part = np.repeat([0, 1, 2], [len(tears), len(caruncle), len(lid_shade.QUADS)])
    return LidMesh(quads, uv, part == 1, part == 2, first + lid_shade.ROWS * lid_shade.COLUMNS)


def mirrored(quads: Array) -> Array:
    """Quads (F,4) of the other side."""
    turned: Array = quads[:, ::-1]
    return turned


LIDS = _build()
