# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of what is inside of the mouth: lining, gums, tongue and teeth, darker the further it lies behind the lips.

A renderer without occlusion, such as Blender's Material Preview, lights a throat like a cheek; and where light is cast,
little of it gets in, so that what is near the lips is paler than flesh is. A renderer that follows light from wall to
wall darkens a throat by itself: for it there are pictures that are as light everywhere. The same for all people.
"""

from functools import cache

import numpy as np

from ..arrays import Array
from ..head.png import png
from ..srgb import srgb
from ..triangles import barycentric, double_area, triangles_of
from .data import people_data
from .teeth_mesh import DENTURES
from .topology import INCISORS_FROM_LOWER_LIP, LOWER_INNER_LIP, MATERIALS, Topology

INSIDE_COLOURS: dict[str, tuple[float, float, float]] = {
    "mouth": (0.60, 0.23, 0.19),
    "gums": (0.60, 0.24, 0.21),
    "tongue": (0.58, 0.20, 0.17),
    "teeth": (0.70, 0.635, 0.51),
}
"""Linear colour of each, next to the lips (chosen by eye, in EEVEE and in Cycles)."""
_SIZE = 64
_NEAR, _FAR, _DEEP = 0.009, 0.042, 0.36
"""Metres from the lips from which on it is darker, at which it is darkest, and what is left of the colour there."""
_REDDER = (0.8, 1.15, 1.2)
"""Powers of that share in red, green and blue of flesh: light that got there by way of walls is red (by eye)."""
_TEETH_NEAR, _TEETH_FAR, _TEETH_DEEP = 0.006, 0.024, 0.25
"""The same of teeth, from the middle of the lips: behind their corners the cheeks keep the light off."""
_MIDDLE = 0.008
"""Metres to either side of which lips are the middle."""
_NECK, _EDGE = (0.94, 0.85, 0.68), (0.88, 0.92, 0.99)
"""What a tooth's colour is multiplied by where it comes out of the gum, and at its edge, where light goes through."""
_ROWS_OF_TEETH = 4


@cache
def inside_picture(material: str, traced: bool = False) -> bytes:
    """The picture of one of INSIDE_COLOURS, a PNG. traced: for a renderer that follows light from wall to wall. Raises
    SetupError when the heads' data is missing or altered."""
    colour = np.ones((_SIZE, _SIZE, 1)) * INSIDE_COLOURS[material]
    if not traced:
        topology = people_data().topology
        here = topology.material_index == MATERIALS.index(material)
        share = _spread(topology.uv[here], light_inside(material)[topology.quads[here]])[..., None]
        colour *= share if material == "teeth" else share ** np.array(_REDDER)
    if material == "teeth":
        colour *= _along_tooth()
    return png(np.round(255 * srgb(colour)).astype(np.uint8))


def light_inside(material: str) -> Array:
    """Share (V,) of the light from before the face that the vertices of one of INSIDE_COLOURS get; of the others it
    means nothing. Raises SetupError as ``inside_picture``."""
    if material == "teeth":
        return _darkened(_away(_MIDDLE), _TEETH_NEAR, _TEETH_FAR, _TEETH_DEEP)
    return _darkened(_away(np.inf), _NEAR, _FAR, _DEEP)


def _places(topology: Topology) -> Array:
    """Vertices (V,3) of the base mesh, which is nobody, and our teeth in it."""
    base = people_data().base.vertices
    places = base[topology.source]
    lip = base[LOWER_INNER_LIP] * (0.0, 1.0, 1.0)
    places[topology.teeth] = lip + INCISORS_FROM_LOWER_LIP + DENTURES.points
    return places


@cache
def _away(middle: float) -> Array:
    """Metres (V,) from the nearest place on the lips that lies within ``middle`` metres of their middle."""
    topology = people_data().topology
    lips, places = people_data().base.vertices[topology.lip_rings[0]], _places(topology)
    lips = lips[np.abs(lips[:, 0]) < middle]
    inside = np.unique(topology.quads[np.isin(topology.material_index, [MATERIALS.index(m) for m in INSIDE_COLOURS])])
    away = np.full(len(places), np.inf)
    away[inside] = np.linalg.norm(places[inside][:, None] - lips, axis=2).min(axis=1)
    return away


def _darkened(away: Array, near: float, far: float, deep: float) -> Array:
    share = np.clip((away - near) / (far - near), 0.0, 1.0)
    darkened: Array = 1.0 - (1.0 - deep) * share * share * (3.0 - 2.0 * share)
    return darkened


def _spread(uv: Array, values: Array) -> Array:
    """Values (F,4) at the corners of quads with uv (F,4,2), over a picture (S,S), the highest row first; what no quad
    covers has the value of its neighbours."""
    corners, ends = (triangles_of(each) for each in (uv * _SIZE - 0.5, values))
    seen = np.abs(double_area(*np.moveaxis(corners, 1, 0))) >= 1e-9
    corners, ends = corners[seen], ends[seen]
    low = np.ceil(corners.min(axis=1) - 0.5).astype(int).clip(0, _SIZE - 1)
    high = np.floor(corners.max(axis=1) + 0.5).astype(int).clip(0, _SIZE - 1)
    # The pixels of each triangle's window, one triangle after the other.
    across, up = (high - low + 1).clip(0).T
    each = np.repeat(np.arange(len(corners)), across * up)
    number = np.arange(len(each)) - np.repeat(np.cumsum(across * up) - across * up, across * up)
    x, y = low[each, 0] + number % across[each], low[each, 1] + number // across[each]
    a, b, c = np.moveaxis(corners[each], 1, 0)
    weights = np.clip(np.stack(barycentric(a, b, c, x, y, double_area(a, b, c))), 0.0, None)
    near = weights.sum(axis=0) < 1.5
    shown = (ends[each].T * weights).sum(axis=0) / weights.sum(axis=0)
    total, count = (
        np.bincount((y * _SIZE + x)[near], each_one, _SIZE * _SIZE).reshape(_SIZE, _SIZE)
        for each_one in (shown[near], None)
    )
    return _filled(total, count)[::-1]


def _filled(total: Array, count: Array) -> Array:
    while (count == 0).any():
        sums, counts = (sum(np.roll(a, step, axis) for axis in (0, 1) for step in (-1, 1)) for a in (total, count))
        empty = count == 0
        total, count = np.where(empty, sums, total), np.where(empty, counts, count)
    filled: Array = total / count
    return filled


def _along_tooth() -> Array:
    """Factors (S,1,3): each row of the picture's cells is a row of teeth, root below, edge above."""
    above = (_ROWS_OF_TEETH * (np.arange(_SIZE)[::-1] + 0.5) / _SIZE % 1.0)[:, None, None]
    neck, edge = np.clip(1.0 - above / 0.55, 0.0, 1.0), np.clip((above - 0.75) / 0.25, 0.0, 1.0)
    factors: Array = 1.0 + neck * (np.array(_NECK) - 1.0) + edge * (np.array(_EDGE) - 1.0)
    return factors
