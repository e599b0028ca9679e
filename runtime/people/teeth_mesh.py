# SPDX-License-Identifier: GPL-3.0-or-later
"""Teeth and gums of our own: 12 crowns a jaw on an arch, in place of the package's plain strips.

Crown sizes after Wheeler's Dental Anatomy (Nelson 2020, tables 1-1 and 2-1), in millimetres, from the central
incisor to the first molar: what lies behind is never seen. The origin is the middle of the upper incisors' edge
on their front face; +y up, +z out of the mouth. With the jaw shut the upper front teeth cover the lower ones by 1.5 mm.
"""

import itertools
import math
from dataclasses import dataclass

import numpy as np

from ..arrays import Array

# fmt: off
_UPPER = ((8.5, 10.5, 7.0), (6.5, 9.0, 6.0), (7.6, 10.0, 8.0), (7.1, 8.5, 9.0), (6.8, 8.3, 9.0), (10.2, 7.5, 11.0))
_LOWER = ((5.3, 9.0, 5.7), (5.7, 9.5, 6.1), (6.8, 10.5, 7.7), (7.0, 8.8, 7.7), (7.1, 8.2, 8.2), (11.2, 7.7, 10.3))
# fmt: on
"""Width along the arch, height and depth of each crown."""
_EDGE_ABOVE = (0.0, 0.6, -0.3, 0.5, 0.8, 1.0)
"""How much higher than the central incisors' each upper edge ends, in millimetres."""
_ARCH = (27.5, 42.0, 3.0)
"""Half the width and depth of the upper arch's outer face in millimetres, and the power of its curve.

The canines' outer face stands 10 mm behind that of the incisors: on a narrower arch the corners of an open mouth are
empty, and the teeth behind look like fangs.
"""
_OVERJET = 2.9
_OVERBITE = 1.5
_AROUND = 8
_INCISOR_EDGE_Z = 0.19140356
"""Where the edge that /f/ and /v/ touch stands, in millimetres: all else is placed from it."""

# Heights from gum 0 to edge 1, each with the share of width and of depth a crown has there. Crowns touch their
# neighbours from the middle up, or else an open mouth shows pegs with gaps.
_FRONT = ((-0.12, 0.80, 0.80), (0.08, 0.90, 0.95), (0.45, 1.01, 0.80), (0.86, 1.01, 0.42), (1.0, 0.955, 0.22))
_CANINE = ((-0.12, 0.80, 0.80), (0.08, 0.90, 0.95), (0.45, 1.02, 0.84), (0.80, 0.96, 0.52), (1.0, 0.62, 0.24))
_BACK = ((-0.12, 0.84, 0.85), (0.08, 0.92, 0.95), (0.50, 1.02, 0.98), (0.86, 0.98, 0.82), (0.97, 0.80, 0.55))
_GUM = ((-6.0, 0.35), (-2.5, 1.02), (0.5, 1.04), (0.2, -0.02), (-2.5, -0.10), (-6.0, 0.35))
"""The gum's cross-section: millimetres from the crown's root towards the edge, share of the crown's depth."""
_LOWER_GUM_LEANS = 0.3


@dataclass(frozen=True)
class Dentures:
    """points (N,3) in metres; quads (F,4); uv (F,4,2); is_gum (F,); is_lower (N,) whether the jaw carries it."""

    points: Array
    quads: Array
    uv: Array
    is_gum: Array
    is_lower: Array


def _build() -> Dentures:
    points: list[Array] = []
    quads: list[list[int]] = []
    uv: list[list[tuple[float, float]]] = []
    gum: list[bool] = []
    lower_counts = []
    for lower, crowns in ((False, _UPPER), (True, _LOWER)):
        before = len(points)
        roots = []
        for side in (1, -1):
            along = 0.0
            for number, size in enumerate(crowns):
                place = _crown_place(along + size[0] / 2, side, lower)
                cell = (number, 2 * lower + (side < 0))
                _add_crown(points, quads, uv, number, size, place, cell, lower)
                roots += [(side * along, size, number), (side * (along + size[0] / 2), size, number)]
                along += size[0]
            roots.append((side * along, crowns[-1], len(crowns) - 1))
        gum += [False] * (len(quads) - len(gum))
        _add_gum(points, quads, uv, sorted(set(roots)), lower)
        gum += [True] * (len(quads) - len(gum))
        lower_counts.append(len(points) - before)
    places = np.array(points)
    places[:, 2] += _INCISOR_EDGE_Z - places[_incisor_edge(places), 2]
    return Dentures(
        places / 1000.0,
        np.array(quads),
        np.array(uv),
        np.array(gum),
        np.repeat([False, True], lower_counts),
    )


def _crown_place(along: float, side: float, lower: bool) -> tuple[Array, Array, Array]:
    """Point on the arch's outer face at ``along`` millimetres from the middle, its tangent and outward normal."""
    half, depth, power = _ARCH
    steps = np.linspace(0.0, half * 1.3, 4000)
    curve = np.stack([steps, -depth * (steps / half) ** power], axis=1)
    lengths = np.concatenate([[0.0], np.cumsum(np.sqrt((np.diff(curve, axis=0) ** 2).sum(axis=1)))])
    x, z = (float(np.interp(along, lengths, curve[:, axis])) for axis in (0, 1))
    slope = -depth * power / half * (max(x, 1e-6) / half) ** (power - 1)
    length = math.hypot(1.0, slope)
    tangent, normal = np.array([1.0, 0.0, slope]) / length, np.array([-slope, 0.0, 1.0]) / length
    mirror = np.array([side, 1.0, 1.0])
    point = np.array([x, 0.0, z])
    if lower:
        point = point - normal * _OVERJET * (1.0 if along < 18 else 0.5)
    return point * mirror, tangent * mirror, normal * mirror


def _edge_height(number: int, lower: bool) -> float:
    if not lower:
        return _EDGE_ABOVE[number]
    # Behind the canines the crowns meet; before them the lower edges stand behind the upper ones.
    return _OVERBITE if number < 3 else _EDGE_ABOVE[number] - 0.1


def _add_crown(
    points: list[Array], quads: list[list[int]], uv: list[list[tuple[float, float]]], number: int,
    size: tuple[float, float, float], place: tuple[Array, Array, Array], cell: tuple[int, int],
    lower: bool,
) -> None:  # fmt: skip
    width, height, depth = size
    face, tangent, normal = place
    profile = _FRONT if number < 2 else _CANINE if number == 2 else _BACK
    down = 1.0 if lower else -1.0
    edge = _edge_height(number, lower)
    first = len(points)
    for rise, wide, deep in profile:
        # A crown's front face leans little; its back goes away towards the edge.
        middle = face - normal * depth * (0.5 * deep + (0.05 if rise < 0.3 else 0.02))
        y = edge - down * height * (1.0 - rise)
        for k in range(_AROUND):
            angle = 2 * math.pi * (k + 0.5) / _AROUND
            across = math.copysign(abs(math.cos(angle)) ** 0.6, math.cos(angle)) * width / 2 * wide
            out = math.copysign(abs(math.sin(angle)) ** 0.6, math.sin(angle)) * depth / 2 * deep
            points.append(middle + tangent * across + normal * out + np.array([0.0, y, 0.0]))
    flip = (np.cross(tangent, normal)[1] > 0) == lower
    for ring in range(len(profile) - 1):
        for k in range(_AROUND):
            after = (k + 1) % _AROUND
            start, above = first + ring * _AROUND, first + (ring + 1) * _AROUND
            _add_quad(quads, uv, [start + k, above + k, above + after, start + after],
                      [(k, ring), (k, ring + 1), (k + 1, ring + 1), (k + 1, ring)], cell, flip)  # fmt: skip
    top = first + (len(profile) - 1) * _AROUND
    for corners in ((0, 3, 2, 1), (0, 7, 4, 3), (7, 6, 5, 4)):
        _add_quad(quads, uv, [top + k for k in corners], [(k, 4.0) for k in corners], cell, flip)


def _add_quad(
    quads: list[list[int]], uv: list[list[tuple[float, float]]], corners: list[int],
    places: list[tuple[float, float]], cell: tuple[int, int], flip: bool,
) -> None:  # fmt: skip
    """A quad whose texture lies in its crown's own cell of a grid of 6 x 4; v 0 is the root, 1 the edge."""
    mapped = [((cell[0] + 0.04 + 0.92 * u / _AROUND) / 6, (cell[1] + 0.04 + 0.92 * v / 4) / 4) for u, v in places]
    order = slice(None, None, -1) if flip else slice(None)
    quads.append(corners[order])
    uv.append(mapped[order])


def _add_gum(
    points: list[Array], quads: list[list[int]], uv: list[list[tuple[float, float]]],
    roots: list[tuple[float, tuple[float, float, float], int]], lower: bool,
) -> None:  # fmt: skip
    """The ridge that the crowns stand in; between crowns it reaches towards the edge."""
    first, count = len(points), len(_GUM)
    down = 1.0 if lower else -1.0
    stations = [next(group) for _, group in itertools.groupby(roots, key=lambda root: root[0])]
    for along, (_, height, depth), number in stations:
        face, _, normal = _crown_place(abs(along), 1.0 if along >= 0 else -1.0, lower)
        between = not any(abs(abs(along) - middle) < 1e-6 for middle in _middles(lower))
        for k, (rise, deep) in enumerate(_GUM):
            root = height * 0.92 - (1.0 if between and k in (2, 3) else 0.0)
            y = _edge_height(number, lower) - down * (root - rise)
            # The chin of a broad smile lies close over the lower gum.
            leans = _LOWER_GUM_LEANS if lower and k < 2 else 0.0
            points.append(face - normal * depth * (1.0 - deep + leans) * 0.85 + np.array([0.0, y, 0.0]))
    for station in range(len(stations) - 1):
        for k in range(count - 1):
            a, b = first + station * count + k, first + (station + 1) * count + k
            corners = [a, b, b + 1, a + 1]
            places = [(station, k), (station + 1, k), (station + 1, k + 1), (station, k + 1)]
            scaled = [
                (0.01 + 0.98 * u / (len(stations) - 1), (0.02 + 0.96 * v / (count - 1)) / 2 + (0.0 if lower else 0.5))
                for u, v in places
            ]
            order = slice(None) if lower else slice(None, None, -1)
            quads.append(corners[order])
            uv.append(scaled[order])


def _middles(lower: bool) -> list[float]:
    widths = [size[0] for size in (_LOWER if lower else _UPPER)]
    return [sum(widths[:number]) + width / 2 for number, width in enumerate(widths)]


def _incisor_edge(points: Array) -> int:
    return int((points**2).sum(axis=1).argmin())


DENTURES = _build()
INCISOR_EDGE = _incisor_edge(DENTURES.points)
"""The vertex at the front of an upper central incisor's edge, nearest to the middle."""
