# SPDX-License-Identifier: GPL-3.0-or-later
"""The hairs of a head's beard on its skin. Each stands on the same spot of the topology on everybody."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..arrays import Array
from ..people.beards import BEARDS, Beard, beard_cover, combed, lengths
from .brow_strands import SkinStrands
from .heads import DEFAULT_HEAD, Head, load_head
from .normals import vertex_normals

POINTS = 5
_THICK = (0.00006, 0.00006, 0.000055, 0.000045, 0.00002)
"""Metres of a hair's radius from root to tip: a real one's."""
_DEEP = 0.0002
"""Metres that a root is in the skin."""
_LEAST = 0.25
"""Of a beard's cover, where it ends; by chance somewhat more or less."""
_EDGE = 0.14
_UNEVEN = (0.65, 1.15)
_SCATTER = 0.22
_BEND = 0.9
"""Share of the lift that a hair has lost at its tip."""
_CURL = 0.00045
"""Metres that a coiled hair goes aside for a millimetre of its length, up to _MOST_CURL."""
_MOST_CURL = 0.0016
_COILED = 7.0
"""How far aside coiled hair goes in its picture."""
_SEED = 41


@dataclass(frozen=True)
class _Roots:
    """corners (N,3): triangles of skin. shares (N,3) of them. places (N,3): millimetres on the default head."""

    corners: Array
    shares: Array
    places: Array


def beard_strands(head: Head, more: int = 1) -> SkinStrands:
    """The hairs of the beard of an embedded head, ``more`` times as many; none on a shaven one."""
    if head.beard not in BEARDS:
        return SkinStrands(np.empty((0, POINTS, 3)), np.array(_THICK), np.empty((0, 3), int))
    beard = BEARDS[head.beard]
    roots = _roots(beard, more)
    skin = head.quads[head.material_index == head.material_names.index("skin")]
    vertices = head.vertices.astype(np.float64)
    normals = _mixed(vertex_normals(vertices, skin), roots)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    points = _mixed(vertices, roots)[:, None] + _paths(beard, roots.places, normals, head)
    return SkinStrands(points, np.array(_THICK), roots.corners)


def _paths(beard: Beard, places: Array, normals: Array, head: Head) -> Array:
    """Of each hair (N,POINTS,3) from where it leaves the skin, metres."""
    draw = np.random.default_rng(_SEED)
    count = len(places)
    way = combed(places) + _SCATTER * draw.standard_normal((count, 3))
    along = way - normals * np.einsum("ni,ni->n", way, normals)[:, None]
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    aside = np.cross(normals, along)
    share = np.linspace(0.0, 1.0, POINTS)
    lift = np.radians(beard.lift) * draw.uniform(0.6, 1.3, count)
    turned = lift[:, None] * (1.0 - _BEND * (share[1:] + share[:-1]) / 2)
    long = 0.001 * lengths(beard, places) * draw.uniform(*_UNEVEN, count)
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


@lru_cache(maxsize=8)
def _roots(beard: Beard, more: int) -> _Roots:
    """By chance on the skin of the default head, as thickly as the beard stands."""
    head = load_head(DEFAULT_HEAD)
    places = (head.vertices.astype(np.float64) - head.joints[-2:].mean(axis=0)) * 1000.0
    skin = head.quads[head.material_index == head.material_names.index("skin")]
    triangles = np.concatenate([skin[:, [0, 1, 2]], skin[:, [0, 2, 3]]])
    first, second, third = np.moveaxis(places[triangles], 1, 0)
    area = np.linalg.norm(np.cross(second - first, third - first), axis=1)
    cover = beard_cover(places, beard.where)[triangles].mean(axis=1)
    weight = np.cumsum(area * np.where(cover > _LEAST / 2, cover, 0.0))
    draw = np.random.default_rng(_SEED + more)
    chosen = np.searchsorted(weight, draw.random(beard.hairs * more) * weight[-1])
    chance = np.sort(draw.random((len(chosen), 2)), axis=1)
    shares = np.column_stack([chance[:, 0], chance[:, 1] - chance[:, 0], 1.0 - chance[:, 1]])
    corners = triangles[chosen]
    found = (places[corners] * shares[..., None]).sum(axis=1)
    kept = beard_cover(found, beard.where) > _LEAST + _EDGE * draw.standard_normal(len(chosen))
    return _Roots(corners[kept], shares[kept], found[kept])


def _mixed(values: Array, roots: _Roots) -> Array:
    mixed: Array = (values[roots.corners] * roots.shares[..., None]).sum(axis=1)
    return mixed
