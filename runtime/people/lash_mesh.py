# SPDX-License-Identifier: GPL-3.0-or-later
"""Eyelashes hair by hair: tapered strips that lie in the curved sheets which the base mesh has for them.

Every vertex of a hair is a mean of vertices of a sheet, with fixed shares; so lashes follow lids in every shape, and
need nothing of their own for another person.
"""

import itertools
import math
from dataclasses import dataclass

import numpy as np

from ..arrays import Array

RINGS = 3
"""Pairs of vertices along a hair."""
_PLACES = (0.2, 0.62, 1.0)
"""Shares of a hair's length: what lies before is inside of the lid."""
_HALF_WIDTHS = (0.00010, 0.00008, 0.00001)
"""Metres, from root to tip. A real hair is half as thick; with fewer of them ours make as dark a line."""
_TUFT, _CLING = 3, 0.45
"""Neighbouring hairs whose tips come together, and the share of their distance by which they do."""
_UPRIGHT = 0.3
"""Share of the hairs, from the nose, up to which tips lean to the nose, and from which on to the ear."""
_GOLDEN = (math.sqrt(5.0) - 1.0) / 2.0
"""The golden ratio less 1, as ``hair_growth`` has it for locks: what its multiples have after the point is spread
evenly over 0..1, however many are taken, and neighbours are unlike."""


@dataclass(frozen=True)
class Growth:
    """How the lashes of one lid grow: hairs; ends: where the outermost stand, in shares of the lid from the nose
    outwards; length: share of the sheet's, beyond which hairs go straight on; uneven: share by which the shortest are
    shorter; sweep: shares of the lid by which the tips of the outermost lean outwards. Chosen by eye."""

    hairs: int
    ends: tuple[float, float]
    length: float
    uneven: float
    sweep: float


UPPER = Growth(78, (0.10, 0.93), 1.25, 0.30, 0.15)
LOWER = Growth(42, (0.20, 0.92), 0.72, 0.40, 0.08)


@dataclass(frozen=True)
class Lashes:
    """sources (N,4): base vertices, and shares (N,4) of them, that make each vertex; quads (F,4), uv (F,4,2)."""

    sources: Array
    shares: Array
    quads: Array
    uv: Array


def lashes_in(sheet: Array, vertices: Array, growth: Growth) -> Lashes:
    """Hairs in a sheet (5,C) of base vertices, the lid's edge first, from the nose outwards; vertices (19158,3) in
    metres are those of the base mesh, on which widths are measured."""
    sources, shares = [], []
    for hair in range(growth.hairs):
        for place, half in zip(_PLACES, _HALF_WIDTHS, strict=True):
            across, along = _at(growth, hair, place)
            wide = half / _column_width(sheet, vertices, across, along)
            for side in (-wide, wide):
                corners, weights = _within(sheet, across + side, along)
                sources.append(corners)
                shares.append(weights)
    pair = np.array([0, 1, 3, 2])
    quads = [2 * RINGS * hair + 2 * ring + pair for hair in range(growth.hairs) for ring in range(RINGS - 1)]
    heights = [[(side, ring / (RINGS - 1)) for ring, side in ((r, 0), (r, 1), (r + 1, 1), (r + 1, 0))]
               for r in range(RINGS - 1)]  # fmt: skip
    return Lashes(np.array(sources), np.array(shares), np.array(quads), np.array(heights * growth.hairs, float))


def _at(growth: Growth, hair: int, place: float) -> tuple[float, float]:
    """Share of the lid and of the sheet's height where a hair is, ``place`` of the way to its tip."""
    first, last = growth.ends
    inside = (hair + 0.5) / growth.hairs
    jitter = (hair * _GOLDEN) % 1.0 - 0.5
    middle = math.sin(math.pi * min(max(0.12 + 0.80 * inside, 0.0), 1.0)) ** 0.4
    length = growth.length * middle * (1.0 - growth.uneven * ((hair * _GOLDEN * 3.0) % 1.0))
    across = first + (last - first) * (inside + 0.35 * jitter / growth.hairs)
    lean = (1.6 * ((hair * _GOLDEN * 7.0) % 1.0 - 0.5)) / growth.hairs
    lean += growth.sweep * (inside - _UPRIGHT)
    lean += _CLING * (_TUFT // 2 - hair % _TUFT) * (last - first) / growth.hairs
    return across + lean * place**1.5, place * length


def _column_width(sheet: Array, vertices: Array, across: float, along: float) -> float:
    """Metres across the whole lid at a height of the sheet, as its columns stand at ``across``."""
    columns = sheet.shape[1] - 1
    before = min(int(across * columns), columns - 1)
    row = sheet[min(round(along * (len(sheet) - 1)), len(sheet) - 1)]
    return float(np.linalg.norm(vertices[row[before + 1]] - vertices[row[before]])) * columns


def _within(sheet: Array, across: float, along: float) -> tuple[Array, Array]:
    """The four vertices around a place of the sheet, and their shares."""
    rows, columns = (count - 1 for count in sheet.shape)
    row, column = min(int(along * rows), rows - 1), min(int(across * columns), columns - 1)
    up, right = along * rows - row, across * columns - column
    corners = np.array([sheet[row + r, column + c] for r, c in itertools.product((0, 1), (0, 1))])
    return corners, np.array([(1 - up) * (1 - right), (1 - up) * right, up * (1 - right), up * right])
