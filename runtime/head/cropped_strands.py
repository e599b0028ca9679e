# SPDX-License-Identifier: GPL-3.0-or-later
"""Hair so short that it lies in no locks: hair by hair on the scalp, in place of the tufts that locks would be."""

from functools import cache

import numpy as np

from ..arrays import Array
from ..people.hair_style import Style
from ..people.hairline import above_hairline, clear_of_ears
from ..people.presets import style_of
from .brow_strands import SkinStrands
from .hairs_on_skin import Lie, Roots, grown, none_grown, scattered
from .heads import Head, identity_of

LONGEST_MM = 16.0
"""On top: longer hair lies in locks."""
_HAIRS = 16000
"""A scalp has six times as many, which Blender's nodes make of these when they render."""
_SOFT_MM = 6.0
"""Over how much of its edge hair grows thinner."""
_LEAST, _EDGE = 0.3, 0.2
_LIFT, _STANDS = 15.0, 90.0
"""Degrees that a hair leaves the skin by, and that one which stands does besides."""
_SEED = 47


def cropped_strands(head: Head) -> SkinStrands:
    """The hairs of an embedded head whose hair is no longer than LONGEST_MM; none of others."""
    identity = identity_of(head.name)
    style = None if identity is None else style_of(identity)
    if style is None or style.top > LONGEST_MM:
        return none_grown()
    roots = _roots()
    on_top = np.clip((roots.places[:, 1] + 10.0) / 70.0, 0.0, 1.0)
    long = style.sides + (style.top - style.sides) * on_top
    way = _combed(roots.places, on_top[:, None], style)
    return grown(roots, Lie(way, long, _LIFT + _STANDS * style.stands), head, _SEED)


def _combed(places: Array, on_top: Array, style: Style) -> Array:
    """Which way (N,3) hairs lie at places (N,3): on top as the style has it, beside and behind down."""
    away = np.clip((places[:, 0] - style.parting) / 6.0, -1.0, 1.0)
    side, up, forward = style.comb
    combed = np.stack([away * side, np.full(len(away), up), np.full(len(away), forward)], axis=1)
    hanging = np.stack([0.25 * away, np.full(len(away), -1.0), np.full(len(away), -0.25)], axis=1)
    mixed: Array = on_top * combed + (1.0 - on_top) * hanging
    return mixed


@cache
def _roots() -> Roots:
    return scattered(_cover, _HAIRS, _SEED, _LEAST, _EDGE)


def _cover(places: Array) -> Array:
    """How thickly (N,) hairs stand at places (N,3) of skin, 0..1."""
    return np.clip(above_hairline(places) / _SOFT_MM + 0.5, 0.0, 1.0) * clear_of_ears(places)
