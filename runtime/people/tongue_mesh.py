# SPDX-License-Identifier: GPL-3.0-or-later
"""A body for the tongue: the package's is a slab, as thick at its sides and its tip as in the middle.

Its vertices are moved at rest alone, so every shape carries them as before.
"""

import numpy as np

from ..arrays import Array
from ..smooth_step import smooth_step

_BINS = 15
_ROUND = 0.86
"""How far a slab's square cut goes over into a disc's round one (0 to 1)."""
_TIP = 0.70
"""Share of the length from which the tongue thins and narrows towards the tip."""
_TIP_THICKNESS, _TIP_WIDTH = 0.92, 0.84
"""What is left of either at the tip."""
_DOME = 0.0034
"""Metres by which the middle of the back rises over its sides."""
_GROOVE, _GROOVE_WIDTH = 0.0026, 0.30
"""Metres by which the middle line lies below that, and share of the half width within which it does."""
_ROOT = 0.0060
"""Metres by which it is thicker underneath, towards the root."""
# All chosen by eye, in Cycles and in a cut through the default head.


def with_body(points: Array) -> Array:
    """The tongue's points (N,3), metres, thick in the middle and thin at sides and tip, with a groove."""
    along = (points[:, 2] - points[:, 2].min()) / np.ptp(points[:, 2])
    low, high, wide = _outline(points, along)
    middle, half = 0.5 * (low + high), 0.5 * (high - low)
    across = np.clip(points[:, 0] / wide, -1.0, 1.0)
    above = np.clip((points[:, 1] - middle) / half, -1.0, 1.0)
    tip = smooth_step(_TIP, 1.0, along) ** 1.5
    # A square mapped onto a disc (Nowell 2005).
    round_across = across * np.sqrt(1.0 - 0.5 * _ROUND * above**2)
    round_above = above * np.sqrt(1.0 - 0.5 * _ROUND * across**2)
    moved = points.copy()
    moved[:, 0] = wide * round_across * (1.0 - (1.0 - _TIP_WIDTH) * tip)
    moved[:, 1] = middle + half * round_above * (1.0 - (1.0 - _TIP_THICKNESS) * tip)
    body = smooth_step(0.0, 0.35, along) * (1.0 - smooth_step(0.72, 1.0, along))
    on_top = np.clip(above, 0.0, 1.0)
    moved[:, 1] += on_top * body * _DOME * (1.0 - across**2)
    grooved = smooth_step(0.05, 0.4, along) * (1.0 - smooth_step(0.80, 0.98, along))
    moved[:, 1] -= on_top * grooved * _GROOVE * np.exp(-((across / _GROOVE_WIDTH) ** 2))
    moved[:, 1] -= np.clip(-above, 0.0, 1.0) * smooth_step(0.95, 0.45, along) * _ROOT
    return moved


def _outline(points: Array, along: Array) -> tuple[Array, Array, Array]:
    """Lowest and highest y and the half width (N,) of the tongue where each point is along it."""
    edges = np.linspace(0.0, 1.0, _BINS)
    reach = 1.0 / (_BINS - 1)
    near = [np.abs(along - edge) <= reach for edge in edges]
    low, high = (np.array([pick(points[here, 1]) for here in near]) for pick in (np.min, np.max))
    wide = np.array([np.abs(points[here, 0]).max() for here in near])
    return tuple(np.interp(along, edges, ends) for ends in (low, high, wide))  # type: ignore[return-value]
