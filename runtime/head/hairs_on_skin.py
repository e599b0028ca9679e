# SPDX-License-Identifier: GPL-3.0-or-later
"""Short hairs that grow one by one out of a skin: where they root, and how they lie. Each stands on the same
spot of the topology on everybody."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..triangles import triangles_of
from .brow_strands import SkinStrands
from .heads import DEFAULT_HEAD, Head, load_head
from .normals import vertex_normals

POINTS = 5
THICK = (0.00006, 0.00006, 0.000055, 0.000045, 0.00002)
"""Metres of a hair's radius from root to tip: a real one's."""
_DEEP = 0.0002
"""Metres that a root is in the skin."""
_BEND = 0.9
"""Share of the lift that a hair has lost at its tip."""
_CURL = 0.00045
"""Metres that a coiled hair goes aside for a millimetre of its length, up to _MOST_CURL."""
_MOST_CURL = 0.0016
_COILED = 7.0
"""How far aside coiled hair goes in its picture."""
_SCATTER = 0.22
"""Deviation by chance of where a hair is combed, each way. Chosen by eye."""
_UNEVEN = (0.65, 1.15)
"""Between which of their lengths hairs are long. Chosen by eye."""


@dataclass(frozen=True)
class Roots:
    """corners (N,3): triangles of skin. shares (N,3) of them. places (N,3): millimetres on the default head."""

    corners: Array
    shares: Array
    places: Array


@dataclass(frozen=True)
class Lie:
    """way (N,3): where hairs are combed. long_mm (N,). lift: how steeply they leave the skin, degrees."""

    way: Array
    long_mm: Array
    lift: float


def scattered(cover: Callable[[Array], Array], count: int, seed: int, least: float, edge: float) -> Roots:
    """Up to ``count`` roots by chance on the skin of the default head, as thickly as ``cover`` (N,) says of places
    (N,3): at ``least`` they end, by chance, of deviation ``edge``, somewhat before or after."""
    head = load_head(DEFAULT_HEAD)
    places = (head.vertices.astype(np.float64) - head.joints[-2:].mean(axis=0)) * 1000.0
    skin = _skin(head)
    triangles = triangles_of(skin)
    first, second, third = np.moveaxis(places[triangles], 1, 0)
    area = np.linalg.norm(np.cross(second - first, third - first), axis=1)
    covered = cover(places)[triangles].mean(axis=1)
    weight = np.cumsum(area * np.where(covered > least / 2, covered, 0.0))
    draw = np.random.default_rng(seed)
    chosen = np.searchsorted(weight, draw.random(count) * weight[-1])
    chance = np.sort(draw.random((len(chosen), 2)), axis=1)
    shares = np.column_stack([chance[:, 0], chance[:, 1] - chance[:, 0], 1.0 - chance[:, 1]])
    corners = triangles[chosen]
    found = (places[corners] * shares[..., None]).sum(axis=1)
    kept = cover(found) > least + edge * draw.standard_normal(len(chosen))
    return Roots(corners[kept], shares[kept], found[kept])


def grown(roots: Roots, lie: Lie, head: Head, seed: int) -> SkinStrands:
    """Hairs of ``head`` out of their roots."""
    vertices = head.vertices.astype(np.float64)
    normals = _mixed(vertex_normals(vertices, _skin(head)), roots)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    points = _mixed(vertices, roots)[:, None] + _paths(lie, normals, head, np.random.default_rng(seed))
    return SkinStrands(points, np.array(THICK), roots.corners)


def none_grown() -> SkinStrands:
    return SkinStrands(np.empty((0, POINTS, 3)), np.array(THICK), np.empty((0, 3), int))


def _paths(lie: Lie, normals: Array, head: Head, draw: np.random.Generator) -> Array:
    """Of each hair (N,POINTS,3) from where it leaves the skin, metres."""
    count = len(normals)
    way = lie.way + _SCATTER * draw.standard_normal((count, 3))
    along = way - normals * np.einsum("ni,ni->n", way, normals)[:, None]
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    aside = np.cross(normals, along)
    share = np.linspace(0.0, 1.0, POINTS)
    lift = np.radians(lie.lift) * draw.uniform(0.6, 1.3, count)
    turned = lift[:, None] * (1.0 - _BEND * (share[1:] + share[:-1]) / 2)
    long = 0.001 * lie.long_mm * draw.uniform(*_UNEVEN, count)
    step = long[:, None] / (POINTS - 1)
    forward, up = (np.cumsum(step * part(turned), axis=1) for part in (np.cos, np.sin))
    assert head.hair is not None
    curl = np.minimum(_CURL * 1000.0 * long, _MOST_CURL) * head.hair.waves.aside / _COILED
    phase = draw.uniform(0.0, 2.0 * np.pi, count)
    wave = curl[:, None] * (np.sin(phase[:, None] + 4.5 * share) - np.sin(phase)[:, None]) * share
    start = np.zeros((count, 1))
    forward, up = np.hstack([start, forward]), np.hstack([start - _DEEP, up])
    paths: Array = sum(
        amount[..., None] * axis[:, None] for amount, axis in ((forward, along), (up, normals), (wave, aside))
    )
    return paths


def _skin(head: Head) -> Array:
    return head.quads[head.of_material("skin")]


def _mixed(values: Array, roots: Roots) -> Array:
    mixed: Array = (values[roots.corners] * roots.shares[..., None]).sum(axis=1)
    return mixed
