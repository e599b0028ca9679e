# SPDX-License-Identifier: GPL-3.0-or-later
"""A beard as it is painted on the texture of a skin, stroke by stroke along its hairs: what engines and previews show,
and what lies under the strands in Blender; and how far these strokes stand out."""

from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..people.hair_colour import GREY
from ..srgb import linear, srgb
from .beard_strands import beard_strands
from .hairs_in_texture import spots_of
from .heads import Head
from .jpeg import RELIEF_QUALITY, Codec

RELIEF_SIZE = 2048
"""Texels a side of the picture of its relief: as of a skin."""
_DENSER = 2
"""Strokes for each hair that is grown: a strand covers what lies under it, paint does not."""
_INK = 0.55
"""How much of a texel a spot covers (chosen by eye: a hair is half a texel wide)."""
_SHADES = (0.35, 1.4)
"""Light of the darkest and of the lightest stroke. Where several cross one is seen: their mean would be a smear."""
_GLOSS = 0.022
"""Linear light that the lightest strokes mirror: black ones were a flat stain (chosen by eye)."""
_MOST = 0.88
"""How much of the skin strokes cover at most, however many cross. Chosen by eye."""
_LOWEST = 0.2
"""How far the darkest strokes stand out, beside the lightest."""
_SEED = 43


@dataclass(frozen=True)
class _Strokes:
    """texels (M,): those that strokes go through. cover (M,): by how much. light, grey (M,): of the stroke that is seen
    there, 0 for the darkest to 1, and a chance of its own."""

    texels: Array
    cover: Array
    light: Array
    grey: Array


def paint_beard(skin: Array, head: Head) -> Array:
    """The texture of a skin, sRGB uint8 (S,S,3), with a head's beard on it; the same where it has none."""
    strokes = _strokes(head, len(skin))
    if strokes is None:
        return skin
    assert head.hair is not None
    grey = (strokes.grey < head.hair.colour.grey)[:, None]
    colours = np.where(grey, GREY, head.hair.colour.linear)
    colours = colours * np.interp(strokes.light, (0.0, 1.0), _SHADES)[:, None] + _GLOSS * strokes.light[:, None] ** 5
    painted = skin.reshape(-1, 3).copy()
    under = linear(painted[strokes.texels] / 255.0)
    mixed = under + strokes.cover[:, None] * (colours - under)
    painted[strokes.texels] = np.round(255.0 * srgb(mixed)).astype(np.uint8)
    return painted.reshape(skin.shape)


def beard_relief(head: Head, codec: Codec) -> bytes:
    """A grey JPEG of RELIEF_SIZE: how far the strokes of a head's beard stand out of the skin. Empty where there is
    none."""
    strokes = _strokes(head, RELIEF_SIZE)
    if strokes is None:
        return b""
    height = np.zeros(RELIEF_SIZE**2)
    height[strokes.texels] = strokes.cover * np.interp(strokes.light, (0.0, 1.0), (_LOWEST, 1.0))
    grey = np.round(255.0 * height).astype(np.uint8).reshape(RELIEF_SIZE, RELIEF_SIZE, 1)
    return codec.encode(np.repeat(grey, 3, axis=2), RELIEF_QUALITY)


def _strokes(head: Head, size: int) -> _Strokes | None:
    """On a texture of that size; None of a head without a beard."""
    grown = beard_strands(head, _DENSER)
    if not len(grown.points):
        return None
    texel, stroke = spots_of(grown, head, size)
    touched, place = np.unique(texel, return_inverse=True)
    top = np.zeros(len(touched), int)
    np.maximum.at(top, place, stroke)
    cover = _MOST * (1.0 - np.exp(-_INK * np.bincount(place)))
    light, grey = np.random.default_rng(_SEED).random((2, len(grown.points)))[:, top]
    return _Strokes(touched, cover, light, grey)
