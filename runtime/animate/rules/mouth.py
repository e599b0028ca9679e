# SPDX-License-Identifier: GPL-3.0-or-later
"""Articulators become ARKit weights, and lips that must meet do meet, measured in millimetres on the head."""

from functools import cache

import numpy as np

from ...head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ...head.lips import lip_gap_mm
from .articulation import FUNNEL, JAW, LOWER, PUCKER, SPREAD, TONGUE, UPPER

_JAW_OPEN, _MOUTH_CLOSE = ARKIT_INDEX["jawOpen"], ARKIT_INDEX["mouthClose"]
_SEALED_GAP = -0.25
_DEEPEST_GAP = -0.45
_TEETH_GAP = 1.0
# What opens the lips besides the jaw; a seal takes all of it away.
_OPENERS = (
    "mouthFunnel",
    "mouthLowerDownLeft",
    "mouthLowerDownRight",
    "mouthUpperUpLeft",
    "mouthUpperUpRight",
    "mouthShrugUpper",
    "mouthShrugLower",
)
# What a seal keeps of the mouth's corners, so that a smile stays a smile.
_KEPT_IN_SEAL = {
    "mouthSmileLeft": 0.6,
    "mouthSmileRight": 0.6,
    "mouthStretchLeft": 0.6,
    "mouthStretchRight": 0.6,
    "mouthDimpleLeft": 0.7,
    "mouthDimpleRight": 0.7,
    "tongueOut": 0.0,
}
_SEAL_SHAPES = {"mouthPressLeft": 0.08, "mouthPressRight": 0.08, "mouthRollLower": 0.05, "mouthRollUpper": 0.05}
# The lower lip's edge under the upper teeth: drawn in, with a jaw almost shut and the upper lip out of the way.
_TEETH_SHAPES = {
    "jawOpen": 0.05,
    "mouthRollLower": 0.45,
    "mouthUpperUpLeft": 0.12,
    "mouthUpperUpRight": 0.12,
}
_KEPT_ON_TEETH = {"mouthPucker": 0.5, "mouthSmileLeft": 0.6, "mouthSmileRight": 0.6}


def mouth_weights(articulators: np.ndarray) -> np.ndarray:
    """(T, 52) weights of the articulator curves (T, 9), lips still free."""
    weights = np.zeros((len(articulators), len(ARKIT_NAMES)))
    spread = articulators[:, SPREAD]
    for shape, curve in (
        ("jawOpen", articulators[:, JAW]),
        ("mouthFunnel", articulators[:, FUNNEL]),
        ("mouthPucker", articulators[:, PUCKER]),
        ("mouthStretch", 0.6 * spread),
        ("mouthSmile", 0.35 * spread),
        ("mouthDimple", 0.25 * spread),
        ("mouthUpperUp", articulators[:, UPPER]),
        ("mouthLowerDown", articulators[:, LOWER]),
        ("tongueOut", articulators[:, TONGUE]),
    ):
        for name in (shape, shape + "Left", shape + "Right"):
            if name in ARKIT_INDEX:
                weights[:, ARKIT_INDEX[name]] = curve
    return weights


def with_contacts(weights: np.ndarray, closure: np.ndarray, teeth: np.ndarray) -> np.ndarray:
    """``weights`` (T, 52) with the lips shut where ``closure`` (T,) is 1 and the lower lip at the upper teeth where
    ``teeth`` (T,) is 1, on the way in between; and nowhere with lips through each other.

    A seal wins over the teeth. The lip gap is that of the default head (see runtime.head.lips).
    """
    sealed = _on_teeth(weights, teeth * (1.0 - closure))
    sealed = _shut(sealed, closure)
    return _never_through_each_other(np.clip(sealed, 0.0, 1.0))


def _on_teeth(weights: np.ndarray, teeth: np.ndarray) -> np.ndarray:
    touched = weights.copy()
    for name in (*_OPENERS, *_TEETH_SHAPES):
        target = _TEETH_SHAPES.get(name, 0.0)
        column = ARKIT_INDEX[name]
        touched[:, column] += teeth * (target - weights[:, column])
    _keep(touched, teeth, _KEPT_ON_TEETH)
    # The upper lip alone makes the missing gap: the lower one stays where it touches.
    missing = np.maximum(_TEETH_GAP - lip_gap_mm(touched), 0.0)
    lift = teeth**2 * missing / _gap_per_unit("mouthShrugUpper")
    touched[:, ARKIT_INDEX["mouthShrugUpper"]] += lift
    return touched


def _shut(weights: np.ndarray, closure: np.ndarray) -> np.ndarray:
    shut = weights.copy()
    for name in _OPENERS:
        shut[:, ARKIT_INDEX[name]] *= 1.0 - closure
    _keep(shut, closure, _KEPT_IN_SEAL)
    for name, target in _SEAL_SHAPES.items():
        column = ARKIT_INDEX[name]
        shut[:, column] += closure * (target - shut[:, column])
    jaw, close = weights[:, _JAW_OPEN], weights[:, _MOUTH_CLOSE]
    opening = (1.0 - closure) * (jaw - close)
    shut[:, _MOUTH_CLOSE] = jaw - opening
    error = lip_gap_mm(shut) - _SEALED_GAP
    opening -= closure**2 * error / _gap_per_unit("jawOpen")
    shut[:, _JAW_OPEN] = np.maximum(jaw, opening)
    shut[:, _MOUTH_CLOSE] = np.maximum(jaw - opening, 0.0)
    return shut


def _never_through_each_other(weights: np.ndarray) -> np.ndarray:
    """First less of mouthClose, then more of the jaw, where the lips would cross."""
    freed = weights.copy()
    missing = np.maximum(_DEEPEST_GAP - lip_gap_mm(freed), 0.0) / _gap_per_unit("jawOpen")
    given_back = np.minimum(missing, freed[:, _MOUTH_CLOSE])
    freed[:, _MOUTH_CLOSE] -= given_back
    freed[:, _JAW_OPEN] = np.minimum(freed[:, _JAW_OPEN] + missing - given_back, 1.0)
    return freed


def _keep(weights: np.ndarray, contact: np.ndarray, kept: dict[str, float]) -> None:
    for name, share in kept.items():
        weights[:, ARKIT_INDEX[name]] *= 1.0 - (1.0 - share) * contact


@cache
def _gap_per_unit(name: str) -> float:
    """Millimetres of lip gap that one unit of a shape adds."""
    weights = np.zeros((2, len(ARKIT_NAMES)))
    weights[1, ARKIT_INDEX[name]] = 1.0
    neutral, full = lip_gap_mm(weights)
    return float(full - neutral)
