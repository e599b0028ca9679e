# SPDX-License-Identifier: GPL-3.0-or-later
"""Teeth and gums of our own: 12 crowns a jaw on an arch, in place of the package's plain strips.

Crown sizes after Wheeler's Dental Anatomy (Nelson 2020, tables 1-1 and 2-1), in millimetres, from the central
incisor to the first molar: what lies behind is never seen. The origin is the middle of the upper incisors' edge
on their front face; +y up, +z out of the mouth. With the jaw shut the upper front teeth cover the lower ones by
0.4 mm, so that the lower ones stay behind the lip in open vowels.
"""

import itertools
import math
from dataclasses import dataclass, field

import numpy as np

from ..arrays import Array

# fmt: off
_UPPER = ((8.5, 10.5, 7.0), (6.5, 9.0, 6.0), (7.6, 10.0, 8.0), (7.1, 8.5, 9.0), (6.8, 8.3, 9.0), (10.2, 7.5, 11.0))
_LOWER = ((5.3, 9.0, 5.7), (5.7, 9.5, 6.1), (6.8, 10.5, 7.7), (7.0, 8.8, 7.7), (7.1, 8.2, 8.2), (11.2, 7.7, 10.3))
# fmt: on
"""Width along the arch, height and depth of each crown."""
_EDGE_ABOVE = (0.0, 0.6, 0.1, 0.6, 0.9, 1.1)
"""How much higher than the central incisors' each upper edge ends, in millimetres."""
_ARCH = (27.5, 42.0, 3.0)
"""Half the width and depth of the upper arch's outer face in millimetres, and the power of its curve.

The canines' outer face stands 10 mm behind that of the incisors: on a narrower arch the corners of an open mouth are
empty, and the teeth behind look like fangs.
"""
_OVERJET = 2.9
_OVERBITE = 0.4
_AROUND_FRONT, _AROUND_BACK = 12, 10
"""Vertices around a crown."""
_INCISOR_EDGE_Z = 0.19140356
"""Where the edge that /f/ and /v/ touch stands, in millimetres: all else is placed from it."""

_DISTAL_RISE = (0.55, 1.0, 0.0, 0.0, 0.0, 0.0)
"""By how many millimetres the corner of an edge that looks away from the middle is rounder than the other."""

# Heights from gum 0 to edge 1, each with the share of width and of depth a crown has there, and how far its front face
# stands back, in shares of the depth. Crowns touch their neighbours at two thirds and are rounded off before.
_FRONT = (
    (-0.02, 0.66, 0.50, 0.30), (0.16, 0.83, 0.90, 0.02), (0.40, 0.955, 0.74, 0.00), (0.68, 1.004, 0.52, 0.005),
    (0.88, 0.97, 0.34, 0.02), (0.97, 0.90, 0.24, 0.03), (1.0, 0.76, 0.15, 0.045),
)  # fmt: skip
_CANINE = (
    (-0.02, 0.68, 0.54, 0.30), (0.17, 0.87, 0.97, 0.01), (0.42, 0.99, 0.86, 0.00), (0.66, 1.0, 0.64, 0.015),
    (0.84, 0.84, 0.44, 0.05), (0.95, 0.58, 0.30, 0.09), (1.0, 0.34, 0.18, 0.13),
)  # fmt: skip
_BACK = (
    (-0.02, 0.74, 0.55, 0.28), (0.20, 0.92, 0.96, 0.01), (0.50, 1.0, 0.99, 0.00), (0.88, 0.95, 0.86, 0.04),
    (1.0, 0.72, 0.62, 0.13), (0.80, 0.26, 0.20, 0.34),
)  # fmt: skip
_CUSP = 0.9
"""By how many millimetres the rim of a back crown lies lower between its four cusps (chosen by eye)."""
_ROUNDNESS = 0.72
"""Power of the sine and cosine in a crown's outline: 1 an ellipse, towards 0 a box."""
_GUM = ((-6.0, 0.35), (-2.5, 1.02), (0.5, 1.04), (0.2, -0.02), (-2.5, -0.10), (-6.0, 0.35))
"""The gum's cross-section: millimetres from the crown's root towards the edge, share of the crown's depth."""
_BETWEEN = 1.7
"""Millimetres that the gum goes further down between two crowns."""
_INNER_GUM = 4
_VAULT = (0.25, 0.5, 0.75)
_VAULT_HEIGHT, _VAULT_SHARE = 7.0, 0.34
"""The palate's height over the gums in millimetres at most, and in shares of its width (chosen by eye)."""
_SOFT_PALATE = (0.0, -7.0, -20.0)
_LOWER_GUM_LEANS = 0.3


@dataclass(frozen=True)
class Dentures:
    """points (N,3) in metres; quads (F,4); uv (F,4,2); is_gum (F,); is_lower (N,) whether the jaw carries it."""

    points: Array
    quads: Array
    uv: Array
    is_gum: Array
    is_lower: Array


@dataclass(frozen=True)
class _Crown:
    """number: from the middle. size: width, height, depth. place: of ``_crown_place``. cell: of the texture."""

    number: int
    size: tuple[float, float, float]
    place: tuple[Array, Array, Array]
    cell: tuple[int, int]
    lower: bool


@dataclass
class _Mesh:
    """points (3,) in millimetres, and quads of their numbers with uv, as far as they are built."""

    points: list[Array] = field(default_factory=list)
    quads: list[list[int]] = field(default_factory=list)
    uv: list[list[tuple[float, float]]] = field(default_factory=list)

    def add(self, corners: list[int], places: list[tuple[float, float]], flip: bool = False) -> None:
        order = slice(None, None, -1) if flip else slice(None)
        self.quads.append(corners[order])
        self.uv.append(places[order])


def _build() -> Dentures:
    mesh = _Mesh()
    gum: list[bool] = []
    lower_counts = []
    for lower, crowns in ((False, _UPPER), (True, _LOWER)):
        before = len(mesh.points)
        roots = []
        for side in (1, -1):
            along = 0.0
            for number, size in enumerate(crowns):
                place = _crown_place(along + size[0] / 2, side, lower)
                cell = (number, 2 * lower + (side < 0))
                _add_crown(mesh, _Crown(number, size, place, cell, lower))
                roots += [(side * along, size, number), (side * (along + size[0] / 2), size, number)]
                along += size[0]
            roots.append((side * along, crowns[-1], len(crowns) - 1))
        gum += [False] * (len(mesh.quads) - len(gum))
        ridge = len(mesh.points)
        _add_gum(mesh, sorted(set(roots)), lower)
        if not lower:
            _add_palate(mesh, ridge)
        gum += [True] * (len(mesh.quads) - len(gum))
        lower_counts.append(len(mesh.points) - before)
    places = np.array(mesh.points)
    places[:, 2] += _INCISOR_EDGE_Z - places[_incisor_edge(places), 2]
    return Dentures(
        places / 1000.0,
        np.array(mesh.quads),
        np.array(mesh.uv),
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


def _add_crown(mesh: _Mesh, crown: _Crown) -> None:
    number, lower = crown.number, crown.lower
    width, height, depth = crown.size
    face, tangent, normal = crown.place
    profile = _FRONT if number < 2 else _CANINE if number == 2 else _BACK
    around = _AROUND_FRONT if number < 3 else _AROUND_BACK
    down = 1.0 if lower else -1.0
    edge = _edge_height(number, lower)
    first = len(mesh.points)
    for rise, wide, deep, back in profile:
        middle = face - normal * depth * (0.5 * deep + back)
        y = edge - down * height * (1.0 - rise)
        for k in range(around):
            angle = 2 * math.pi * (k + 0.5) / around
            across = _rounded(math.cos(angle)) * width / 2 * wide
            out = _rounded(math.sin(angle)) * depth / 2 * deep
            risen = _DISTAL_RISE[number] * max(across / width * 2, 0.0) ** 2 * max(rise, 0.0) ** 3
            if profile is _BACK and rise == 1.0:
                risen += _CUSP * math.cos(2 * angle) ** 2
            mesh.points.append(middle + tangent * across + normal * out + np.array([0.0, y - down * risen, 0.0]))
    flip = (np.cross(tangent, normal)[1] > 0) == lower
    for ring in range(len(profile) - 1):
        for k in range(around):
            after = (k + 1) % around
            start, above = first + ring * around, first + (ring + 1) * around
            places = [(k, ring), (k, ring + 1), (k + 1, ring + 1), (k + 1, ring)]
            scaled = [(u / around, v / (len(profile) - 1)) for u, v in places]
            mesh.add([start + k, above + k, above + after, start + after], _in_cell(scaled, crown.cell), flip)
    top = first + (len(profile) - 1) * around
    for k in range(around // 2 - 1):
        corners = (k, around - 1 - k, around - 2 - k, k + 1)
        mesh.add([top + j for j in corners], _in_cell([(j / around, 1.0) for j in corners], crown.cell), flip)


def _rounded(value: float) -> float:
    return math.copysign(abs(value) ** _ROUNDNESS, value)


def _in_cell(places: list[tuple[float, float]], cell: tuple[int, int]) -> list[tuple[float, float]]:
    """Where it lies in a crown's own cell of a grid of 6 x 4; v 0 is the root, 1 the edge."""
    return [((cell[0] + 0.04 + 0.92 * u) / 6, (cell[1] + 0.04 + 0.92 * v) / 4) for u, v in places]


def _add_gum(mesh: _Mesh, roots: list[tuple[float, tuple[float, float, float], int]], lower: bool) -> None:
    """The ridge that the crowns stand in; between crowns it reaches towards the edge."""
    first, count = len(mesh.points), len(_GUM)
    down = 1.0 if lower else -1.0
    stations = [next(group) for _, group in itertools.groupby(roots, key=lambda root: root[0])]
    for along, (_, height, depth), number in stations:
        face, _, normal = _crown_place(abs(along), 1.0 if along >= 0 else -1.0, lower)
        between = not any(abs(abs(along) - middle) < 1e-6 for middle in _middles(lower))
        for k, (rise, deep) in enumerate(_GUM):
            root = height * 0.92 - (_BETWEEN if between and k in (2, 3) else 0.0)
            y = _edge_height(number, lower) - down * (root - rise)
            # The chin of a broad smile lies close over the lower gum.
            leans = _LOWER_GUM_LEANS if lower and k < 2 else 0.0
            mesh.points.append(face - normal * depth * (1.0 - deep + leans) * 0.85 + np.array([0.0, y, 0.0]))
    for station in range(len(stations) - 1):
        for k in range(count - 1):
            a, b = first + station * count + k, first + (station + 1) * count + k
            corners = [a, b, b + 1, a + 1]
            places = [(station, k), (station + 1, k), (station + 1, k + 1), (station, k + 1)]
            scaled = [
                (0.01 + 0.98 * u / (len(stations) - 1), (0.02 + 0.96 * v / (count - 1) + (0.0 if lower else 1.0)) / 3)
                for u, v in places
            ]
            mesh.add(corners, scaled, flip=not lower)


def _add_palate(mesh: _Mesh, first: int) -> None:
    """The vault between the two sides of the upper gum, whose stations begin at point ``first``, and what hangs behind.

    MakeHuman's mouth is 40 mm high over the teeth and swallows all light.
    """
    points = mesh.points
    stations = (len(points) - first) // len(_GUM)
    inner = [first + station * len(_GUM) + _INNER_GUM for station in range(stations)]
    rows = []
    for one, other in zip(inner[: stations // 2], inner[::-1], strict=False):
        ends = points[one], points[other]
        height = min(_VAULT_HEIGHT, _VAULT_SHARE * abs(ends[0][0] - ends[1][0]) / 2)
        row = [one]
        for share in _VAULT:
            row.append(len(points))
            rise = height * math.sin(math.pi * share) ** 0.8
            points.append(ends[0] + share * (ends[1] - ends[0]) + np.array([0.0, rise, 0.0]))
        rows.append([*row, other])
    behind = [len(points) + k for k in range(len(rows[0]))]
    points += [points[k] + np.array(_SOFT_PALATE) for k in rows[0]]
    faces = [
        [back[k], back[k + 1], front[k + 1], front[k]]
        for back, front in itertools.pairwise([behind, *rows])
        for k in range(len(behind) - 1)
    ]
    last, middle = rows[-1], inner[stations // 2]
    faces += [[last[0], last[1], last[2], middle], [middle, last[2], last[3], last[4]]]
    span = max(abs(points[k][0]) for face in faces for k in face)
    deep = min(points[k][2] for face in faces for k in face)
    for corners in faces:
        mesh.add(
            corners, [(0.5 + 0.48 * points[k][0] / span, (2.02 + 0.96 * points[k][2] / deep) / 3) for k in corners]
        )


def _middles(lower: bool) -> list[float]:
    widths = [size[0] for size in (_LOWER if lower else _UPPER)]
    return [sum(widths[:number]) + width / 2 for number, width in enumerate(widths)]


def _incisor_edge(points: Array) -> int:
    """The vertex in the middle of the front of an upper central incisor's edge."""
    edge = np.flatnonzero((np.abs(points[:, 1]) < 1e-9) & (np.abs(points[:, 0]) < _UPPER[0][0]))
    front = edge[points[edge, 2] > points[edge, 2].max() - 1e-6]
    return int(front[np.abs(points[front, 0]).argmin()])


DENTURES = _build()
INCISOR_EDGE = _incisor_edge(DENTURES.points)
"""The vertex at the front of an upper central incisor's edge, nearest to the middle."""
