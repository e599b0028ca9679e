# SPDX-License-Identifier: GPL-3.0-or-later
"""Heads drawn by numpy alone, small and fast: each quad as a raster of points, the far ones first.

Good to a pixel at the sizes that a face network sees (150 pixels across a face), and some thirty times as fast as the
renderer of the previews. Light is reckoned at the vertices: wrapped diffuse light, a highlight, and less of the sky in
hollows.
"""

import io
from dataclasses import dataclass
from functools import cache

import numpy as np
from PIL import Image

from ...runtime.arrays import Array
from ...runtime.head.heads import Head, load_head
from ...runtime.head.normals import vertex_normals
from ...runtime.head.point_raster import far_first, shares_on_quad
from ...runtime.head.textures import texture_of
from ...runtime.people.hair_colour import GREY, HAIR_COLOURS, PRESET_COLOURS
from .camera import PIXEL, SIDE, projected, turned
from .people import Someone, View

_COUNTS, _FINE = (2, 3, 4, 6, 8, 11, 15), 1.3
"""Points along a quad's side, and how many of them for a pixel at least."""
_COARSE_HAIR = 0.65
"""Of the points that other quads get: locks lie over each other."""
_TEXTURE = 512
_LEFT_OUT = ("cornea", "shade")
_RIM = "rim"
_COLOURS = {
    "rim": (0.35, 0.35, 0.35),
    "mouth": (0.07, 0.02, 0.02),
    "teeth": (0.80, 0.75, 0.66),
    "tongue": (0.33, 0.09, 0.08),
    "gums": (0.42, 0.12, 0.11),
    "lashes": (0.01, 0.008, 0.006),
    "socket": (0.42, 0.16, 0.14),
    "shirt": (0.05, 0.06, 0.07),
}
"""Linear light, as the renderer of the previews has them."""
_SHINY, _LITTLE_SHINY = {"eye": 1.0, "skin": 1.0, "hair": 0.4}, 0.3
"""Of a highlight, by material."""
_WITHIN = {"teeth": 0.45, "gums": 0.4, "tongue": 0.4}
"""Share of the light that reaches what lies behind the lips. Chosen by eye."""
_BEHIND = {"eye": 0.001, "socket": 0.002, "teeth": 0.002, "mouth": 0.004}
"""Metres by which a part is drawn as if it were farther, so that lids and lips lie over it."""
_WRAP = 0.25
_HOLLOW = 120.0
"""Light that is lost for each metre that a vertex lies below its neighbours. Chosen by eye."""


@dataclass(frozen=True)
class _Bin:
    """Quads of one material that are drawn by equally many points: corners (Q,4), their uv (Q,4,2), and each point's
    share of the corners (K,4)."""

    material: str
    corners: Array
    uv: Array
    shares: Array


@dataclass(frozen=True)
class Stage:
    """What all heads share, worked out once: see ``stage``."""

    head: Head
    bins: tuple[_Bin, ...]


@cache
def stage() -> Stage:
    """The topology, with how finely each quad is to be drawn."""
    head = load_head()
    corners = head.vertices[head.quads]
    sides = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1)
    sides[head.of_material("hair")] *= _COARSE_HAIR
    counts = np.array(_COUNTS)[np.searchsorted(_COUNTS[:-1], _FINE * sides / PIXEL)]
    bins = []
    for index, material in enumerate(head.material_names):
        for count in np.unique(counts[head.material_index == index]):
            own = (head.material_index == index) & (counts == count)
            if material not in _LEFT_OUT:
                shares = shares_on_quad(int(count), int(count)).astype(np.float32)
                bins.append(_Bin(material, head.quads[own], head.uv[own], shares))
    return Stage(head, tuple(bins))


@cache
def _texture(look: str, material: str) -> Array:
    """Linear light, float32 (T,T,3)."""
    with Image.open(io.BytesIO(texture_of(load_head(look), material))) as picture:
        small = picture.convert("RGB").resize((_TEXTURE, _TEXTURE), Image.Resampling.BOX)
    return (np.asarray(small, np.float32) / 255.0) ** 2.2


@dataclass(frozen=True)
class Drawn:
    """picture (SIDE,SIDE,3) linear light. covered (SIDE,SIDE). eyes (2,2): of the corners of the eyes, the left of the
    picture first, and box (2,2): lowest and highest x and y of the face, in pixels."""

    picture: Array
    covered: Array
    eyes: Array
    box: Array


def drawn(who: Someone, neutral: Array, seen: View, skin: Array | None = None) -> Drawn:
    """A person with vertices (V,3) at rest, from one view. What is not covered is black. skin (T,T,3): linear light of
    a skin of their own; otherwise they wear a preset's, tinted, with stubble."""
    placed = stage()
    vertices = turned(_posed(neutral, seen.weights), seen.turn)
    normals = vertex_normals(vertices, placed.head.quads).astype(np.float32)
    x, y, depth = projected(vertices, seen.distance)
    light, shine = _lit(vertices, normals, 0.0 if skin is not None else who.stubble, seen)
    carried = np.column_stack([x, y, depth, shine, light]).astype(np.float32)
    parts = [*(_bin_points(each, who, carried) for each in placed.bins), _rims(who, vertices, seen)]
    materials = [*(each.material for each in placed.bins), _RIM]
    points = np.concatenate(parts)
    points[:, 2] += np.repeat([_BEHIND.get(name, 0.0) for name in materials], [len(part) for part in parts])
    seen_points, pixels = _in_front(points)
    canvas, covered = np.zeros((SIDE * SIDE, 3), np.float32), np.zeros(SIDE * SIDE, bool)
    covered[pixels] = True
    ends = np.cumsum([len(part) for part in parts])
    of_part = np.searchsorted(ends, seen_points, side="right")
    worn = _texture(who.look, "skin") * who.tint.astype(np.float32) if skin is None else skin
    for index, material in enumerate(materials):
        own = of_part == index
        if own.any():
            canvas[pixels[own]] = _colour(material, points[seen_points[own]], who, worn)
    face = np.stack([x, y], axis=1)[_face_vertices()]
    corner = np.stack([x, y], axis=1)[_eye_corners()]
    return Drawn(
        canvas.reshape(SIDE, SIDE, 3),
        covered.reshape(SIDE, SIDE),
        corner,
        np.stack([face.min(axis=0), face.max(axis=0)]),
    )


def seen_at(neutral: Array, seen: View) -> Array:
    """Where a person's vertices lie in a view, (V,2) in pixels."""
    x, y, _ = projected(turned(_posed(neutral, seen.weights), seen.turn), seen.distance)
    return np.stack([x, y], axis=1)


def _posed(neutral: Array, weights: Array) -> Array:
    deltas = stage().head.shape_deltas
    used = np.flatnonzero(weights)
    return neutral + np.tensordot(weights[used].astype(np.float32), deltas[used], axes=1)


def _lit(vertices: Array, normals: Array, stubble: float, seen: View) -> tuple[Array, Array]:
    """Diffuse light (V,3) and highlight (V,) at the vertices."""
    light = np.full((len(vertices), 3), seen.sky * 0.5, np.float32) + seen.sky * 0.25 * (1 + normals[:, 1:2])
    shine = np.zeros(len(vertices), np.float32)
    for x, y, z, strength, warmth in seen.lights:
        towards = np.array([x, y, z], np.float32)
        reach = np.clip((normals @ towards + _WRAP) / (1 + _WRAP), 0.0, None) ** 1.5
        light += reach[:, None] * strength * np.array([1 + warmth, 1.0, 1 - warmth], np.float32)
        half = towards + np.array([0.0, 0.0, 1.0])
        shine += seen.gloss * strength * np.clip(normals @ (half / np.linalg.norm(half)), 0.0, None) ** 14
    open_sky = np.clip(1.0 - _HOLLOW * _hollow(vertices, normals), 0.35, 1.0)[:, None]
    return light * open_sky * (1.0 - 0.55 * stubble * _beard_at_rest())[:, None], shine


def _hollow(vertices: Array, normals: Array) -> Array:
    """(V,) metres that each vertex lies below the middle of its neighbours; none where it stands out."""
    quads = stage().head.quads
    around = vertices[quads].mean(axis=1)
    corners = quads.ravel()
    count = np.maximum(np.bincount(corners, minlength=len(vertices)), 1)
    sums = [np.bincount(corners, np.repeat(around[:, axis], 4), minlength=len(vertices)) for axis in range(3)]
    above = ((np.stack(sums, axis=1) / count[:, None] - vertices) * normals).sum(axis=1)
    return np.clip(above, 0.0, None)


@cache
def _beard_at_rest() -> Array:
    """(V,) 0..1: where a beard grows."""
    head = stage().head
    x, y, z = head.vertices.T
    skin = np.isin(np.arange(len(x)), head.quads[head.of_material("skin")])
    below = np.clip((-0.008 - y) / 0.012, 0.0, 1.0) * np.clip((z - 0.0) / 0.03, 0.0, 1.0)
    return np.asarray(below * skin * (y > -0.11), np.float32)


@cache
def _face_vertices() -> Array:
    """Vertices of the skin between ears, hairline and chin: about what the face mesh covers."""
    head = stage().head
    skin = head.vertices_of("skin")
    x, y, z = head.vertices[skin].T
    return np.asarray(skin[(z > 0.02) & (y > -0.085) & (y < 0.105) & (np.abs(x) < 0.075)])


@cache
def _eye_corners() -> Array:
    """Two vertices: the outer corners of the lashes, the person's right one (left in the picture) first."""
    head = stage().head
    lashes = head.vertices_of("lashes")
    across = head.vertices[lashes, 0]
    return np.array([lashes[across.argmin()], lashes[across.argmax()]])


def _bin_points(each: _Bin, who: Someone, carried: Array) -> Array:
    """(N,9) of the points of a bin's quads that face the camera: what ``_carried`` has, and uv. Hair and lashes have no
    back; of lashes a share is drawn."""
    both_sides = each.material in ("hair", "lashes")
    if each.material == "hair" and who.bald:
        return np.empty((0, 9), np.float32)
    at_corners = carried[each.corners]
    x, y = at_corners[..., 0], at_corners[..., 1]
    area = (x[:, 2] - x[:, 0]) * (y[:, 3] - y[:, 1]) - (x[:, 3] - x[:, 1]) * (y[:, 2] - y[:, 0])
    shown = slice(None) if both_sides else area < 0
    corners = np.concatenate([at_corners[shown], each.uv[shown]], axis=2, dtype=np.float32)
    # One product of matrices: (K,4) by (4, Q x 9).
    points: Array = (each.shares @ corners.transpose(1, 0, 2).reshape(4, -1)).reshape(-1, 9)
    return points[np.random.default_rng(0).random(len(points)) < who.lashes] if each.material == "lashes" else points


def _in_front(points: Array) -> tuple[Array, Array]:
    """Which points are seen, and in which pixel."""
    column, row = points[:, 0].astype(np.int32), points[:, 1].astype(np.int32)
    inside = np.flatnonzero((column >= 0) & (column < SIDE) & (row >= 0) & (row < SIDE))
    order = far_first(-points[inside, 2])
    last = np.full(SIDE * SIDE, -1, np.int64)
    last[(row * SIDE + column)[inside][order]] = inside[order]
    pixels = np.flatnonzero(last >= 0)
    return last[pixels], pixels


def _albedo(material: str, uv: Array, who: Someone, skin: Array) -> Array:
    """Linear light: (3,), or (N,3) where it is painted."""
    if material in _COLOURS:
        return np.array(_COLOURS[material], np.float32)
    if material == "hair":
        colour = HAIR_COLOURS.get(who.identity.hair_colour, PRESET_COLOURS[who.look])
        return ((1.0 - colour.grey) * colour.linear + colour.grey * GREY).astype(np.float32)
    texture = _texture(who.look, "eye") if material == "eye" else skin
    size = len(texture)
    column = np.clip(uv[:, 0] * size, 0, size - 1).astype(np.int32)
    row = np.clip((1.0 - uv[:, 1]) * size, 0, size - 1).astype(np.int32)
    return np.asarray(texture[row, column])


def _colour(material: str, points: Array, who: Someone, skin: Array) -> Array:
    """(N,3) linear light."""
    shine = points[:, 3:4] * _SHINY.get(material, _LITTLE_SHINY)
    return (_albedo(material, points[:, 7:9], who, skin) * points[:, 4:7] + shine) * _WITHIN.get(material, 1.0)


def _rims(who: Someone, vertices: Array, seen: View) -> Array:
    """The points (N,9) of a pair of glasses, as those of a bin."""
    if who.glasses == 0.0:
        return np.empty((0, 9), np.float32)
    corner = vertices[_eye_corners()]
    across = (corner[1] - corner[0]) / np.linalg.norm(corner[1] - corner[0])
    out = np.cross(across, [0.0, 1.0, 0.0])
    up = np.cross(out, across)
    middles = [corner[0] + 0.012 * across, corner[1] - 0.012 * across]
    angle, thick = np.meshgrid(np.linspace(0, 2 * np.pi, 220), np.linspace(-0.0012, 0.0012, 5))
    ring = [np.cos(angle).ravel(), 0.82 * np.sin(angle).ravel()]
    radius = who.glasses + thick.ravel()
    circles = [middle + 0.018 * out + (radius * ring[0])[:, None] * across + (radius * ring[1])[:, None] * up
              for middle in middles]  # fmt: skip
    bridge = np.linspace(middles[0] + who.glasses * across, middles[1] - who.glasses * across, 60) + 0.02 * out
    arms = [np.linspace(m + 0.018 * out + s * who.glasses * across, m - 0.09 * out + s * 0.045 * across, 200)
            for m, s in zip(middles, (-1, 1), strict=True)]  # fmt: skip
    x, y, depth = projected(np.concatenate([*circles, bridge, *arms]).astype(np.float32), seen.distance)
    points = np.zeros((len(x), 9), np.float32)
    points[:, 0], points[:, 1], points[:, 2] = x, y, depth
    points[:, 4:7] = (1 - who.dark_rims) * (seen.sky + 0.5)
    return points
