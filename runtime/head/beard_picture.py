# SPDX-License-Identifier: GPL-3.0-or-later
"""A beard as it is painted on the texture of a skin, hair by hair: what engines and previews show, and what lies under
the strands in Blender."""

import numpy as np

from ..arrays import Array
from ..people.hair_colour import GREY, linear, srgb
from .beard_strands import beard_strands
from .hairs_in_texture import spots_of
from .heads import Head

_DENSER = 4
"""Hairs that are painted for each that is grown: a strand covers what lies under it, paint does not."""
_INK = 0.5
"""How much of a texel a spot covers (chosen by eye: a hair is half a texel wide)."""
_SHADES = (0.6, 1.35)
"""Light of the darkest and of the lightest hair."""
_MOST = 0.96
_SEED = 43


def paint_beard(skin: Array, head: Head) -> Array:
    """The texture of a skin, sRGB uint8 (S,S,3), with a head's beard on it; the same where it has none."""
    grown = beard_strands(head, _DENSER)
    if not len(grown.points):
        return skin
    texel, hair = spots_of(grown, head, len(skin))
    assert head.hair is not None
    draw = np.random.default_rng(_SEED)
    hairs = int(hair.max()) + 1
    shade = draw.uniform(*_SHADES, hairs)[:, None]
    colours = np.where(draw.random((hairs, 1)) < head.hair.colour.grey, GREY, head.hair.colour.linear) * shade
    touched, place = np.unique(texel, return_inverse=True)
    amount = np.bincount(place).astype(float)
    mean = np.stack([np.bincount(place, colours[hair, channel]) for channel in range(3)], axis=1) / amount[:, None]
    cover = _MOST * (1.0 - np.exp(-_INK * amount))[:, None]
    painted = skin.reshape(-1, 3).copy()
    under = linear(painted[touched] / 255.0)
    painted[touched] = np.round(255.0 * srgb(under + cover * (mean - under))).astype(np.uint8)
    return painted.reshape(skin.shape)
