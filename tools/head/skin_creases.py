# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies in the creases of a face and along its edges, as photographs of skin show it: grooves beside the nose and
under its tip, nostrils, hollows of the ears, folds of the lids, the philtrum, the light rim around the lips, and lips
darker at their edge and furrowed.

Places are those of skin_regions.py. All is told as darkness: what is taken from the logarithm of the colour. Amounts
are such that unevenness of 0.5 to 2 mm is nearer to the photographs' (docs/measured/skin.md), and looked at.
"""

from collections.abc import Mapping

import numpy as np
from soliloquy.runtime.smooth_step import smooth_step

from .paint import blot, noise
from .texel_noise import MM_PER_TEXEL, blurred

_SOFT_MM = 0.5
_HIGHEST, _DEEPEST = -0.12, 0.22
"""Bends of the surface, 1/mm: edges get no lighter, creases no darker beyond these."""
_OF_NOSE, _OF_EARS, _OVER_LIP, _OF_LIDS = 1.8, 2.8, 3.1, 1.0
"""Darkness for each 1/mm of a bend."""
_EAR_HOLLOW, _NOSTRIL, _UNDER_TIP, _UNDER_EYE = 0.5, 1.6, 0.5, 0.11
_TIP = {3.6: 0.58, 1.8: 0.28}
"""How dark the mottling of the nose's tip is, by its size in mm."""
_LIP_RIM, _LIP_EDGE, _LIP_LINES, _LINES_OVER_LIP = 0.65, 1.5, 0.24, 0.30
_FADING = (-52.0, -42.0), (1.0, 0.4)
"""Heights over the lip between which its lines fade, and to how much: they set out from its edge."""
_RIM_MM = (0.7, 2.2)
"""Between the blurs of the lips' shape by which lie the light rim outside of their edge and the dark one inside."""
_MOUTH = -61.0
_LINES_MM = 2.3
"""Between vertical lines of the lips and over them."""


def creases(
    covered: np.ndarray,
    places: np.ndarray,
    masks: Mapping[str, np.ndarray],
    hollow: np.ndarray,
    bend: np.ndarray,
    seed: int,
) -> np.ndarray:
    """Darkness (N,) of the covered (S,S) texels at places (N,3); below 0 it is light.

    masks: see region_shares. hollow (N,): 0 in the open, 1 where no light gets. bend (N,): of the surface, 1/mm, above
    0 in a crease.
    """

    def soft(values: np.ndarray, mm: float) -> np.ndarray:
        picture = np.zeros(covered.shape)
        picture[covered] = values
        found: np.ndarray = blurred(picture, mm / MM_PER_TEXEL)[covered]
        return found

    mirrored = np.column_stack([np.abs(places[:, 0]), places[:, 1:]])
    lips, ears = masks["lips"], masks["ears"]
    nose = np.clip(1.5 * blot(mirrored, (9, -32, 36), (15, 15, 20)), 0.0, 1.0)
    over_lip = blot(mirrored, (0, -48, 33), (22, 9, 22))
    lids = masks["eyelids"] * smooth_step(-2.0, 2.0, places[:, 1])
    bent = soft(np.clip(bend, _HIGHEST, _DEEPEST) * (1 - lips), _SOFT_MM)
    folded = soft(np.clip(bend, 0.0, _DEEPEST), _SOFT_MM)
    found = bent * (_OF_NOSE * nose + _OF_EARS * ears + _OVER_LIP * over_lip) + _OF_LIDS * lids * folded
    lined = over_lip * (1 - lips) * np.interp(places[:, 1], *_FADING)
    found += _EAR_HOLLOW * ears * hollow + _LINES_OVER_LIP * lined * _lines(places, seed + 1)
    edge = soft(lips, _RIM_MM[0]) - soft(lips, _RIM_MM[1])
    found += _lips(places, lips, edge, seed) + _nose(places, mirrored, nose, hollow, seed + 2)
    return found + _UNDER_EYE * _trough(mirrored)


def _lips(places: np.ndarray, lips: np.ndarray, edge: np.ndarray, seed: int) -> np.ndarray:
    """Around and on the lips. edge (N,): above 0 inside of theirs, below 0 outside."""
    in_front = places[:, 2]
    rim = np.clip(-edge, 0.0, None) * (1 - lips) * (in_front > 10)
    inside = np.clip(edge, 0.0, None) * lips * (in_front > 25)
    return _LIP_EDGE * inside - _LIP_RIM * rim + _LIP_LINES * lips * (in_front > 20) * _lines(places, seed)


def _lines(places: np.ndarray, seed: int) -> np.ndarray:
    """Lines (N,), -1..1, that fan out from the mouth's opening."""
    from_mouth = places[:, 1] - _MOUTH
    fanned = places[:, 0] * (1.0 - 0.012 * np.abs(from_mouth)) / _LINES_MM
    return noise(np.column_stack([fanned, from_mouth / 11.0, np.zeros(len(places))]), 1.0, seed)


def _nose(places: np.ndarray, mirrored: np.ndarray, nose: np.ndarray, hollow: np.ndarray, seed: int) -> np.ndarray:
    """Nostrils, the underside of the tip, and the tip's own mottling."""
    nostril = np.clip(1.6 * blot(mirrored, (6.5, -37, 36), (5.5, 4, 9)), 0.0, 1.0) * smooth_step(0.1, 0.35, hollow)
    under = smooth_step(-31.5, -36.0, places[:, 1]) * smooth_step(34.0, 40.0, places[:, 2]) * nose
    mottled = sum(dark * noise(places, size, seed + index) for index, (size, dark) in enumerate(_TIP.items()))
    return _NOSTRIL * nostril + _UNDER_TIP * under + blot(mirrored, (0, -30, 46), (10, 9, 12)) * mottled


def _trough(mirrored: np.ndarray) -> np.ndarray:
    """The line (N,), 0..1, from the inner corner of the eye downwards and aside."""
    x, y, z = mirrored.T
    line = -9.0 - 6.0 * smooth_step(10.0, 30.0, x) + 3.0 * smooth_step(30.0, 42.0, x)
    along = smooth_step(8.0, 14.0, x) * smooth_step(40.0, 30.0, x) * (z > 0)
    found: np.ndarray = np.exp(-(((y - line) / 1.8) ** 2)) * along
    return found
