# SPDX-License-Identifier: GPL-3.0-or-later
"""At which value a blink shuts the eye, read from the mesh: the edges of shut lids touch, and part as the eye opens, as
those of lips do when a mouth does."""

import numpy as np

from ..runtime.arrays import Array
from ..runtime.rigs.found_lips import find_lips

_MOVED = 0.01
"""Of how far a blink moves a point: what it moves less is no lid. Chosen."""
_FEWEST, _TIMES = 3, 2.0
"""Pairs of points that touch where lids are shut, and how many times those of any other value. On our twelve heads it
is 32 to 69 where they are shut, at half of that at most 0.3 times as many, and at twice that 0.75 times
(tests/blender/test_slider_ends.py measures four of them)."""


def shuts_at(places: Array, blink: Array, end: float) -> bool:
    """Whether lids are shut at ``end`` times a blink and not at 1. places, blink (V,3): of the points of one eye and
    around it, and how far the blink moves them at 1."""
    far = np.linalg.norm(blink, axis=1)
    lids = far > _MOVED * far.max(initial=0.0)
    if not lids.any():
        return False
    usual, whole = (_touching(places[lids], value * blink[lids]) for value in (1.0, end))
    return whole >= max(_FEWEST, _TIMES * usual)


def _touching(places: Array, move: Array) -> int:
    """Pairs of points across the slit between the lids, as they lie after ``move`` (V,3)."""
    found = find_lips(places + move, -move)
    return 0 if found is None else len(found.pairs) + len(found.beside)
