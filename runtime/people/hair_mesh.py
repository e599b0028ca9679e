# SPDX-License-Identifier: GPL-3.0-or-later
"""Hair as overlapping locks: ridged strips that grow from the scalp, are combed, fall, and stay off the skin.

One topology for everybody; a style says how it lies. Locks take their colour from the scalp that the skin's
texture has painted, so hair needs no texture of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..head.normals import vertex_normals

LOCKS, RINGS = 300, 7
ACROSS = 3
"""Vertices across a lock."""
_STEPS = 3
_SEED = 20
_NEAR = 32
"""Points of the skin that are kept for a lock."""
_ROUNDING = 1e-6
"""Metres by which distances from a difference of squares may be off."""


@dataclass(frozen=True)
class Style:
    """How hair lies. Lengths are millimetres.

    top, sides: lengths at the crown and at the ears. comb: direction on top as (away from the parting, up, forward).
    parting: where it is, towards the person's left. falls: how much weight bends a lock in a step, 0..1. lift: height
    over the scalp. width: of a lock at its root. curl: radius of its turns, 0 for none. tidy: 0..1. down_to: height
    against the eyes below which no lock reaches.
    """

    top: float
    sides: float
    comb: tuple[float, float, float]
    parting: float = 0.0
    falls: float = 0.2
    lift: float = 4.0
    width: float = 17.0
    curled: bool = False
    tidy: float = 0.8
    down_to: float = -500.0


STYLES: Mapping[str, Style] = {
    "bob": Style(210, 180, (1.0, 0.1, -0.35), parting=14, falls=0.32, lift=5.5, width=20, tidy=0.92, down_to=-92),
    "long": Style(240, 200, (1.0, 0.15, -0.25), parting=-10, falls=0.34, lift=5.0, width=20, tidy=0.95, down_to=-112),
    "short": Style(120, 90, (1.0, 0.25, -0.2), parting=18, falls=0.22, lift=6.0, width=19, tidy=0.85, down_to=-62),
    "crop": Style(48, 17, (0.7, 0.35, 0.55), parting=28, falls=0.05, lift=5.0, width=18, tidy=0.75),
    "swept": Style(50, 18, (0.75, 0.55, 0.15), parting=-30, falls=0.04, lift=5.5, width=18, tidy=0.7),
    "curls": Style(52, 40, (0.0, 0.0, 0.0), falls=0.0, lift=1.0, width=19, curled=True),
    "shorn": Style(15, 10, (0.0, 0.0, 0.0), falls=0.0, lift=0.5, width=15, curled=True),
}
"""By the name that ``Identity.hair`` has for each."""


@dataclass(frozen=True)
class Roots:
    """Where locks grow: quads (N,) of the skin by row and places (N,2) within them; uv (N,2) of their colour."""

    quads: Array
    places: Array
    uv: Array


def grow(roots: Roots, style: Style, skin: Array, vertices: Array, eyes: Array) -> Array:
    """Vertices (LOCKS x RINGS x 3, 3) in metres of a person's hair."""
    generator = np.random.default_rng(_SEED + 1)
    surface = _Scalp(skin, vertices)
    start = np.stack(
        [within_quad(vertices[skin[quad]], place) for quad, place in zip(roots.quads, roots.places, strict=True)]
    )
    middle = eyes.mean(axis=0)
    out = surface.normals_at(start)
    crown = np.clip((start[:, 1] - middle[1] + 0.01) / 0.07, 0.0, 1.0)
    wild = generator.normal(0.0, 1.0, (LOCKS, 3))
    layer = generator.random(LOCKS)
    length = (style.sides + (style.top - style.sides) * crown) * (0.8 + 0.3 * generator.random(LOCKS)) / 1000.0
    away = np.clip((start[:, 0] * 1000 - style.parting) / 12.0, -1.0, 1.0)
    on_top = crown[:, None]
    side, up, forward = style.comb
    combed = np.stack([away * side, np.full(LOCKS, up), np.full(LOCKS, forward)], axis=1)
    hanging = np.stack([0.25 * away, np.full(LOCKS, -1.0), np.full(LOCKS, -0.25)], axis=1)
    direction = on_top * combed + (1 - on_top) * hanging + (1 - style.tidy) * 0.6 * wild
    reach = start[:, 1] - middle[1] - style.down_to / 1000.0 + 0.03 * crown - 0.012 * layer
    length = np.minimum(length, reach)
    rolled = _unit(np.cross(out, wild))
    path = [start - 0.0015 * out]
    step = length / ((RINGS - 1) * _STEPS)
    here, heading = start, _unit(direction)
    for ring in range(1, RINGS):
        for _ in range(_STEPS):
            normal = surface.normals_at(here)
            if style.curled:
                angle = 0.2 + 1.9 * (ring - 1) / (RINGS - 2)
                heading = np.cos(angle) * out + np.sin(angle) * rolled
            else:
                along = heading - normal * (heading * normal).sum(axis=1, keepdims=True)
                heading = _unit(0.85 * _unit(along) + 0.15 * heading)
            heading = _unit(heading + style.falls * np.array([0.0, -1.0, 0.0]))
            here = here + heading * step[:, None]
            share = ring / (RINGS - 1)
            lift = (style.lift * (0.35 + 0.65 * np.sin(np.pi * min(share + 0.15, 1.0))) * (0.5 + layer)) / 1000.0
            here = surface.pushed_out(here, lift)
        path.append(here)
    return _strips(np.stack(path, axis=1), surface, style)


def within_quad(corners: Array, place: Array) -> Array:
    """The place (3,) inside a quad's corners (4,3) at a share (2,) of its sides."""
    s, t = place
    weights = np.array([(1 - s) * (1 - t), s * (1 - t), s * t, (1 - s) * t])
    return (corners * weights[:, None]).sum(axis=0)


class _Scalp:
    """The skin as a cloud of points with normals.

    Places are those of all locks at once, and go a few millimetres from one question to the next: so for each lock the
    points that were near are kept, and all are searched only where it may have left these behind.
    """

    def __init__(self, skin: Array, vertices: Array) -> None:
        used, inverse = np.unique(skin, return_inverse=True)
        self._points = vertices[used]
        self._normals = vertex_normals(self._points, inverse.reshape(-1, 4))
        self._near = np.zeros((LOCKS, _NEAR), np.int64)
        self._asked_at = np.zeros((LOCKS, 3))
        self._reach = np.full(LOCKS, -1.0)

    def normals_at(self, places: Array) -> Array:
        return self._nearest(places)[1]

    def pushed_out(self, places: Array, lift: Array) -> Array:
        """places (LOCKS,3), moved out where they lie lower over the skin than ``lift`` (LOCKS,)."""
        points, normals = self._nearest(places)
        height = ((places - points) * normals).sum(axis=1)
        return places + np.clip(lift - height, 0.0, None)[:, None] * normals

    def _nearest(self, places: Array) -> tuple[Array, Array]:
        """Point and normal of the skin near each place: the mean of the four nearest, the nearer the more."""
        four, squared = self._four(places)
        left_behind = np.sqrt(squared.max(axis=1)) + np.linalg.norm(places - self._asked_at, axis=1) > self._reach
        if left_behind.any():
            self._search(np.flatnonzero(left_behind), places)
            four, squared = self._four(places)
        weight = 1.0 / (squared + 1e-6)
        weight /= weight.sum(axis=1, keepdims=True)
        points = (self._points[four] * weight[:, :, None]).sum(axis=1)
        return points, _unit((self._normals[four] * weight[:, :, None]).sum(axis=1))

    def _four(self, places: Array) -> tuple[Array, Array]:
        """The four nearest of the points that are kept (LOCKS,4), in their order, and how far they are, squared."""
        squared = ((places[:, None] - self._points[self._near]) ** 2).sum(axis=2)
        chosen = np.argpartition(squared, 4, axis=1)[:, :4]
        four = np.take_along_axis(self._near, chosen, axis=1)
        order = four.argsort(axis=1)
        distance = np.take_along_axis(squared, chosen, axis=1)
        return np.take_along_axis(four, order, axis=1), np.take_along_axis(distance, order, axis=1)

    def _search(self, locks: Array, places: Array) -> None:
        """Keep the points nearest to ``places`` of some locks."""
        asked = places[locks]
        squared = (asked**2).sum(axis=1)[:, None] - 2.0 * asked @ self._points.T + (self._points**2).sum(axis=1)
        kept = np.argpartition(squared, _NEAR, axis=1)
        self._near[locks], self._asked_at[locks] = kept[:, :_NEAR], asked
        next_one = np.take_along_axis(squared, kept[:, _NEAR : _NEAR + 1], axis=1)[:, 0]
        self._reach[locks] = np.sqrt(next_one.clip(0.0)) - _ROUNDING


def _strips(path: Array, surface: _Scalp, style: Style) -> Array:
    """Left edge, ridge and right edge of each ring along paths (N,RINGS,3)."""
    along = np.gradient(path, axis=1)
    share = np.linspace(0.0, 1.0, RINGS)
    width = style.width / 1000.0 * np.interp(share, [0.0, 0.35, 0.75, 1.0], [0.75, 1.0, 0.72, 0.12])
    width = np.minimum(width, 0.35 * np.linalg.norm(np.diff(path, axis=1), axis=2).sum(axis=1)[:, None] + 0.004)
    rings = []
    for ring in range(RINGS):
        normal = surface.normals_at(path[:, ring])
        side = _unit(np.cross(along[:, ring], normal))
        wide = width[:, ring, None]
        rings.append(
            np.stack(
                [
                    path[:, ring] - side * wide / 2 - normal * 0.10 * wide,
                    path[:, ring] + normal * 0.16 * wide,
                    path[:, ring] + side * wide / 2 - normal * 0.10 * wide,
                ],
                axis=1,
            )
        )
    return np.stack(rings, axis=1).reshape(-1, 3)


def _unit(vectors: Array) -> Array:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)
