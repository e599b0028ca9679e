# SPDX-License-Identifier: GPL-3.0-or-later
"""A plain shirt over the bust: its neck lies under the pit of the throat, its hem hides where the bust ends."""

import itertools
from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..vectors import unit

RINGS, COLUMNS = 6, 42
"""Of the bust's skin that the shirt follows, from the turned-in border upwards."""
_PROFILE = (
    (-0.40, -6.0), (-0.45, 0.5), (-0.30, 2.2), (0.4, 2.8), (1.0, 3.2), (1.5, 3.4), (2.0, 3.2), (2.5, 3.0), (3.0, 3.0),
    (3.5, 3.0), (3.94, 2.9),
    (4.00, 4.4), (4.10, 5.0), (4.28, 5.0), (4.40, 4.5), (4.46, 3.4), (4.46, 2.0), (4.38, -1.5),
)  # fmt: skip
"""From the hem to the knitted band at the neck and back in under it: where along the rings, and millimetres over the
skin (chosen by eye)."""


@dataclass(frozen=True)
class Shirt:
    """quads (F,4), uv (F,4,2); points: how many."""

    quads: Array
    uv: Array
    points: int


def shirt_over(rings: Array) -> Array:
    """Points (N,3) of the shirt over the rings (6,42,3) of a bust."""
    along, around = np.gradient(rings, axis=0), np.roll(rings, -1, axis=1) - np.roll(rings, 1, axis=1)
    outwards = np.cross(around, along)
    # The turned-in border has no side that looks out; the shirt hangs down over it.
    outwards[:2] = outwards[2] * (1.0, 0.2, 1.0)
    outwards /= np.linalg.norm(outwards, axis=2, keepdims=True)
    middle = rings.mean(axis=(0, 1))
    outwards *= np.sign(((rings - middle) * outwards).sum())
    rows = [on_rings(rings, place) + unit(on_rings(outwards, place)) * over / 1000.0 for place, over in _PROFILE]
    return np.concatenate(rows)


def weights_of_shirt(rings: Array) -> Array:
    """What (N,...) the shirt has of something that its rings (6,42,...) have."""
    return np.concatenate([on_rings(rings, place) for place, _ in _PROFILE])


def on_rings(rings: Array, place: float) -> Array:
    """Values (42,...) between two of the rings (6,42,...)."""
    before = min(int(place), RINGS - 2)
    share = place - before
    found: Array = (1.0 - share) * rings[before] + share * rings[before + 1]
    return found


def _build() -> Shirt:
    """Counter-clockwise seen from outside, in the order that the bust's border has."""
    rows = len(_PROFILE)
    quads, uv = [], []
    for row, column in itertools.product(range(rows - 1), range(COLUMNS)):
        after = (column + 1) % COLUMNS
        corners = (
            (column, row + 1, column),
            (after, row + 1, column + 1),
            (after, row, column + 1),
            (column, row, column),
        )
        quads.append([there * COLUMNS + vertex for vertex, there, _ in corners])
        uv.append([(u / COLUMNS, v / (rows - 1)) for _, v, u in corners])
    return Shirt(np.array(quads), np.array(uv), rows * COLUMNS)


SHIRT = _build()
