# SPDX-License-Identifier: GPL-3.0-or-later
"""What is seen between lips that a photograph has shut, painted without a network: teeth, tongue and shadow."""

import numpy as np

from ..arrays import Array
from .patch import SIDE
from .rings import INNER_LIPS, LOWER_INNER, UPPER_INNER

_DARK, _TONGUE, _TEETH = (0.40, 0.19, 0.17), (0.75, 0.42, 0.40), (0.86, 0.80, 0.72)
"""Of the skin's brightness, red, green and blue. Chosen by eye."""
_TEETH_DOWN, _TEETH_MOST = 0.12, 0.6
"""How far the upper teeth come below the lip: in mouths' widths, and of the opening at most. Chosen by eye."""
_TEETH_ACROSS = 0.62
"""Share of the mouth's width across which teeth are lit."""


def inner_mouth(points: Array, skin: float) -> Array:
    """float32 (SIDE,SIDE,3), lit as ``skin`` is: the inside of a mouth in its patch with points (478,2) there, 0..1."""
    points = points * SIDE
    corners = points[[INNER_LIPS[0], INNER_LIPS[10]]]
    width = max(float(np.ptp(corners[:, 0])), 1.0)
    place = np.arange(SIDE) + 0.5
    upper, lower = (_edge(points, corners, ring, place) for ring in (UPPER_INNER, LOWER_INNER))
    opening, below = np.maximum(lower - upper, 1e-3), place[:, None] - upper
    beside = 2 * np.abs(place - corners[:, 0].mean()) / width
    colour = np.array(_DARK) + 0.6 * _rise(0.55, 1.0, below / opening)[..., None] * np.subtract(_TONGUE, _DARK)
    reach = np.maximum(np.minimum(_TEETH_DOWN * width, _TEETH_MOST * opening), 1e-3)
    teeth = (1.0 - _rise(0.8, 1.15, below / reach)) * (1.0 - _rise(_TEETH_ACROSS, 0.95, beside))
    teeth = teeth * (0.55 + 0.45 * _rise(0.0, 0.35, below / reach))
    colour = colour + teeth[..., None] * (np.array(_TEETH) - colour)
    lit = 1.0 - 0.6 * _rise(0.6, 1.0, beside)
    return np.asarray(colour * lit[:, None] * skin, np.float32)


def _edge(points: Array, corners: Array, ring: tuple[int, ...], place: Array) -> Array:
    """Height (SIDE,) of a lip's inner edge in each column."""
    line = np.concatenate([corners[:1], points[list(ring)], corners[1:]])
    line = line[np.argsort(line[:, 0])]
    return np.asarray(np.interp(place, line[:, 0], line[:, 1]))


def _rise(low: float, high: float, values: Array) -> Array:
    share = np.clip((values - low) / (high - low), 0.0, 1.0)
    return np.asarray(share * share * (3 - 2 * share))
