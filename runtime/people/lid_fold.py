# SPDX-License-Identifier: GPL-3.0-or-later
"""The fold of the upper lid: a furrow over the lid's edge, and the skin above that hangs over it. A blink smooths it.

MakeHuman's upper lid goes over into the brow without one.
"""

import numpy as np

from ..arrays import Array
from ..vectors import unit
from .lid_mesh import COLUMNS, LOWER_COLUMNS

_EDGE = 3
"""The ring at which the lid is seen to end."""
_FURROW, _FURROW_WIDE, _FURROW_DEEP = 0.0030, 0.0013, 0.0009
"""Metres over the lid's edge at which the furrow is, half its width, and how deep it is."""
_OVERHANG, _OVERHANG_WIDE, _HANGS = 0.0056, 0.0024, (0.0, -0.0011, 0.0007)
"""The same of the skin that hangs over it, and by how much it hangs."""
_SMOOTHED = 0.85
"""Share of the fold that a shut lid smooths. All of these were chosen by eye."""


def fold_lid(vertices: Array, blink: Array | None, rings: Array, skin: Array, centre: Array) -> None:
    """Lay the fold over an eye, in place. rings (4,28): those of its lids; skin: the vertices of the skin; blink (V,3):
    the shape that shuts it, if it is wanted."""
    upper = vertices[rings[_EDGE, LOWER_COLUMNS:]]
    near = skin[np.linalg.norm(vertices[skin] - upper.mean(axis=0), axis=1) < 2 * _OVERHANG + np.ptp(upper[:, 0])]
    near = near[~np.isin(near, rings)]
    away = np.linalg.norm(vertices[near][:, None] - upper, axis=2)
    over, column = away.min(axis=1), away.argmin(axis=1)
    above = vertices[near, 1] > upper[column, 1]
    # It runs out towards the corners.
    share = above * np.sin(np.pi * (column + 0.5) / (COLUMNS - LOWER_COLUMNS))
    inwards = unit(centre - vertices[near])
    fold = _FURROW_DEEP * _bump((over - _FURROW) / _FURROW_WIDE)[:, None] * inwards
    fold += _bump((over - _OVERHANG) / _OVERHANG_WIDE)[:, None] * np.array(_HANGS)
    fold *= share[:, None]
    vertices[near] += fold
    if blink is not None:
        blink[near] -= _SMOOTHED * fold


def _bump(place: Array) -> Array:
    """1 at 0, 0 from -1 down and from 1 up."""
    height: Array = 0.5 + 0.5 * np.cos(np.pi * np.clip(place, -1.0, 1.0))
    return height
