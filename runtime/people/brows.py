# SPDX-License-Identifier: GPL-3.0-or-later
"""Eyebrows hair by hair: where each hair lies on a face seen from the front. The skin's painter draws them, and Blender
grows them.

Places are millimetres from the middle between the eyes: x away from the face's middle, y up.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..arrays import Array


@dataclass(frozen=True)
class Brow:
    """thickness and arch, 1 for a common one's."""

    thickness: float = 1.0
    arch: float = 1.0


BROWS: Mapping[str, Brow] = {
    "Clara": Brow(),
    "Amara": Brow(arch=1.1),
    "Daniel": Brow(1.25, 0.6),
    "Ines": Brow(arch=0.9),
    "Kenji": Brow(1.15, 0.55),
    "Kofi": Brow(1.25, 0.7),
    "Mei": Brow(arch=0.7),
    "Priya": Brow(1.1),
    "Rosa": Brow(0.85, 0.75),
    "Samuel": Brow(1.2, 0.65),
    "Walter": Brow(1.1, 0.5),
    "Yuki": Brow(0.95, 0.6),
}
"""Of the presets, chosen by eye."""

INNER_MM, OUTER_MM = 12.0, 50.0
"""Where a brow begins and ends."""
_LOWEST_MM = 13.0
"""How high above the eyes a brow begins at the nose. Over the pupil its lowest hairs grow at 14 mm, as people's do:
19.4 mm above the iris's lower edge for men, 19.7 for women ("Measurement of eyebrow position from inferior corneal
limbus to brow", Ophthalmic Plastic and Reconstructive Surgery)."""
POINTS = 6
"""Of a hair, from root to tip."""
_HAIRS = 420
"""Of a brow of thickness 1: people have 250 to 500."""
_SHARES = (0.0, 0.08, 0.3, 0.6, 0.85, 1.0)
_HALF_MM = (2.6, 3.2, 2.9, 2.0, 1.0, 0.5)
"""Half the height of the band of roots, along a brow."""
_CROWD = (0.25, 0.75, 1.0, 1.0, 0.85, 0.5)
"""How densely hairs stand there."""
_UPRIGHT = (68.0, 46.0, 16.0, 3.0, 0.0, -4.0)
"""Degrees by which hairs stand up from the brow's own line: they fan out at the nose and lie flat at the temple."""
_TO_THE_MIDDLE = (6.0, 18.0, 28.0, 20.0, 10.0, 4.0)
"""Degrees by which the lowest hairs turn up to the brow's middle line and the highest turn down to it."""
_LONG_MM = (5.0, 6.4, 7.0, 6.2, 5.0, 3.6)
_SHORTER_ABOVE = 0.4
"""Share by which the highest hairs are shorter: few stand out above a brow."""
_BEND_DEGREES = -16.0
_SCATTER_DEGREES = 9.0
_SEED = 31


def brow_height(across: Array, arch: float) -> Array:
    """Height of a brow's middle line at places (N,) away from the face's middle."""
    share = np.clip((across - INNER_MM) / (OUTER_MM - INNER_MM), 0.0, 1.0)
    rise = 5.5 * np.sin(np.pi * np.minimum(share * 0.78 + 0.02, 1.0))
    height: Array = _LOWEST_MM + arch * rise - 9.9 * np.maximum(share - 0.62, 0.0)
    return height


def brow_hairs(brow: Brow) -> Array:
    """The hairs (N,POINTS,2) of one brow, the lowest first; the other's are their mirror image."""
    draw = np.random.default_rng(_SEED)
    share = _along(draw, round(_HAIRS * brow.thickness))
    # Few at the band's edges: a brow has no outline.
    off = np.clip(0.5 * draw.standard_normal(len(share)), -1.0, 1.0)
    scatter, bend, long = draw.standard_normal(len(share)), draw.random(len(share)), draw.random(len(share))
    across = INNER_MM + share * (OUTER_MM - INNER_MM)
    root = np.stack([across, brow_height(across, brow.arch) + off * brow.thickness * _at(share, _HALF_MM)], axis=1)
    slope = brow_height(across + 0.5, brow.arch) - brow_height(across - 0.5, brow.arch)
    angle = np.degrees(np.arctan(slope)) + _at(share, _UPRIGHT) - off * _at(share, _TO_THE_MIDDLE)
    angle += _SCATTER_DEGREES * scatter
    steps = (np.arange(POINTS - 1) + 0.5) / (POINTS - 1)
    turned = np.radians(angle[:, None] + _BEND_DEGREES * (0.4 + 1.2 * bend[:, None]) * steps)
    reach = _at(share, _LONG_MM) * (0.6 + 0.5 * long) * (1.0 - _SHORTER_ABOVE * np.maximum(off, 0.0)) / (POINTS - 1)
    moved = np.cumsum(np.stack([np.cos(turned), np.sin(turned)], axis=2) * reach[:, None, None], axis=1)
    hairs = np.concatenate([root[:, None], root[:, None] + moved], axis=1)
    return hairs[np.argsort(root[:, 1])]


def _along(draw: np.random.Generator, count: int) -> Array:
    """Where along a brow ``count`` hairs stand, 0..1."""
    fine = np.linspace(0.0, 1.0, 201)
    crowd = np.cumsum(_at(fine, _CROWD))
    return np.interp(draw.random(count) * crowd[-1], crowd, fine)


def _at(share: Array, table: tuple[float, ...]) -> Array:
    return np.interp(share, _SHARES, table)
