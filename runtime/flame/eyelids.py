# SPDX-License-Identifier: GPL-3.0-or-later
"""Eyelids for a file that has none: our blink carried over, then made to fit the rims of the lids that the mesh has."""

from itertools import pairwise

import numpy as np

from ..arrays import Array
from .lips import Surface

_COLUMNS = np.linspace(-0.5, 0.5, 8)
"""Radians across an eye, seen from its middle, in which the lids are measured."""
_NEAR = 1.7
"""Radii of the eyeball from its middle within which a lid lies. Chosen by hand."""
_UPPER = 0.3
"""Of the blink's longest way down: what moves farther is the upper lid. Chosen by hand."""
_FACTORS = (0.7, 1.6)
"""How much shorter or longer than ours, scaled, a blink can be. Beyond that the rims were not what they seemed. Chosen
by hand."""
_FEWEST = 3
_BEYOND = 1.05
"""Our own blink goes 5 % beyond where the last of the eyeball disappears (docs/head.md)."""
_CLEAR = 1.02
"""Radii of the eyeball that a lid stays away from its middle. Chosen by hand."""


def shut_lids(face: Surface, blinks: Array, radii: tuple[float, float]) -> Array:
    """The eyelid shapes (2,V,3), left then right, of blinks (2,V,3) that were carried over to the face."""
    shut = [
        _cleared(face.vertices, blink * _factor(face, blink, eye, radius), eye, radius)
        for blink, eye, radius in zip(blinks, face.eyes, radii, strict=True)
    ]
    return np.stack(shut)


def _factor(face: Surface, blink: Array, eye: Array, radius: float) -> float:
    """How many times the blink must be as long so that the rim of the upper lid comes down on that of the lower one."""
    about = face.vertices - eye
    lid = face.skin & (np.linalg.norm(about, axis=1) < _NEAR * radius) & (about[:, 2] > 0)
    down = -blink[:, 1]
    upper = lid & (down > _UPPER * float(down[lid].max(initial=1e-6)))
    across = np.arctan2(about[:, 0], about[:, 2])
    found = []
    for left, right in pairwise(_COLUMNS):
        column = (across >= left) & (across < right)
        above, below = np.flatnonzero(upper & column), np.flatnonzero(lid & ~upper & column & (about[:, 1] < 0))
        if len(above) and len(below):
            rim, edge = above[about[above, 1].argmin()], below[about[below, 1].argmax()]
            closing = down[rim] - down[edge]
            if closing > 1e-4:
                found.append(_BEYOND * (about[rim, 1] - about[edge, 1]) / closing)
    return float(np.clip(np.median(found), *_FACTORS)) if len(found) >= _FEWEST else 1.0


def _cleared(vertices: Array, lid: Array, eye: Array, radius: float) -> Array:
    """The shape with what would sink into the eyeball laid on it."""
    about: Array = vertices + lid - eye
    away = np.linalg.norm(about, axis=1)
    sunk = (away < _CLEAR * radius) & (np.linalg.norm(lid, axis=1) > 1e-4) & (about[:, 2] > 0)
    raised = lid.copy()
    raised[sunk] += about[sunk] * (_CLEAR * radius / np.maximum(away[sunk], 1e-6) - 1)[:, None]
    return raised
