# SPDX-License-Identifier: GPL-3.0-or-later
"""Brows in another colour on the texture of a skin, which has them painted in their preset's."""

import numpy as np

from ..arrays import Array
from ..people.hair_colour import PRESET_COLOURS, brow_srgb
from .brow_strands import brow_strands
from .hairs_in_texture import spots_of
from .heads import Head

_INK = 0.55
"""How much of a texel a hair covers that goes through it (chosen by eye, beside tools/head/paint_brows.py)."""
_BETWEEN = 0.4
"""Cover of the shade between hairs, as tools/head/paint_skin.py has it."""
_SHADE_TEXELS = 9
"""Over how many texels hairs shade what lies between."""
_MOST = 0.92
"""How much of the skin hairs and their shade cover at most. Chosen by eye."""


def recolour_brows(skin: Array, head: Head) -> Array:
    """The texture of a preset's skin, sRGB uint8 (S,S,3), with the brows of ``head`` in the colour that it has."""
    if head.brows is None:
        return skin
    texel, _hair = spots_of(brow_strands(head), head, len(skin))
    rows, columns = np.divmod(texel, len(skin))
    margin = 2 * _SHADE_TEXELS
    top, left = max(rows.min() - margin, 0), max(columns.min() - margin, 0)
    part = np.s_[top : rows.max() + margin, left : columns.max() + margin]
    painted = skin.copy()
    amount = np.zeros(skin.shape[:2])[part]
    np.add.at(amount, (rows - top, columns - left), 1.0)
    hairs = 1.0 - np.exp(-_INK * amount)
    between = _BETWEEN * np.clip(1.6 * _blurred(hairs), 0.0, 1.0)
    cover = np.clip(np.maximum(hairs, between + 0.5 * hairs), 0.0, _MOST)
    change = 255.0 * (brow_srgb(head.brows) - brow_srgb(PRESET_COLOURS[head.look]))
    painted[part] = np.clip(np.round(painted[part] + cover[..., None] * change), 0, 255).astype(np.uint8)
    return painted


def _blurred(picture: Array) -> Array:
    """The mean of a square of texels around each, twice."""
    weights = np.ones(_SHADE_TEXELS) / _SHADE_TEXELS
    for _time in range(2):
        for axis in (0, 1):
            picture = np.apply_along_axis(np.convolve, axis, picture, weights, mode="same")
    return picture
