# SPDX-License-Identifier: GPL-3.0-or-later
"""The regions of a face that differ in colour: where each lies, once for the topology that all heads share.

Places are millimetres on the default head from the middle between its eyes: x to either side, y up, z out of the face.
Somebody's nose has the nose's colour wherever it is, for its vertices are the same.
"""

from collections.abc import Mapping

import numpy as np
from soliloquy.runtime.smooth_step import smooth_step

from .paint import blot

Ellipsoid = tuple[tuple[float, float, float], tuple[float, float, float]]

_BLOTS: dict[str, Ellipsoid] = {
    # Middle and radii.
    "forehead": ((0, 40, 24), (38, 20, 34)),
    "between brows": ((0, 13, 30), (9, 9, 18)),
    "nose bridge": ((0, -9, 36), (9, 11, 14)),
    "nose tip": ((0, -29, 46), (10, 9, 12)),
    "nose wings": ((15, -33, 33), (6.5, 8, 11)),
    "under the eyes": ((28, -15, 20), (15, 6, 22)),
    "skin over the lip": ((0, -50, 33), (20, 5.5, 22)),
    "chin": ((0, -84, 22), (18, 13, 26)),
    "jaw sides": ((50, -64, -22), (20, 26, 34)),
    "neck front": ((0, -135, -40), (60, 30, 44)),
}
REGIONS = ("upper lids", *_BLOTS, "ears", "lips")
"""Beside the cheeks, which all are compared with."""
_CHEEKS: Ellipsoid = ((40, -36, 8), (9, 11, 24))
_WEIGHT_OF_CHEEKS = 0.3
_INSIDE = 0.6
"""From which share of a blot on a place belongs to the region where it is measured."""


def region_shares(places: np.ndarray, masks: Mapping[str, np.ndarray]) -> np.ndarray:
    """How much each place (N,3) is of each of REGIONS (N,R): 0..1; what is missing to a sum of 1 is as the cheeks are.

    masks: "lips", "ears", "eyelids", each (N,) in 0..1.
    """
    mirrored = _mirrored(places)
    weights = {name: blot(mirrored, *where) for name, where in _BLOTS.items()}
    weights["upper lids"] = (
        2.5 * masks["eyelids"] * smooth_step(-4.0, 2.0, places[:, 1]) * smooth_step(17.0, 7.0, places[:, 1])
    )
    weights["ears"], weights["lips"] = 4.0 * masks["ears"], 12.0 * masks["lips"] ** 1.5
    found = np.stack([weights[name] for name in REGIONS], axis=1)
    shares: np.ndarray = found / (_WEIGHT_OF_CHEEKS + found.sum(axis=1, keepdims=True))
    return shares


def measured_places(places: np.ndarray, masks: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Which places (N,) bool stand for each region, and for "cheeks", when colours are measured."""
    mirrored, lips = _mirrored(places), masks["lips"]
    inside = {name: (blot(mirrored, *where) > _INSIDE) & (lips < 0.05) for name, where in _BLOTS.items()}
    inside["cheeks"] = blot(mirrored, *_CHEEKS) > _INSIDE
    inside["upper lids"] = (masks["eyelids"] > 0.7) & (places[:, 1] > 2.0)
    inside["ears"], inside["lips"] = masks["ears"] > 0.9, (lips > 0.95) & (places[:, 2] > 25)
    return inside


def _mirrored(places: np.ndarray) -> np.ndarray:
    return np.column_stack([np.abs(places[:, 0]), places[:, 1:]])
