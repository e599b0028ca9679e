# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures on the cards of hair: strands with alpha, drawn by rules, and which way their surface faces.

Side by side a strip for each of ``hair_growth.VARIANTS``, roots at the top. Nothing of it is a photograph.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..arrays import Array
from ..people.hair_colour import GREY, HairColour
from ..people.hair_growth import FINE, VARIANTS
from ..people.hair_style import Waves
from ..srgb import srgb
from .png import png

HEIGHT, STRIP = 512, 64
WIDTH = STRIP * VARIANTS
_STRANDS = (110, 84, 64, 48, 36, 26, 60, 44)
"""Of each variant."""
_GUTTER = 4
"""Pixels at a strip's sides that stay clear."""
_ACROSS = 3
"""Pixels either way of its middle that a strand may touch."""
_WIDTH = (2.3, 2.0, 1.0)
"""Pixels that a strand is wide at its root, in the middle and at its tip."""
_FINE_WIDTH, _FINE_CLUMPED, _FINE_BEGINS, _FINE_GROWS, _FINE_ENDS = 1.3, 0.15, 0.35, 0.15, 0.6
"""Of the fine locks' strands, by eye: pixels that they are wide; how much they go together, which made hard points of
their tips; over what share of the card they begin; within what share of it they are whole; over what share they end."""
_ROOT, _TIP = 0.55, 1.12
"""Light of a root, which lies deep between others, and of a tip, bleached."""
_DEEPEST, _OUTERMOST = 0.75, 1.3
"""Light of the innermost and the outermost of a card's strands: so that a lock is on the whole as light as its colour,
which is the painted scalp's too, or it lies on the scalp like a leaf."""
_BETWEEN = 0.85
"""Light where no strand is, which small pictures of a card mix in."""
_APART = 2.0
"""How far strands of half grey hair lie apart in it: strands all grey or all dark were brush strokes. By eye."""
_NORMAL_SLOPE = 0.7
"""How steep the strands' sides are in the picture of normals. Chosen by eye."""
_SEED = 22


@dataclass(frozen=True)
class _Strands:
    """light (H,W): brightness, 1 in the middle. alpha (H,W), 0..1. slope (H,W): how the surface leans to the right,
    -1..1. grey (H,W): of a strand by chance, 0..1: the lower, the more of its hairs are grey."""

    light: Array
    alpha: Array
    slope: Array
    grey: Array


@lru_cache(maxsize=8)
def colour_picture(waves: Waves, colour: HairColour) -> bytes:
    """PNG with alpha of strands in a colour."""
    drawn = _drawn(waves)
    pigment = colour.linear * (1.0 + 0.15 * (drawn.grey[..., None] - 0.5))
    # A strand stands for some dozens of hairs: more or fewer of them are grey, and none where none are asked for.
    share = colour.grey + _APART * colour.grey * (1.0 - colour.grey) * (0.5 - drawn.grey[..., None])
    light = (pigment + share * (GREY - pigment)) * drawn.light[..., None]
    pixels = np.concatenate([srgb(light), drawn.alpha[..., None]], axis=2)
    return png((pixels * 255 + 0.5).astype(np.uint8))


@lru_cache(maxsize=8)
def normal_picture(waves: Waves) -> bytes:
    """PNG of the normals: red to the right, green up, blue out."""
    slope = _NORMAL_SLOPE * _drawn(waves).slope
    out = np.sqrt(1.0 - slope**2)
    pixels = np.stack([slope, np.zeros_like(slope), out], axis=2) * 0.5 + 0.5
    return png((pixels * 255 + 0.5).astype(np.uint8))


@lru_cache(maxsize=8)
def _drawn(waves: Waves) -> _Strands:
    generator = np.random.default_rng(_SEED)
    share = np.linspace(0.0, 1.0, HEIGHT)
    light = np.full(VARIANTS * HEIGHT * STRIP, _BETWEEN)
    alpha, slope, grey = np.zeros_like(light), np.zeros_like(light), np.full_like(light, 0.5)
    common = generator.random((VARIANTS, 3))
    # Those of the edge have few as it is: seen from afar, fewer would be specks.
    counts = (np.array(_STRANDS) * np.where(np.arange(VARIANTS) < VARIANTS - FINE, waves.full, 1.0)).astype(int)
    first_of_row = (np.arange(VARIANTS)[:, None] * HEIGHT + np.arange(HEIGHT)) * STRIP
    for number in range(int(counts.max())):
        kinds = np.flatnonzero(number < counts)
        fine = (kinds >= VARIANTS - FINE)[:, None]
        chance = generator.random((len(kinds), 12))
        middle = _middle(waves, share, common[kinds], chance, fine)
        width = _widths(share, chance, fine)[..., None]
        columns = np.floor(middle).astype(int)[..., None] + np.arange(-_ACROSS, _ACROSS + 1)
        offset = columns + 0.5 - middle[..., None]
        cover = np.clip(0.5 + width / 2 - np.abs(offset), 0.0, 1.0) * np.minimum(width, 1.0)
        across = np.clip(2 * offset / np.maximum(width, 0.5), -1.0, 1.0)
        depth = number / (counts[kinds] - 1)
        tone = (_DEEPEST + (_OUTERMOST - _DEEPEST) * depth)[:, None] * (0.65 + 0.7 * chance[:, 8:9])
        # Fine ones stand singly, and lie under none.
        tone = tone * np.where(fine, _TIP, np.interp(share, [0.0, 0.3, 1.0], [_ROOT, 1.0, _TIP]))
        at = first_of_row[kinds, :, None] + columns
        _blend(light, at, tone[..., None] * (1.0 - 0.4 * across**2), cover)
        _blend(slope, at, across, cover)
        _blend(grey, at, chance[:, 7][:, None, None], cover)
        alpha[at] = np.maximum(alpha[at], cover)
    return _Strands(*(_side_by_side(each) for each in (light, alpha, slope, grey)))


def _blend(layer: Array, at: Array, value: Array, cover: Array) -> None:
    """Lay ``value`` over places ``at`` of a layer, in place."""
    before = layer[at]
    layer[at] = before + cover * (value - before)


def _widths(share: Array, chance: Array, fine: Array) -> Array:
    """Pixels (K,H) that strands are wide: they begin and end within the card."""
    width = np.interp(share, [0.0, 0.5, 1.0], _WIDTH) * (0.75 + 0.5 * chance[:, 9:10])
    width = np.where(fine, _FINE_WIDTH * (0.75 + 0.5 * chance[:, 9:10]), width)
    spread = np.where(fine, _FINE_ENDS, 0.39)
    end, begin = (
        0.99 - spread + spread * chance[:, 10:11] ** 0.7,
        np.where(fine, _FINE_BEGINS, 0.10) * chance[:, 11:12] ** 2,
    )
    ended, begun = (
        np.clip((end - share) / 0.16, 0.0, 1.0) ** 0.7,
        np.clip((share - begin) / np.where(fine, _FINE_GROWS, 0.08), 0.0, 1.0),
    )
    return np.asarray(width * ended * begun)


def _middle(waves: Waves, share: Array, common: Array, chance: Array, fine: Array) -> Array:
    """Where (VARIANTS,H) the middle of a strand is across its strip, in pixels."""
    room = STRIP - 2 * _GUTTER - 2 * waves.aside
    root = _GUTTER + waves.aside + room * chance[:, 0:1]
    # Strands go together towards one of three tips.
    tip = _GUTTER + waves.aside + room * (np.floor(3 * chance[:, 1:2]) + 0.5 + 0.9 * (chance[:, 2:3] - 0.5)) / 3
    clumped = root + (tip - root) * np.where(fine, _FINE_CLUMPED, 0.6) * share**1.3
    phase = common[:, 0:1] + waves.loose * (chance[:, 3:4] - 0.5)
    turns = waves.turns * (1.0 + 0.25 * waves.loose * (chance[:, 4:5] - 0.5))
    wave = np.sin(2 * np.pi * (turns * share + phase)) * np.minimum(share * 6.0, 1.0)
    frizz = np.sin(2 * np.pi * ((2.0 + 3.0 * chance[:, 5:6]) * share + chance[:, 6:7])) * share * 1.6
    amplitude = waves.aside * (1.0 - waves.loose * 0.6 * chance[:, 5:6])
    return np.clip(clumped + amplitude * wave + frizz, _GUTTER, STRIP - _GUTTER)


def _side_by_side(strips: Array) -> Array:
    return strips.reshape(VARIANTS, HEIGHT, STRIP).transpose(1, 0, 2).reshape(HEIGHT, WIDTH)
