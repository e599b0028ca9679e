# SPDX-License-Identifier: GPL-3.0-or-later
"""The shade of the lids on an eye: a veil close over the ball, dark at the lids' edges and clear towards the middle.

It is glued to the lids and follows them, so that it stays where it is when the ball turns. Lengths are metres; all were
chosen by eye.
"""

import numpy as np

from ..arrays import Array
from ..vectors import unit

ROWS, COLUMNS = 5, 28
"""Rows of vertices from under the lids on to the ball; columns as those of the rings of the lids."""
_EDGE = 1
"""The row at the lids' edge."""
_SHARES = (0.0, 0.0, 0.25, 0.58, 1.0)
_UNDER = 0.0024
"""How far the first row lies under the lids: beside the outer corner some lids stand off the ball."""
_UPPER, _LOWER = 0.0042, 0.0016
"""How far it reaches from either lid."""
_MOST = 0.46
"""Of the opening, so that the two sides leave some of it clear."""
OVER_BALL = 0.00020
"""Its height over the ball."""
_LEAST = 0.00004
"""The same that it keeps at least, at _STEPS of a shape."""
_STEPS = (0.25, 0.5, 0.75, 1.0)
_UNDER_SHUT = 0.0001
"""How far under the edges of shut lids all of it ends."""
_INTO_LID = 0.00018
"""How far each row goes in behind the one before when the lids are shut, so that nothing comes through them."""


def shade_points(lids: Array, edge: Array, centre: Array, radius: float) -> Array:
    """Points (140,3) row by row. lids (4,28,3): rings; edge (28,3): where the lids come down to the veil's height."""
    outwards = unit(edge - centre)
    opposite = edge[_opposite()]
    across = np.linalg.norm(opposite - edge, axis=1, keepdims=True)
    middle = lids[2].mean(axis=0)
    to_middle = middle - edge + 0.6 * (opposite - edge)
    along = unit(to_middle - (to_middle * outwards).sum(axis=1, keepdims=True) * outwards)
    above = np.clip((edge[:, 1:2] - middle[1]) / np.abs(edge[:, 1] - middle[1]).max(), -1.0, 1.0)
    reach = np.minimum(_LOWER + (_UPPER - _LOWER) * (0.5 + 0.5 * above), _MOST * across + 0.0006)
    rows = [edge + share * reach * along for share in _SHARES]
    rows[0] = edge - _UNDER * along
    return np.concatenate(
        [row if number == _EDGE else _on_ball(row, centre, radius) for number, row in enumerate(rows)]
    )


def shade_shape(points: Array, moved_edge: Array, centre: Array, radius: float, shuts: bool) -> Array:
    """How a shape moves those points, (140,3): moved_edge (28,3) is where it brings the row at the lids' edge."""
    rows = points.reshape(ROWS, COLUMNS, 3)
    if shuts:
        inwards = -unit(moved_edge - centre)
        moved = np.stack([moved_edge + abs(row - _EDGE) * _INTO_LID * inwards for row in range(ROWS)])
    else:
        moved = _on_ball((rows + (moved_edge - rows[_EDGE])).reshape(-1, 3), centre, radius).reshape(rows.shape)
        moved[_EDGE] = moved_edge
    shape = _over_ball(points, (moved - rows).reshape(-1, 3), centre, radius)
    return _under_lids(points, shape, moved_edge, centre) if shuts else shape


def _over_ball(points: Array, shape: Array, centre: Array, radius: float) -> Array:
    """The shape, with what goes straight through the ball on its way lifted."""
    for step in _STEPS:
        away = points + step * shape - centre
        distance = np.linalg.norm(away, axis=1, keepdims=True)
        shape = shape + np.clip(radius + _LEAST - distance, 0.0, None) / step * away / distance
    return shape


def _under_lids(points: Array, shape: Array, moved_edge: Array, centre: Array) -> Array:
    """The shape, with what would end before the shut lids brought back under their edges: what was lifted for the way
    would come through them, where halfway it may as well sink into the ball and not be seen."""
    away: Array = points + shape - centre
    distance = np.linalg.norm(away, axis=1, keepdims=True)
    most = np.tile(np.linalg.norm(moved_edge - centre, axis=1, keepdims=True), (ROWS, 1)) - _UNDER_SHUT
    under: Array = shape + np.clip(most - distance, None, 0.0) * away / distance
    return under


def _opposite() -> Array:
    """The column of the other lid that each one looks at; the corners look along the eye."""
    columns = np.arange(COLUMNS)
    # The lower lid has 14 columns with both corners, the upper one 16: 13 steps go with 15.
    above, below = -np.round(columns * 15 / 13), np.round((COLUMNS - columns) * 13 / 15)
    found: Array = np.where(columns < 14, above, below).astype(int) % COLUMNS
    return found


def lifted(edge: Array, centre: Array, radius: float) -> Array:
    """The lids' edge (28,3) where it is not under the ball: on some faces a lid's rings do not come out of it."""
    away = edge - centre
    up: Array = centre + away * np.maximum(1.0, (radius + OVER_BALL) / np.linalg.norm(away, axis=1, keepdims=True))
    return up


def _on_ball(places: Array, centre: Array, radius: float) -> Array:
    lifted: Array = centre + unit(places - centre) * (radius + OVER_BALL)
    return lifted


def _build() -> tuple[Array, Array]:
    """quads (112,4), counter-clockwise on the left eye, and uv (112,4,2): v is 0 at the lids, 1 where it ends."""
    quads, places = [], []
    for row in range(ROWS - 1):
        for column in range(COLUMNS):
            after = (column + 1) % COLUMNS
            quads.append([row * COLUMNS + column, row * COLUMNS + after,
                          (row + 1) * COLUMNS + after, (row + 1) * COLUMNS + column])  # fmt: skip
            left, right = column / COLUMNS, (column + 1) / COLUMNS
            low, high = _SHARES[row], _SHARES[row + 1]
            places.append([(left, low), (right, low), (right, high), (left, high)])
    return np.array(quads), 0.02 + 0.96 * np.array(places)


QUADS, UV = _build()
