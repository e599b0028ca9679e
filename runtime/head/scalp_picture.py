# SPDX-License-Identifier: GPL-3.0-or-later
"""The hair that is painted on the scalp of a skin's texture, in another colour than its preset's: between locks of
blond hair it was black, and so was a shaven head."""

import numpy as np

from ..arrays import Array
from ..people.hair_colour import PRESET_COLOURS, HairColour
from ..srgb import srgb
from .heads import Head

_LIGHT = 0.95
"""Mean light of painted hair beside its colour, as tools/head/paint_skin.py strews it."""
_LIGHTS = (0.62, 1.25)
_SURE = (0.84, 0.91)
"""Roughness between which a texel is more and more surely nothing but hair: the scalp's (skin_maps.py)."""
_MAYBE = 0.70
_NEAR_TEXELS = (4, 8, 16)
"""How far from such roughness hair may be painted, too: edges are ragged, and seams have none. Steps of a widening."""
_APART = (0.25, 0.40)
"""How far a preset's hair is from its skin, in sRGB, from which on hair is told from skin by its colour."""
_UNEVEN = 0.18
"""Share of hair that skin alone may seem to have, being darker than the forehead."""
_BARE = (0.36, 0.40), (0.45, 0.55)
"""Rows and columns of bare skin, the forehead, as shares of a texture."""


def scalp_colour(head: Head) -> HairColour | None:
    """The colour that a head's scalp is to have; None where it is painted so."""
    own = None if head.hair is None else head.hair.colour
    return None if own is None or own == PRESET_COLOURS.get(head.look, own) else own


def recolour_scalp(skin: Array, relief: Array, head: Head, colour: HairColour) -> Array:
    """The texture of a preset's skin, sRGB uint8 (S,S,3), with the scalp in ``scalp_colour``, as it is before the
    head's tint. relief (S,S,3) uint8: see skin_maps.py."""
    rough = relief[..., 2] / np.float32(255.0)
    at = np.nonzero(_widened(rough > _MAYBE))
    pixels = skin[at] / np.float32(255.0)
    before, after = (
        np.float32(_LIGHT) * srgb(each.linear).astype(np.float32) for each in (PRESET_COLOURS[head.look], colour)
    )
    after /= np.array(head.tint, np.float32)
    sure = np.interp(rough[at], _SURE, (0.0, 1.0)).astype(np.float32)
    light = pixels.sum(axis=1)
    light = np.clip(light / np.median(light[sure == 1.0]), *_LIGHTS)[:, None]
    bare = _bare(skin) - before
    by_colour = np.float32(np.interp(np.linalg.norm(bare), _APART, (0.0, 1.0)))
    cover = by_colour * _cover(pixels - before, bare)[:, None]
    told = pixels + cover * light * (after - before)
    mixed = told + (1.0 - by_colour) * sure[:, None] * (light * after - told)
    painted = skin.copy()
    painted[at] = (np.float32(255.0) * np.clip(mixed, 0.0, 1.0) + np.float32(0.5)).astype(np.uint8)
    return painted


def _cover(pixels: Array, bare: Array) -> Array:
    """How much (N,) of pixels (N,3) hair covers, both they and bare skin (3,) beside its colour."""
    skin = pixels @ bare / (bare @ bare)
    return np.clip((1.0 - skin - _UNEVEN) / (1.0 - _UNEVEN), 0.0, 1.0)


def _bare(skin: Array) -> Array:
    rows, columns = (slice(*(round(share * len(skin)) for share in part)) for part in _BARE)
    found: Array = skin[rows, columns].reshape(-1, 3).mean(axis=0).astype(np.float32) / 255.0
    return found


def _widened(chosen: Array) -> Array:
    """Where any texel near is chosen."""
    for step in _NEAR_TEXELS:
        for axis in (0, 1):
            chosen = chosen | np.roll(chosen, step, axis=axis) | np.roll(chosen, -step, axis=axis)
    return chosen
