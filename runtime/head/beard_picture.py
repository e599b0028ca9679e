# SPDX-License-Identifier: GPL-3.0-or-later
"""A beard as it is painted on the texture of a skin, hair by hair: what engines and previews show, and what lies under
the strands in Blender."""

import numpy as np

from ..arrays import Array
from ..people.beards import BEARDS
from ..people.hair_colour import GREY, linear, srgb
from .beard_strands import beard_roots, beard_strands
from .heads import Head

_DENSER = 4
"""Hairs that are painted for each that is grown: a strand covers what lies under it, paint does not."""
_STEP = 0.5
"""Texels between the spots that a hair is painted by."""
_INK = 0.5
"""How much of a texel a spot covers (chosen by eye: a hair is half a texel wide)."""
_SHADES = (0.6, 1.35)
"""Light of the darkest and of the lightest hair."""
_MOST = 0.96
_SEED = 43


def paint_beard(skin: Array, head: Head) -> Array:
    """The texture of a skin, sRGB uint8 (S,S,3), with a head's beard on it; the same where it has none."""
    spots, hair = _spots(head, len(skin))
    if not len(spots):
        return skin
    assert head.hair is not None
    draw = np.random.default_rng(_SEED)
    hairs = int(hair.max()) + 1
    shade = draw.uniform(*_SHADES, hairs)[:, None]
    colours = np.where(draw.random((hairs, 1)) < head.hair.colour.grey, GREY, head.hair.colour.linear) * shade
    texel = spots[:, 1] * len(skin) + spots[:, 0]
    touched, place = np.unique(texel, return_inverse=True)
    amount = np.bincount(place).astype(float)
    mean = np.stack([np.bincount(place, colours[hair, channel]) for channel in range(3)], axis=1) / amount[:, None]
    cover = _MOST * (1.0 - np.exp(-_INK * amount))[:, None]
    painted = skin.reshape(-1, 3).copy()
    under = linear(painted[touched] / 255.0)
    painted[touched] = np.round(255.0 * srgb(under + cover * (mean - under))).astype(np.uint8)
    return painted.reshape(skin.shape)


def _spots(head: Head, size: int) -> tuple[Array, Array]:
    """Texels (S,2) that hairs go through, column and row, and which hair (S,) does."""
    places = _in_texture(head) * size
    if not len(places):
        return np.empty((0, 2), int), np.empty(0, int)
    start, end = places[:, :-1].reshape(-1, 2), places[:, 1:].reshape(-1, 2)
    count = np.maximum(1, np.ceil(np.linalg.norm(end - start, axis=1) / _STEP)).astype(int)
    piece = np.repeat(np.arange(len(start)), count)
    within = (np.arange(len(piece)) - np.repeat(np.cumsum(count) - count, count) + 0.5) / count[piece]
    along = start[piece] + (end - start)[piece] * within[:, None]
    spots = np.column_stack([along[:, 0], size - along[:, 1]]).astype(int)
    return np.clip(spots, 0, size - 1), piece // (places.shape[1] - 1)


def _in_texture(head: Head) -> Array:
    """Where (N,POINTS,2) hairs lie in the texture of the skin: each as if its root's triangle went on."""
    grown = beard_strands(head, _DENSER)
    if not len(grown.points):
        return np.empty((0, 2, 2))
    uv = beard_roots(BEARDS[head.beard], _DENSER).uv
    first, second, third = np.moveaxis(head.vertices[grown.corners].astype(np.float64), 1, 0)
    sides = np.stack([second - first, third - first], axis=1)
    shares = np.einsum("npj,njk->npk", grown.points - first[:, None], np.linalg.pinv(sides))
    return uv[:, 0][:, None] + np.einsum("npk,nkc->npc", shares, uv[:, 1:] - uv[:, :1])
