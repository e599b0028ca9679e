# SPDX-License-Identifier: GPL-3.0-or-later
"""What shows a drawn person's sex and age beside the shape of the face: beard, brows, make-up, hair, lines.

Drawn from wide, overlapping distributions, of which hair and brows are at times the other sex's: a network may learn
that a beard is a man's, and must not trust it that short hair is. Shares and spreads are chosen, not measured.
"""

from dataclasses import dataclass, replace

import numpy as np

from ...runtime.people.brows import Brow
from ...runtime.people.hair_colour import HAIR_COLOURS
from ...runtime.people.hair_style import TEXTURES
from ...runtime.people.identity import Identity
from .people import Someone

_OF_ANY = 0.2
"""Share of people whose hair, and of those whose brows, are drawn as anybody's."""
_STYLES = {
    True: {"bob": 0.24, "long": 0.34, "short": 0.16, "curls": 0.14, "swept": 0.07, "crop": 0.05},
    False: {"crop": 0.34, "swept": 0.22, "shorn": 0.2, "shaved": 0.12, "curls": 0.08, "short": 0.02, "long": 0.02},
}
_DARK = ("black", "dark_brown", "brown", "chestnut", "red", "dark_blond", "blond")
_FAIR_SHARES = (0.14, 0.24, 0.24, 0.1, 0.06, 0.12, 0.1)
_DARK_SHARES = (0.6, 0.26, 0.08, 0.03, 0.01, 0.01, 0.01)
_GREY = ("greying", "grey", "white")
_BROW_DOWN = (0.0, 2.5)
"""Millimetres, mean and standard deviation, by which brows lie below those of the presets."""
_MADE_UP = 0.6
"""Share of women who wear make-up. Lips and eyes of those who do not are a little darker against the skin than men's
too (Russell 2009, Perception 38)."""
_LASHES, _MASCARA = (0.008, 0.024), 0.03
"""Share of the lashes that is drawn (``Someone.lashes``), and what mascara adds at most."""
_SHADOW, _BEARD = 0.5, 0.22
"""Shares of men with stubble, and with a beard."""


@dataclass(frozen=True)
class Marks:
    """brow, and by how many millimetres it lies lower: brow_down. lines, spots (of age), freckles and redness: 0..1.
    stubble: 0 to 1 shaven or short, beyond that a beard, to 4. lips, lids: what their own colour and make-up take of
    their light, in logarithms. hairline: millimetres by which it recedes."""

    brow: Brow
    brow_down: float
    lines: float
    spots: float
    freckles: float
    redness: float
    stubble: float
    lips: float
    lids: float
    hairline: float


def marked(seed: int, who: Someone) -> tuple[Someone, Marks]:
    """A person with hair of their own, and what is painted on the skin."""
    draw = np.random.default_rng([seed, *np.frombuffer(repr(who.identity).encode(), np.uint8)])
    woman, age = who.identity.woman > 0.5, who.identity.age
    old = float(np.clip((age - 30.0) / 48.0, 0.0, 1.0))
    bald = bool(draw.random() < (0.02 if woman else 0.06 + 0.34 * old))
    made_up = woman and bool(draw.random() < _MADE_UP)
    marks = Marks(
        brow=_brow(draw, _seen_as(draw, woman)),
        brow_down=float(np.clip(draw.normal(*_BROW_DOWN), -7.0, 5.0)),
        lines=float(np.clip(old**1.2 + draw.normal(0.0, 0.13), 0.0, 1.1)),
        spots=float(np.clip(0.8 * old + draw.normal(0.0, 0.2), 0.0, 1.0)),
        freckles=float(draw.random() ** 2),
        redness=float(draw.random()),
        stubble=0.0 if woman else _beard(draw),
        lips=float(abs(draw.normal(0.1 * woman, 0.1)) + made_up * draw.uniform(0.0, 0.8)),
        lids=float(abs(draw.normal(0.06 * woman, 0.08)) + made_up * draw.uniform(0.0, 0.7)),
        hairline=70.0 if bald else float(draw.uniform(0.0, 4.0 if woman else 4.0 + 22.0 * old)),
    )
    identity = replace(
        who.identity,
        hair=_style(draw, _seen_as(draw, woman)),
        hair_texture=str(draw.choice(("auto", *TEXTURES), p=(0.4, 0.25, 0.2, 0.15))),
        hair_colour=_hair_colour(draw, who.identity),
    )
    lashes = draw.uniform(*_LASHES) + made_up * draw.uniform(0.0, _MASCARA)
    return replace(who, identity=identity, bald=bald, lashes=float(lashes)), marks


def _seen_as(draw: np.random.Generator, woman: bool) -> bool:
    return bool(draw.random() < 0.5) if draw.random() < _OF_ANY else woman


def _brow(draw: np.random.Generator, woman: bool) -> Brow:
    thickness, arch = (0.85, 1.0) if woman else (1.3, 0.6)
    return Brow(
        float(np.clip(draw.normal(thickness, 0.25), 0.3, 2.0)), float(np.clip(draw.normal(arch, 0.25), 0.0, 1.6))
    )


def _beard(draw: np.random.Generator) -> float:
    chance = float(draw.random())
    if chance < _BEARD:
        return float(draw.uniform(1.5, 4.0))
    return float(draw.uniform(0.15, 1.2)) if chance < _BEARD + _SHADOW else float(draw.uniform(0.0, 0.15))


def _style(draw: np.random.Generator, woman: bool) -> str:
    styles = _STYLES[woman]
    return str(draw.choice(list(styles), p=list(styles.values())))


def _hair_colour(draw: np.random.Generator, identity: Identity) -> str:
    if draw.random() < 1.0 / (1.0 + np.exp((54.0 - identity.age) / 6.0)) * 0.85:
        return str(draw.choice(_GREY))
    shares = np.array(_FAIR_SHARES) if identity.ancestry["european"] > 0.5 else np.array(_DARK_SHARES)
    return str(draw.choice(_DARK, p=shares / shares.sum()))


def hair_code(identity: Identity) -> str:
    """sRGB of a marked person's hair."""
    return HAIR_COLOURS[identity.hair_colour].code
