# SPDX-License-Identifier: GPL-3.0-or-later
"""A person's skin, lips, brows and close-cropped hair, painted by where each texel lies on the neutral face.

Places are millimetres from the middle between the eyes: x to the person's left, y up, z out of the face.
"""

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from soliloquy.runtime.people.brows import Brow, brow_height
from soliloquy.runtime.people.hairline import above_hairline
from soliloquy.runtime.smooth_step import smooth_step
from soliloquy.runtime.srgb import of_code

from .paint import mixed, noise, where
from .paint_brows import HEIGHT_MM, PIXELS_PER_MM, brow_cover
from .paint_pigment import paint_pigment, pigment_of
from .skin_ground import Ground

_PART = 32768
"""Texels painted at a time: what is in between stays in a core's cache (measured: half the time of all at once)."""

_EDGE_MM = (-7.0, 7.0)
"""Heights over the edge of the hair between which hairs stand more and more densely."""
_EDGE_THICK, _EDGE_UNEVEN = 1.5, 5.0
"""How much their thickness there, and their chance, say where they stand. All of these were chosen by eye."""


@dataclass(frozen=True)
class Look:
    """skin (the cheeks'), hair and iris are sRGB codes; redness, freckles, spots and lines (of age) and
    stubble are 0..1."""

    skin: str
    hair: str
    iris: str
    redness: float = 0.6
    freckles: float = 0.1
    spots: float = 0.0
    lines: float = 0.0
    stubble: float = 0.0
    hairline: float = 0.0


def paint_skin(places: np.ndarray, ground: Ground, look: Look, brow: Brow, seed: int) -> np.ndarray:
    """sRGB (N,3) in 0..1 at places (N,3) of a person's own face; ground: of the same texels."""
    hairs = brow_cover(brow)
    pigment = pigment_of(ground, look, seed)

    def part_from(first: int) -> np.ndarray:
        part = slice(first, first + _PART)
        texels = ground.texels.part(part)
        bare = paint_pigment(texels, pigment, part)
        haired = _hair(bare, places[part], texels.masks, look, seed)
        return np.clip(_brows(haired, places[part], hairs, brow, look), 0.0, 1.0)

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return np.concatenate(list(threads.map(part_from, range(0, len(places), _PART))))


def hair_cover(places: np.ndarray, ears: np.ndarray, hairline: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """How far close-cropped hair covers the skin (N,) at places (N,3), 0..1, and its light (N,). ears (N,): a mask;
    hairline: millimetres by which it begins higher."""
    uneven = 2.0 * noise(places, 5, seed + 21)
    thick = smooth_step(*_EDGE_MM, above_hairline(places) - hairline + uneven) * (1 - ears)
    combed = places * np.array([1.0, 0.22, 0.22])
    strands = 0.5 + 0.5 * where(thick, lambda chosen: noise(combed[chosen], 0.7, seed + 23))
    fine = 0.5 + 0.5 * where(thick, lambda chosen: noise(combed[chosen], 0.33, seed + 24))
    # Where hair is thin it is hairs, not a veil: a soft edge lay on the forehead as brown blots.
    standing = _EDGE_THICK * (2.0 * thick - 1.0) + _EDGE_UNEVEN * (0.4 * strands + 0.6 * fine - 0.5)
    cover = smooth_step(-0.6, 0.6, standing) * np.minimum(1.0, 0.35 + thick) * np.minimum(1.0, 5.0 * thick)
    cover = np.maximum(cover, smooth_step(0.75, 1.0, thick))
    return 0.97 * cover * (0.86 + 0.14 * strands), 0.62 + 0.3 * strands + 0.35 * fine


def _hair(
    painted: np.ndarray, places: np.ndarray, masks: Mapping[str, np.ndarray], look: Look, seed: int
) -> np.ndarray:
    cover, light = hair_cover(places, masks["ears"], look.hairline, seed)
    return mixed(painted, of_code(look.hair) * light[:, np.newaxis], np.clip(cover, 0.0, 1.0))


def _brows(painted: np.ndarray, places: np.ndarray, hairs: np.ndarray, brow: Brow, look: Look) -> np.ndarray:
    across, up = np.abs(places[:, 0]), places[:, 1]
    column, row = (across * PIXELS_PER_MM).astype(int), ((HEIGHT_MM - up) * PIXELS_PER_MM).astype(int)
    in_front = places[:, 2] > -25
    drawn = (column < hairs.shape[1]) & (row >= 0) & (row < hairs.shape[0]) & in_front
    cover = np.zeros(len(places))
    cover[drawn] = hairs[row[drawn], column[drawn]]
    share = np.clip((across - 13) / 38, 0.0, 1.0)
    width = 2.6 * brow.thickness * (1.15 - 0.75 * share)
    under = np.exp(-(((up - brow_height(across, brow.arch) - 1.0) / width) ** 2))
    under *= smooth_step(8, 16, across) * smooth_step(54, 44, across) * in_front * 0.40
    return mixed(painted, of_code(look.hair) * 0.75, np.clip(np.maximum(cover, under + 0.5 * cover), 0.0, 0.92))
