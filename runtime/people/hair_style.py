# SPDX-License-Identifier: GPL-3.0-or-later
"""How hair lies: eight styles from shaved to long, and three textures of its strands."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

TEXTURES = ("straight", "wavy", "coiled")
"""Of strands, by the names that ``Identity.hair_texture`` has for each."""


@dataclass(frozen=True)
class Style:
    """How hair lies. Lengths are millimetres, all chosen by eye.

    top, sides: lengths at the crown and at the ears. comb: direction on top as (away from the parting, up, forward).
    parting: where it is, towards the person's left. falls: how much weight bends a lock in a step, 0..1. lift: height
    over the scalp of the outermost locks. width: of a lock. stands: how much locks grow straight away from the scalp,
    0..1. tidy: 0..1. down_to: height against the eyes below which no lock reaches. texture: one of TEXTURES. sunk: how
    deep locks lie under the skin, not to be seen. over_edge: how far locks at most reach over the edge of the hair, as
    a barber cuts it. across: how far from the parting the fine locks along the edge of the hair go back between the
    long ones; 0 where no long ones part.
    """

    top: float
    sides: float
    comb: tuple[float, float, float]
    parting: float = 0.0
    falls: float = 0.2
    lift: float = 6.0
    width: float = 17.0
    stands: float = 0.0
    tidy: float = 0.8
    down_to: float = -500.0
    texture: str = "straight"
    sunk: float = 0.0
    over_edge: float = 500.0
    across: float = 0.0


STYLES: Mapping[str, Style] = {
    "bob": Style(
        210, 180, (1.0, 0.12, -0.35), parting=14, falls=0.30, lift=11.0, width=16, tidy=0.93, down_to=-92, across=32
    ),
    "long": Style(
        260, 230, (1.0, 0.15, -0.30), parting=-10, falls=0.32, lift=10.0, width=16, tidy=0.95, down_to=-150, across=32
    ),
    "short": Style(
        120, 90, (1.0, 0.25, -0.25), parting=18, falls=0.22, lift=11.0, width=14, tidy=0.88, down_to=-58, across=32
    ),
    "crop": Style(
        46,
        17,
        (0.7, 0.35, 0.55),
        parting=28,
        falls=0.05,
        lift=9.0,
        width=6.5,
        tidy=0.8,
        stands=0.12,
        down_to=-64,
        over_edge=14.0,
    ),
    "swept": Style(
        52,
        18,
        (0.75, 0.45, -0.35),
        parting=-30,
        falls=0.03,
        lift=12.0,
        width=7.0,
        tidy=0.8,
        stands=0.12,
        down_to=-64,
        over_edge=12.0,
    ),
    "curls": Style(
        58, 46, (0.0, 0.0, 0.0), falls=0.02, lift=4.0, width=8.5, tidy=0.3, stands=0.9, down_to=-68, texture="coiled"
    ),
    "shorn": Style(
        13,
        9,
        (0.3, 0.0, 0.3),
        falls=0.0,
        lift=3.0,
        width=8,
        tidy=0.4,
        stands=0.45,
        down_to=-64,
        texture="coiled",
        sunk=16.0,
    ),
    "shaved": Style(2.5, 2.0, (0.2, 0.0, 0.5), falls=0.0, lift=1.2, width=8, tidy=0.6, stands=0.3, sunk=5.0),
}
"""By the name that ``Identity.hair`` has for each. Cards of shaven and shorn hair would be tufts, like leaves, on bare
skin: what is painted on the scalp is seen in their place."""


@dataclass(frozen=True)
class Waves:
    """How strands bend on a lock: turns along it; aside: how far they go to the side, pixels of
    ``runtime.head.hair_picture``; loose: how little they go together, 0..1. full: share of the strands
    that a card has room for."""

    turns: float
    aside: float
    loose: float
    full: float = 1.0


_BROAD = 12.0
"""Millimetres of a lock from which on its strands go far aside together."""
_FINE_WAVES = {"straight": (2.2, 0.6, 0.4), "wavy": (7.5, 0.25, 0.4), "coiled": (7.0, 0.9, 0.75)}
_BROAD_WAVES = {"straight": (2.2, 0.6, 1.0), "wavy": (14.0, 0.3, 1.0), "coiled": (13.0, 0.5, 1.0)}
"""By texture, of locks narrower than ``_BROAD`` and of others: ``Waves.aside``, ``Waves.loose`` and ``Waves.full``."""
_FINE_TURN, _BROAD_TURN = {"wavy": 48.0, "coiled": 8.0}, {"wavy": 52.0, "coiled": 17.0}
"""Millimetres of a turn."""
_TURNS = {"wavy": (1.0, 6.0), "coiled": (1.5, 24.0)}
"""Least and most."""
_STRAIGHT_TURNS = 1.2
_VOLUME = {"straight": (1.0, 1.0, 1.0), "wavy": (1.5, 0.8, 0.9), "coiled": (2.1, 0.6, 0.8)}
"""Of hair in broad locks by texture: shares of ``Style.lift``, ``Style.falls`` and ``Style.tidy`` of straight hair."""


def waves_of(style: Style) -> Waves:
    """Of the strands of a style. Chosen by eye."""
    broad = style.width >= _BROAD
    aside, loose, full = (_BROAD_WAVES if broad else _FINE_WAVES)[style.texture]
    if style.texture == "straight":
        return Waves(_STRAIGHT_TURNS, aside, loose, full)
    turns = (style.top + style.sides) / 2 / (_BROAD_TURN if broad else _FINE_TURN)[style.texture]
    least, most = _TURNS[style.texture]
    return Waves(min(max(turns, least), most), aside, loose, full)


def styled(name: str, texture: str) -> Style:
    """One of STYLES with strands of one of TEXTURES; an empty texture is the style's own."""
    style = STYLES[name]
    if not texture:
        return style
    if style.width < _BROAD:
        return replace(style, texture=texture)
    lift, falls, tidy = _VOLUME[texture]
    return replace(style, texture=texture, lift=lift * style.lift, falls=falls * style.falls, tidy=tidy * style.tidy)
