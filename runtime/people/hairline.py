# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a scalp has hair. Places are millimetres from the middle between a person's eyes: x to the left, y up, z out of
the face."""

import numpy as np

from ..arrays import Array

_TURN = (0, 0.35, 0.62, 0.80, 0.95, 1.15, 1.45, 1.62, 1.8, 2.3, 3.2)
_EDGE_MM = (58, 58, 50, 38, 16, 6, -2, -6, -34, -62, -66)
"""Height of the hair's edge by the turn from the front (radians) about an axis through the head."""
SOFT_MM = (-6.0, 6.0)
"""Heights over that edge between which skin is more and more covered by the hair painted on it."""
_EARS_MM = (22.0, -125.0)
"""Height above the eyes, and depth behind them, from which on there is no ear."""
_LOWEST_MM = -75.0


def above_hairline(places: Array) -> Array:
    """How many millimetres (N,) places (N,3) lie above the edge of the hair."""
    turn = np.arctan2(np.abs(places[:, 0]), places[:, 2] + 60)
    edge: Array = np.interp(turn, _TURN, _EDGE_MM)
    height: Array = places[:, 1] - edge
    return height


def clear_of_ears(places: Array) -> Array:
    """Whether places (N,3) are where no ear is, and above the nape."""
    above, behind = places[:, 1], places[:, 2]
    clear: Array = ((above > _EARS_MM[0]) | (behind < _EARS_MM[1])) & (above > _LOWEST_MM)
    return clear
