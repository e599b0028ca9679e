# SPDX-License-Identifier: GPL-3.0-or-later
"""A person's skin, lips, brows and close-cropped hair, painted by where each texel lies on the neutral face.

Places are millimetres from the middle between the eyes: x to the person's left, y up, z out of the face.
"""

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from .paint import blot, colour, grains, mixed, noise, smooth_step, where
from .paint_brows import HEIGHT_MM, PIXELS_PER_MM, brow_hairs, brow_height

_PART = 32768
"""Texels painted at a time: what is in between stays in a core's cache (measured: half the time of all at once)."""

_HAIRLINE_TURN = (0, 0.35, 0.62, 0.80, 0.95, 1.15, 1.45, 1.62, 1.8, 2.3, 3.2)
_HAIRLINE_MM = (58, 58, 50, 38, 16, 6, -2, -6, -34, -62, -66)
"""Height of the hair's edge by the turn from the front (radians) about an axis through the head."""


@dataclass(frozen=True)
class Look:
    """Colours are sRGB codes; redness, freckles, stubble and lip_strength are 0..1; brow and arch scale the brows."""

    skin: str
    blush: str
    lips: str
    hair: str
    iris: str
    redness: float = 0.6
    freckles: float = 0.1
    stubble: float = 0.0
    lip_strength: float = 0.65
    brow: float = 1.0
    arch: float = 1.0
    hairline: float = 0.0


def above_hairline(places: np.ndarray) -> np.ndarray:
    """How many millimetres (N,) places (N,3) lie above the edge of the hair."""
    turn = np.arctan2(np.abs(places[:, 0]), places[:, 2] + 60)
    edge: np.ndarray = np.interp(turn, _HAIRLINE_TURN, _HAIRLINE_MM)
    return places[:, 1] - edge


def paint_skin(places: np.ndarray, masks: Mapping[str, np.ndarray], look: Look, seed: int) -> np.ndarray:
    """Colours (N,3) at places (N,3). masks: "lips", "ears", "eyelids", each (N,) in 0..1."""
    mouth = float(places[masks["lips"] > 0.9, 1].mean())
    hairs = brow_hairs(look.brow, look.arch, seed + 31)

    def part_from(first: int) -> np.ndarray:
        part = slice(first, first + _PART)
        own_masks = {name: mask[part] for name, mask in masks.items()}
        return _painted(places[part], own_masks, mouth, hairs, look, seed)

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return np.concatenate(list(threads.map(part_from, range(0, len(places), _PART))))


def _painted(
    places: np.ndarray, masks: Mapping[str, np.ndarray], mouth: float, hairs: np.ndarray, look: Look, seed: int
) -> np.ndarray:
    mirrored = np.column_stack([np.abs(places[:, 0]), places[:, 1:]])
    painted = _tone(places, look, seed)
    painted = _redness(painted, places, mirrored, masks, mouth, look, seed)
    painted *= _shade(mirrored, masks, mouth)
    painted = _freckles(painted, places, mirrored, look, seed)
    painted = _stubble(painted, places, mirrored, masks, mouth, look, seed)
    creased = places * np.array([3.0, 0.8, 1.0])
    lines = 1 + 0.08 * where(masks["lips"], lambda chosen: noise(creased[chosen], 2.0, seed + 11))
    painted = mixed(painted, colour(look.lips) * lines[:, np.newaxis], masks["lips"] * look.lip_strength)
    painted = _hair(painted, places, masks, look, seed)
    return np.clip(_brows(painted, places, hairs, look), 0.0, 1.0)


def _tone(places: np.ndarray, look: Look, seed: int) -> np.ndarray:
    uneven = 0.5 * noise(places, 14, seed) + 0.3 * noise(places, 6, seed + 1) + 0.2 * noise(places, 2.2, seed + 2)
    pores = noise(places, 0.8, seed + 3)
    return colour(look.skin) * ((1 + 0.045 * uneven) * (1 + 0.03 * pores))[:, np.newaxis]


def _redness(
    painted: np.ndarray,
    places: np.ndarray,
    mirrored: np.ndarray,
    masks: Mapping[str, np.ndarray],
    mouth: float,
    look: Look,
    seed: int,
) -> np.ndarray:
    red = 0.55 * blot(mirrored, (36, -32, 5), (16, 15, 40)) + 0.5 * blot(mirrored, (0, -36, 32), (11, 9, 18))
    red += 0.25 * blot(mirrored, (0, mouth - 32, 15), (14, 9, 30)) + 0.18 * blot(mirrored, (0, 38, 20), (34, 16, 40))
    red += 0.6 * masks["ears"]
    red *= 1 + 0.5 * noise(places, 9, seed + 4)
    return mixed(painted, colour(look.blush), 0.55 * look.redness * np.clip(red, 0.0, 1.0))


def _shade(mirrored: np.ndarray, masks: Mapping[str, np.ndarray], mouth: float) -> np.ndarray:
    """Darker sockets and a shadow under the lower lip, as factors (N,3)."""
    sockets = 0.30 * blot(mirrored, (27, -11, 0), (15, 7, 30)) + 0.12 * blot(mirrored, (29, 8, 0), (15, 6, 30))
    sockets = np.clip(sockets + 0.12 * masks["eyelids"], 0.0, 1.0)
    under_lip = 0.10 * blot(mirrored, (0, mouth - 13, 10), (12, 4, 30))
    return (1 - sockets[:, np.newaxis] * np.array([0.22, 0.27, 0.22])) * (1 - under_lip)[:, np.newaxis]


def _freckles(painted: np.ndarray, places: np.ndarray, mirrored: np.ndarray, look: Look, seed: int) -> np.ndarray:
    cheeks = blot(mirrored, (30, -22, 10), (30, 16, 50)) + blot(mirrored, (0, -20, 20), (20, 16, 50))
    cheeks = np.clip(cheeks - 0.01, 0.0, 1.0)

    def spots(chosen: np.ndarray) -> np.ndarray:
        blend = 0.5 * noise(places[chosen], 1.4, seed + 5) + 0.5 * noise(places[chosen], 2.6, seed + 6)
        return smooth_step(0.42, 0.62, blend)

    return painted * (1 - 0.3 * look.freckles * cheeks * where(cheeks, spots))[:, np.newaxis]


def _stubble(
    painted: np.ndarray,
    places: np.ndarray,
    mirrored: np.ndarray,
    masks: Mapping[str, np.ndarray],
    mouth: float,
    look: Look,
    seed: int,
) -> np.ndarray:
    beard = blot(mirrored, (0, mouth - 26, 0), (46, 24, 70)) + blot(mirrored, (44, mouth - 6, -25), (20, 34, 45))
    beard += 0.9 * blot(mirrored, (0, mouth + 12, 15), (24, 7, 30))
    beard = np.clip(beard, 0.0, 1.0) * (1 - masks["lips"]) * smooth_step(-24, -34, places[:, 1])
    hairs = 0.55 + 0.45 * (grains(np.floor(places / 0.55).astype(np.int64), seed + 9) > 0.5)
    return mixed(painted, colour(look.hair) * 0.7 + painted * 0.3, 0.5 * look.stubble * beard * hairs)


def _hair(
    painted: np.ndarray, places: np.ndarray, masks: Mapping[str, np.ndarray], look: Look, seed: int
) -> np.ndarray:
    ragged = 3.0 * noise(places, 5, seed + 21) + 2.0 * noise(places, 1.5, seed + 22)
    cover = smooth_step(-5.0, 6.0, above_hairline(places) - look.hairline + ragged) * (1 - masks["ears"])
    combed = places * np.array([1.0, 0.22, 0.22])
    strands = 0.5 + 0.5 * where(cover, lambda chosen: noise(combed[chosen], 0.7, seed + 23))
    fine = 0.5 + 0.5 * where(cover, lambda chosen: noise(combed[chosen], 0.33, seed + 24))
    hair = colour(look.hair) * (0.62 + 0.3 * strands + 0.35 * fine)[:, np.newaxis]
    return mixed(painted, hair, np.clip(0.97 * cover * (0.86 + 0.14 * strands), 0.0, 1.0))


def _brows(painted: np.ndarray, places: np.ndarray, hairs: np.ndarray, look: Look) -> np.ndarray:
    across, up = np.abs(places[:, 0]), places[:, 1]
    column, row = (across * PIXELS_PER_MM).astype(int), ((HEIGHT_MM - up) * PIXELS_PER_MM).astype(int)
    in_front = places[:, 2] > -25
    drawn = (column < hairs.shape[1]) & (row >= 0) & (row < hairs.shape[0]) & in_front
    cover = np.zeros(len(places))
    cover[drawn] = hairs[row[drawn], column[drawn]]
    share = np.clip((across - 13) / 38, 0.0, 1.0)
    width = 2.6 * look.brow * (1.15 - 0.75 * share)
    under = np.exp(-(((up - brow_height(across, look.arch) - 1.0) / width) ** 2))
    under *= smooth_step(8, 16, across) * smooth_step(54, 44, across) * in_front * 0.40
    return mixed(painted, colour(look.hair) * 0.75, np.clip(np.maximum(cover, under + 0.5 * cover), 0.0, 0.92))
