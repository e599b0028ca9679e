# SPDX-License-Identifier: GPL-3.0-or-later
"""The relief of skin, made by rules: pores, the net of fine lines, furrows of the lips, the wrinkles of age, and how
rough each place is. One for all heads, in the texture they share; and a tile of the finest lines, which repeats.

Places are those of skin_regions.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from soliloquy.runtime.head.skin_maps import BROW_ROUGHNESS, FLAT, SCALP_ROUGHNESS
from soliloquy.runtime.people.brows import INNER_MM, OUTER_MM, brow_height
from soliloquy.runtime.people.hairline import SOFT_MM, above_hairline
from soliloquy.runtime.smooth_step import smooth_step

from .paint import blot, noise, where
from .skin_regions import REGIONS
from .skin_wrinkles import wrinkles
from .texel_noise import MM_PER_TEXEL, bands, blurred, cells, waves

TILE_SIZE, TILE_MM = 512, 11.0
_NET_MM, _PORES_MM, _LIP_MM, _ROOTS_MM = 1.05, 1.15, 1.1, 0.85
"""Means between lines of the net, pores, furrows of the lips and hairs of a beard (chosen by eye)."""
WAVES_MM = (1.3, 2.4, 3.2, 6.0, 9.0, 15.0)
_BROW_MM = 4.0, 8.0
"""How far from a brow's middle line skin is as rough as hair, and where it is as rough as skin again: presets' brows
lie a little higher or lower."""
_BROW_ARCH = 0.8
_ROUGH_CHEEK = 0.47
_ROUGHNESS = {
    # Oil makes the middle of the face smooth, lips are moist (chosen by eye).
    "forehead": 0.42, "between brows": 0.41, "nose bridge": 0.38, "nose tip": 0.35, "nose wings": 0.37,
    "upper lids": 0.43, "under the eyes": 0.46, "skin over the lip": 0.45, "chin": 0.42, "jaw sides": 0.50,
    "neck front": 0.54, "ears": 0.48, "lips": 0.33,
}  # fmt: skip


@dataclass(frozen=True)
class Relief:
    """Pictures (S,S) in 0..1. height and wrinkles: FLAT is smooth skin, less is deeper. pits: how deep a pore or furrow
    is, which keeps light. roots: a dot for each hair of a beard. roughness: of a Principled BSDF. grain (3,S,S): noise
    of standard deviation 1 in the bands of unevenness. waves (S,S): softer noise, by its size in mm."""

    height: np.ndarray
    wrinkles: np.ndarray
    pits: np.ndarray
    roots: np.ndarray
    roughness: np.ndarray
    grain: np.ndarray
    waves: Mapping[float, np.ndarray]


def make_relief(
    covered: np.ndarray, places: np.ndarray, masks: Mapping[str, np.ndarray], shares: np.ndarray, seed: int
) -> Relief:
    """covered (S,S) bool: the N texels that are skin, at places (N,3) with shares (N,R) of REGIONS."""
    size = len(covered)
    grain = bands(size, seed)
    soft = {between: waves(size, between, seed + 40 + index) for index, between in enumerate(WAVES_MM)}
    lips = masks["lips"]
    bare = (1 - lips) * (1 - 0.7 * np.clip(shares[:, REGIONS.index("upper lids")] * 2, 0, 1))
    pores = _pores(size, seed)[covered] * _porous(places) * bare
    net = _net(size, seed)[covered] * bare * (0.55 + 0.45 * shares[:, REGIONS.index("neck front")])
    furrows = lips * where(lips, lambda chosen: _lip_furrows(places[chosen], seed))
    bumps = (0.5 * grain[1] + 0.5 * grain[2])[covered] * (1 - 0.5 * lips)
    height = FLAT - 0.34 * pores - 0.13 * net - 0.38 * furrows + 0.035 * bumps
    pits = np.clip(0.8 * pores + 0.3 * net + 0.6 * furrows, 0.0, 1.0)
    lines = FLAT - 0.6 * wrinkles(places, [soft[between][covered] for between in (9.0, 6.0, 3.2)])
    base = _ROUGH_CHEEK + shares @ (np.array([_ROUGHNESS[name] for name in REGIONS]) - _ROUGH_CHEEK)
    rough = base + 0.035 * grain[2][covered] + 0.02 * grain[1][covered] + 0.10 * pores - 0.03 * net
    cropped = smooth_step(*SOFT_MM, above_hairline(places)) * (1 - masks["ears"])
    browed = rough + (BROW_ROUGHNESS - rough) * _browed(places)
    roughness = browed + (SCALP_ROUGHNESS - browed) * cropped
    return Relief(
        height=_spread(covered, height, FLAT),
        wrinkles=_spread(covered, lines, FLAT),
        pits=_spread(covered, pits, 0.0),
        roots=_roots(size, seed),
        roughness=_spread(covered, roughness, 0.55),
        grain=grain,
        waves=soft,
    )


def micro_tile(seed: int) -> np.ndarray:
    """Heights (TILE_SIZE,TILE_SIZE) in 0..1 of the finest lines; it repeats at its edges."""
    total = np.zeros((TILE_SIZE, TILE_SIZE))
    for number, (between, depth) in enumerate(((0.62, 0.55), (0.31, 0.35))):
        first, second, own = cells(TILE_SIZE, round(TILE_MM / between), 0.95, seed + number)
        total += depth * smooth_step(0.0, 0.24, second - first) + 0.35 * depth * own * smooth_step(
            0.1, 0.6, second - first
        )
    fine = np.random.default_rng(seed).standard_normal((TILE_SIZE, TILE_SIZE))
    total = blurred(total, 1.0) + 0.05 * blurred(fine, 1.2) / blurred(fine, 1.2).std()
    low, high = np.quantile(total, (0.002, 0.998))
    tile: np.ndarray = np.clip((total - low) / (high - low), 0.0, 1.0)
    return tile


def _pores(size: int, seed: int) -> np.ndarray:
    first, _second, number = cells(size, round(size * MM_PER_TEXEL / _PORES_MM), 0.9, seed + 1)
    width = 0.16 + 0.20 * number
    return np.where(number > 0.15, np.exp(-((first / width) ** 2)), 0.0) * (0.45 + 0.55 * number)


def _roots(size: int, seed: int) -> np.ndarray:
    first, _second, number = cells(size, round(size * MM_PER_TEXEL / _ROOTS_MM), 0.95, seed + 3)
    return np.exp(-((first / 0.24) ** 2)) * (0.5 + 0.5 * number)


def _net(size: int, seed: int) -> np.ndarray:
    first, second, _number = cells(size, round(size * MM_PER_TEXEL / _NET_MM), 1.0, seed + 2)
    return 1.0 - smooth_step(0.0, 0.28, second - first)


def _porous(places: np.ndarray) -> np.ndarray:
    """How large pores are: most on the nose and beside it, then forehead and chin."""
    mirrored = np.column_stack([np.abs(places[:, 0]), places[:, 1:]])
    most = blot(mirrored, (0, -26, 44), (20, 16, 24)) + 0.8 * blot(mirrored, (24, -30, 24), (16, 18, 26))
    some = 0.6 * blot(mirrored, (0, 32, 26), (30, 20, 30)) + 0.55 * blot(mirrored, (0, -82, 22), (20, 16, 26))
    return np.clip(0.22 + most + some, 0.0, 1.0)


def _browed(places: np.ndarray) -> np.ndarray:
    """Where hairs of a brow are painted on most people, 0..1."""
    across = np.abs(places[:, 0])
    off = np.abs(places[:, 1] - brow_height(across, _BROW_ARCH))
    aside = np.maximum(INNER_MM - across, across - OUTER_MM)
    return (1 - smooth_step(*_BROW_MM, off)) * (1 - smooth_step(0.0, 5.0, aside))


def _lip_furrows(places: np.ndarray, seed: int) -> np.ndarray:
    """Lines from the mouth's opening outwards: fanned, of many depths."""
    from_mouth = places[:, 1] + 61.0
    fanned = places[:, 0] * (1.0 - 0.012 * np.abs(from_mouth)) + 0.35 * noise(places, 3.0, seed + 5)
    along = np.column_stack([fanned / _LIP_MM, from_mouth / 9.0, np.zeros(len(places))])
    ridged = 1.0 - np.abs(noise(along, 1.0, seed + 6)) * 2.2
    finer = 1.0 - np.abs(noise(along * (2.3, 1.6, 1.0), 1.0, seed + 7)) * 2.0
    return np.clip(0.75 * np.clip(ridged, 0, 1) + 0.35 * np.clip(finer, 0, 1), 0.0, 1.0)


def _spread(covered: np.ndarray, values: np.ndarray, rest: float) -> np.ndarray:
    picture = np.full(covered.shape, rest)
    picture[covered] = np.clip(values, 0.0, 1.0)
    return picture
