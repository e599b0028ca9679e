# SPDX-License-Identifier: GPL-3.0-or-later
"""How locks grow: from the scalp, combed, falling by their weight, and off the skin and the face."""

from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..vectors import unit
from .hair_style import Style
from .hairline import above_hairline
from .scalp import Scalp

LOCKS = 450
PLACES = (0.0, 0.13, 0.168, 0.197, 0.231, 0.279, 0.346, 0.433, 0.536, 0.652, 0.78, 1.0)
"""Of a lock's picture from root to tip, where its rings are: as they lie on long locks, or the picture were drawn out
where a lock bends. Means of where ``_ringed`` puts them on two heads with bobs or short hair and two with long hair,
taken again with these in their place until they stayed."""
RINGS = len(PLACES)
EDGE = 110
"""The last of the locks: short and fine ones along the edge of the hair."""
VARIANTS = 8
"""Kinds of locks by how dense they are, the densest first: these lie innermost."""
_DENSE, FINE = 5, 2
"""Of the variants: how many there are to choose from for most locks, and for those of the edge (the last ones)."""
_GROWN = (0.0, 0.09, 0.2, 0.34, 0.52, 0.75, 1.0)
"""Shares of a lock between which it grows _STEPS steps."""
_STEPS = 3
_BY_BENDS = 0.75
"""How much rings lie by where a lock bends, not by its length: else it kinks by up to 50 degrees at one of them, over
the brow, and goes on straight. Chosen by eye."""
_ROUNDED, _REFINED = 4, 2
"""How often the corners of a lock are cut (chosen by eye), and its steps are halved then, so that rings lie on a
curve."""
_BEFORE, _BEFORE_SHARE = 0.018, 0.13
"""Metres that a lock begins before its root, and the most of its length."""
_BEFORE_THE_EDGE = 0.009
"""The same of fine locks along the edge, whose strands begin one after the other. Chosen by eye."""
_OVER_THE_SKIN = 0.0015
"""Metres over the skin from which these begin, so that no edge of a card dips under it: by Cycles red light does not
go on under what lies within the skin, which left cyan lines on foreheads. Lower (0.6 mm) some still did."""
_BACK, _FANNED = 0.5, 0.3
"""How much fine locks at a parting's front end go aside as others do, and by chance. Chosen by eye."""
_SHORTEST = 9.0
"""Millimetres of a lock that would reach too far over the edge of the hair."""
_BENT = 0.1
"""Metres from which on a lock hangs by all its weight."""
_CLEAR = 4.0
"""Millimetres over the edge of the hair below which no long lock's root reaches. Chosen by eye."""
_INNERMOST_WIDER = 1.5
_FINE_WIDEST = 12.0
"""Millimetres of a fine lock along the edge. Chosen by eye."""
_CROWN = -95.0
"""Millimetres behind the eyes."""
_SEED = 21
_GOLDEN = 0.6180339887498949
"""The golden ratio less 1, by which neighbouring locks are unlike (``lash_mesh``, whose number it is to the bit: baked
heads hang on it)."""


@dataclass(frozen=True)
class Roots:
    """Where locks grow: quads (N,) of the skin by row and places (N,2) within them."""

    quads: Array
    places: Array


@dataclass(frozen=True)
class Locks:
    """paths (N,RINGS,3), from root to tip in metres; normals (N,RINGS,3), away from the skin; widths (N,RINGS),
    metres."""

    paths: Array
    normals: Array
    widths: Array


@dataclass(frozen=True)
class _Drawn:
    """What chance gives each lock: wild (N,3), even (N,) 0..1, roll (N,) radians."""

    wild: Array
    even: Array
    roll: Array


def variants() -> Array:
    """The kind (LOCKS,) of each lock, the same on everybody."""
    number = np.arange(LOCKS)
    layer = (number * _GOLDEN) % 1.0
    kind = np.minimum((layer * (_DENSE + 1)).astype(int), _DENSE)
    kind[-EDGE:] = VARIANTS - FINE + number[-EDGE:] % FINE
    return kind


def layers() -> Array:
    """How far out each lock lies (LOCKS,), 0..1."""
    layer: Array = (np.arange(LOCKS) * _GOLDEN) % 1.0
    return layer


def within_quad(corners: Array, place: Array) -> Array:
    """The place (3,) inside a quad's corners (4,3) at a share (2,) of its sides."""
    s, t = place
    weights = np.array([(1 - s) * (1 - t), s * (1 - t), s * t, (1 - s) * t])
    return (corners * weights[:, None]).sum(axis=0)


def grown(roots: Roots, style: Style, skin: Array, vertices: Array, eyes: Array) -> Locks:
    """The locks of a person. skin (F,4): quads of vertices (V,3), metres; eyes (2,3)."""
    generator = np.random.default_rng(_SEED)
    drawn = _Drawn(generator.normal(0.0, 1.0, (LOCKS, 3)), generator.random(LOCKS), generator.normal(0.0, 0.12, LOCKS))
    surface = Scalp(skin, vertices, LOCKS)
    s, t = roots.places.T
    shares = np.stack([(1 - s) * (1 - t), s * (1 - t), s * t, (1 - s) * t], axis=1)
    start = (vertices[skin[roots.quads]] * shares[:, :, None]).sum(axis=1)
    middle = eyes.mean(axis=0)
    out = surface.normals_at(start)
    heading = unit(_combed(start - middle, out, style, drawn))
    length = _lengths(start - middle, style, drawn.even)
    lift = style.lift * (0.25 + 0.75 * layers()) / 1000.0
    lift[-EDGE:] = np.minimum(lift[-EDGE:], 0.002)
    rolled = unit(np.cross(out, drawn.wild))
    weight = style.falls * np.minimum(length / _BENT, 1.0)[:, None] * (0.0, -1.0, 0.0)
    # It begins before its root, under its neighbours, so that no parting shows more than a line of scalp.
    before = np.minimum(_BEFORE, _BEFORE_SHARE * length)
    if style.across:
        before[-EDGE:] = _BEFORE_THE_EDGE
    begin = start - 0.0015 * out - heading * before[:, None]
    if style.across:
        begin[-EDGE:] = surface.pushed_out(begin, np.full(LOCKS, _OVER_THE_SKIN))[-EDGE:]
    path = [begin]
    normals, here = [out], start
    for share, done in zip(_GROWN[1:], _GROWN, strict=False):
        for _ in range(_STEPS):
            normal = surface.normals_at(here)
            heading = _onwards(heading, normal, here - middle, style, share, out, rolled)
            heading = unit(heading + weight)
            here = here + heading * (length * (share - done) / _STEPS)[:, None]
            here = surface.pushed_out(here, lift * (0.45 + 0.55 * np.sin(np.pi * min(share + 0.2, 1.0))))
            path.append(here)
            facing = surface.normals_at(here)
            normals.append((1 - style.stands) * facing + style.stands * _convex(share, out, rolled))
    paths, outwards = _ringed(_rounded(np.stack(path, axis=1)), _rounded(np.stack(normals, axis=1)))
    inside = above_hairline(1000.0 * (start - middle))
    return _turned(paths - style.sunk / 1000.0 * out[:, None], outwards, style, drawn.roll, inside)


def _rounded(path: Array) -> Array:
    """Places (N,S,3) with their corners cut: where locks are lifted off the scalp they turn within a step."""
    for _time in range(_ROUNDED):
        path = _cut(path)
    for _time in range(_REFINED):
        # Halved and cut it is a cubic spline in the end (Lane and Riesenfeld 1980).
        halved = np.repeat(path, 2, axis=1)[:, :-1]
        halved[:, 1::2] = (path[:, :-1] + path[:, 1:]) / 2
        path = _cut(halved)
    return path


def _cut(path: Array) -> Array:
    """Places (N,S,3), each nearer to those beside it."""
    return np.concatenate([path[:, :1], (path[:, :-2] + 2 * path[:, 1:-1] + path[:, 2:]) / 4, path[:, -1:]], axis=1)


def _ringed(path: Array, normals: Array) -> tuple[Array, Array]:
    """The rings' paths and normals (N,RINGS,3) of those of every step (N,S,3): the closer, the more a lock bends."""
    steps = np.diff(path, axis=1)
    length = np.linalg.norm(steps, axis=2)
    along = unit(steps)
    cosine = (along[:, 1:] * along[:, :-1]).sum(axis=2)
    bend = np.arccos(np.clip(cosine, -1.0, 1.0)) + 1e-6
    # A bend is half in the step before it and half in the one after.
    bends = np.pad(bend / 2, ((0, 0), (0, 1))) + np.pad(bend / 2, ((0, 0), (1, 0)))
    far = np.interp(_shares(length), PLACES, np.linspace(0.0, 1.0, RINGS))
    reached = (1 - _BY_BENDS) * far + _BY_BENDS * _shares(bends)
    wanted = np.linspace(0.0, 1.0, RINGS)
    step = np.minimum((reached[:, :, None] < wanted[1:-1]).sum(axis=1), path.shape[1] - 1)
    rows = np.arange(len(path))[:, None]
    before, after = reached[rows, step - 1], reached[rows, step]
    within = ((wanted[1:-1] - before) / (after - before))[..., None]

    def at_rings(each: Array) -> Array:
        inner = each[rows, step - 1] * (1 - within) + each[rows, step] * within
        return np.concatenate([each[:, :1], inner, each[:, -1:]], axis=1)

    return at_rings(path), at_rings(normals)


def _shares(amounts: Array) -> Array:
    """Of what each step (N,S) adds, the share (N,S+1) that is reached at its ends."""
    sums = np.pad(amounts.cumsum(axis=1), ((0, 0), (1, 0)))
    found: Array = sums / sums[:, -1:]
    return found


def _combed(places: Array, out: Array, style: Style, drawn: _Drawn) -> Array:
    """Which way locks (N,3) set out; places (N,3) are metres from between the eyes."""
    millimetres = places * 1000
    crown = np.clip((millimetres[:, 1:2] + 10.0) / 70.0, 0.0, 1.0)
    beside = millimetres[:, 0] - style.parting
    away = np.where(beside < 0, -1.0, 1.0) * np.clip(np.abs(beside) / 6.0, 0.45, 1.0)
    if style.across:
        # Long locks part, and begin thin: fine ones go back between them, or a parting's front end were bare skin.
        aside = np.clip(beside[-EDGE:] / style.across, -1.0, 1.0)
        away[-EDGE:] = _BACK * aside + _FANNED * (layers()[-EDGE:] - 0.5)
    side, up, forward = style.comb
    on_top = np.stack([away * side, np.full(LOCKS, up), np.full(LOCKS, forward)], axis=1)
    # A parting ends at the crown, behind which hair goes down.
    behind = np.clip((_CROWN - millimetres[:, 2:3]) / 30.0, 0.0, 1.0)
    on_top = (1 - behind) * on_top + behind * np.stack([0.35 * side * away, 0 * away, 0 * away - 1.0], axis=1)
    hanging = np.stack([0.25 * away, np.full(LOCKS, -1.0), np.full(LOCKS, -0.25)], axis=1)
    direction = crown * on_top + (1 - crown) * hanging + (1 - style.tidy) * 0.6 * drawn.wild
    flat = unit(direction - out * (direction * out).sum(axis=1, keepdims=True))
    return (1 - style.stands) * flat + style.stands * out


def _lengths(places: Array, style: Style, even: Array) -> Array:
    """Metres (N,)."""
    crown = np.clip((places[:, 1] + 0.01) / 0.07, 0.0, 1.0)
    length = (style.sides + (style.top - style.sides) * crown) * (0.82 + 0.3 * even) / 1000.0
    reach = places[:, 1] - style.down_to / 1000.0 + 0.03 * crown - 0.012 * layers()
    length = np.minimum(length, np.maximum(reach, 0.004))
    above = above_hairline(1000.0 * places)
    length = np.minimum(length, np.maximum(above + style.over_edge, _SHORTEST) / 1000.0)
    length[-EDGE:] = np.minimum(length[-EDGE:], 0.012 + 0.02 * even[-EDGE:])
    return length


def _onwards(
    heading: Array, normal: Array, places: Array, style: Style, share: float, out: Array, rolled: Array
) -> Array:
    """Which way locks (N,3) go from places (N,3), metres from between the eyes."""
    along = unit(heading - normal * (heading * normal).sum(axis=1, keepdims=True))
    angle = _bend(share)
    standing = np.cos(angle) * out + np.sin(angle) * rolled
    heading = (1 - style.stands) * (0.85 * along + 0.15 * heading) + style.stands * standing
    return unit(heading + _off_the_face(places * 1000, style))


def _bend(share: float) -> float:
    """Radians by which a lock that stands has turned over."""
    return 0.15 + 2.1 * share


def _convex(share: float, out: Array, rolled: Array) -> Array:
    """The outside (N,3) of locks that stand and turn over."""
    return np.asarray(np.sin(_bend(share)) * out - np.cos(_bend(share)) * rolled)


def _off_the_face(millimetres: Array, style: Style) -> Array:
    """A push (N,3) aside where locks that are long would hang before the face."""
    x, y, z = millimetres.T
    before = np.clip((z + 25.0) / 20.0, 0.0, 1.0) * np.clip((62.0 - np.abs(x)) / 10.0, 0.0, 1.0)
    before *= np.clip((42.0 - y) / 15.0, 0.0, 1.0) * min(style.top / 100.0, 1.0)
    push = np.stack([np.sign(x), np.zeros_like(x), np.full_like(x, -0.8)], axis=1)
    return before[:, None] * push


def _turned(paths: Array, normals: Array, style: Style, roll: Array, inside: Array) -> Locks:
    """Locks whose normals are turned about their paths a little, so that they do not lie like shingles. inside (N,):
    millimetres of their roots over the edge of the hair."""
    along = unit(np.gradient(paths, axis=1))
    normals = unit(normals - along * (normals * along).sum(axis=2, keepdims=True))
    side = np.cross(along, normals)
    angle = roll[:, None, None]
    normals = np.cos(angle) * normals + np.sin(angle) * side
    widths = np.full(LOCKS, style.width / 1000.0)
    widths *= 1.0 + (_INNERMOST_WIDER - 1.0) * (1.0 - layers())
    widths[-EDGE:] = np.minimum(0.8 * style.width, _FINE_WIDEST) / 1000.0
    long = np.linalg.norm(np.diff(paths, axis=1), axis=2).sum(axis=1)
    widths = np.minimum(widths, 0.6 * long + 0.004)
    profile = np.interp(PLACES, [0.0, 0.3, 0.75, 1.0], [0.8, 1.0, 0.9, 0.6])
    # At its root a long lock beside the edge of the hair is no wider than it reaches, or it lies on bare skin.
    narrow = np.clip((inside - _CLEAR) / 500.0 / widths, 0.2, 1.0) if style.across else np.ones(LOCKS)
    narrow[-EDGE:] = 1.0
    opened = np.clip(np.array(PLACES) / 0.3, 0.0, 1.0)
    return Locks(paths, normals, widths[:, None] * profile * (narrow[:, None] * (1 - opened) + opened))
