# SPDX-License-Identifier: GPL-3.0-or-later
"""Strands of hair as curves, along the cards that a head's mesh has: the same hair, hair by hair."""

from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..vectors import unit
from .hair_growth import EDGE, LOCKS, RINGS
from .hair_mesh import ACROSS
from .hair_style import Waves

_A_LOCK, _AT_THE_EDGE = 14, 8
"""Strands of a lock, and of one along the edge of the hair."""
_POINTS, _POINTS_A_TURN, _MOST_POINTS = 9, 5.0, 40
_STRIP = 64.0
"""Pixels of ``head.hair_picture`` across a card, in which ``Waves.aside`` is told."""
_CLUMPED = 0.6
_THICK_AT, _THICK = (0.0, 0.1, 0.5, 1.0), (0.00005, 0.00011, 0.00009, 0.00003)
"""Metres of a strand's radius from root to tip: twice a real one's, for there are fewer."""
_BEGINS, _BEGINS_AT_THE_EDGE = (0.0, 0.05), (0.15, 0.5)
"""Of a lock: between where its strands' roots are spread, or they would stand along the edge like a comb."""
_DEEP = 0.3
"""Of a lock's width: how deep its strands lie behind each other."""
_SEED = 23


@dataclass(frozen=True)
class Strands:
    """points (N,P,3), from root to tip, metres; radii (P,), metres."""

    points: Array
    radii: Array


def strands(hair: Array, waves: Waves) -> Strands:
    """Strands of a head's hair; hair (VERTICES,3): its vertices, metres."""
    draw = np.random.default_rng(_SEED)
    inner = np.arange(LOCKS) < LOCKS - EDGE
    lock = np.repeat(np.arange(LOCKS), np.where(inner, _A_LOCK, _AT_THE_EDGE))
    chance = draw.random((len(lock), 9))
    count = int(np.clip(waves.turns * _POINTS_A_TURN, _POINTS, _MOST_POINTS))
    share = np.linspace(0.0, 1.0, count)
    side, depth = _aside(waves, share, draw.random(LOCKS)[lock], chance)
    first, last = np.where(inner[lock, None], _BEGINS, _BEGINS_AT_THE_EDGE).T[..., None]
    begin = first + (last - first) * draw.random((len(lock), 1))
    place = begin + share * (0.66 + 0.34 * chance[:, 0:1] ** 0.6 - begin)
    cards = hair.astype(np.float64).reshape(LOCKS, RINGS, ACROSS, 3)
    middle, wide = cards.mean(axis=2), cards[:, :, 1] - cards[:, :, 0]
    deep = unit(np.cross(wide, np.gradient(middle, axis=1))) * np.linalg.norm(wide, axis=2, keepdims=True)
    knots = _lengths(middle)
    along, across, out = (_smooth(each, knots, lock, place) for each in (middle, wide, deep))
    return Strands(along + across * side[..., None] + out * depth[..., None], np.interp(share, _THICK_AT, _THICK))


def _aside(waves: Waves, share: Array, phase: Array, chance: Array) -> tuple[Array, Array]:
    """Where strands (N,P) are across their lock and out of it, as shares of its width."""
    root = 0.9 * (chance[:, 1:2] - 0.5)
    # Strands go together towards one of three tips.
    tip = 0.9 * ((np.floor(3 * chance[:, 2:3]) + 0.5 + 0.9 * (chance[:, 3:4] - 0.5)) / 3 - 0.5)
    side = root + (tip - root) * _CLUMPED * share**1.3
    angle = 2 * np.pi * (waves.turns * (1 + 0.25 * waves.loose * (chance[:, 4:5] - 0.5)) * share + phase[:, None])
    angle = angle + 2 * np.pi * waves.loose * (chance[:, 5:6] - 0.5)
    reach = waves.aside / _STRIP * np.minimum(share * 6.0, 1.0)
    frizz = 0.03 * np.sin(2 * np.pi * ((1.0 + 2.0 * chance[:, 6:7]) * share + chance[:, 7:8])) * share
    depth = _DEEP * (chance[:, 8:9] - 0.5) + reach * np.cos(angle) * waves.loose
    return side + reach * np.sin(angle) + frizz, depth


def _smooth(rings: Array, knots: Array, lock: Array, place: Array) -> Array:
    """Values (N,P,3) at shares ``place`` (N,P) of locks (N,), from those at the rings (LOCKS,RINGS,3), which are at the
    shares ``knots`` (LOCKS,RINGS): cubic, by Catmull and Rom's tangents."""
    wide = np.diff(knots, axis=1)[..., None]
    slope = np.diff(rings, axis=1) / wide
    inner = (slope[:, :-1] * wide[:, 1:] + slope[:, 1:] * wide[:, :-1]) / (wide[:, :-1] + wide[:, 1:])
    tangents = np.concatenate([slope[:, :1], inner, slope[:, -1:]], axis=1)
    rows = lock[:, None]
    before = (place[..., None] >= knots[rows, 1:-1]).sum(axis=2)
    step = (knots[rows, before + 1] - knots[rows, before])[..., None]
    t = (place - knots[rows, before])[..., None] / step
    start, end = rings[rows, before], rings[rows, before + 1]
    leaving, coming = tangents[rows, before] * step, tangents[rows, before + 1] * step
    smooth: Array = (
        (2 * t**3 - 3 * t**2 + 1) * start
        + (t**3 - 2 * t**2 + t) * leaving
        + (3 * t**2 - 2 * t**3) * end
        + (t**3 - t**2) * coming
    )
    return smooth


def _lengths(middle: Array) -> Array:
    """Shares (LOCKS,RINGS) of a lock's length at its rings (LOCKS,RINGS,3)."""
    far = np.pad(np.linalg.norm(np.diff(middle, axis=1), axis=2).cumsum(axis=1), ((0, 0), (1, 0)))
    found: Array = far / far[:, -1:]
    return found
