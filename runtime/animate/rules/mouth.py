# SPDX-License-Identifier: GPL-3.0-or-later
"""Articulators become ARKit weights, and lips that must meet do meet, measured in millimetres on the head."""

from functools import cache

import numpy as np

from ...arrays import Array
from ...head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ...head.lips import MIDLINE, lip_gap_mm, lip_map
from .articulation import FUNNEL, JAW, LOWER, PUCKER, SPREAD, TONGUE, UPPER

_JAW_OPEN, _MOUTH_CLOSE = ARKIT_INDEX["jawOpen"], ARKIT_INDEX["mouthClose"]
_PUCKER = ARKIT_INDEX["mouthPucker"]
_SEALED_GAPS = (-0.08, -0.03)
_DEEPEST_GAP = -0.08
_TEETH_GAP = 1.0
"""Millimetres, chosen well within the rule of runtime/animate/measure.py, so that other heads keep it too."""
# The gap is the least over several rings of lip vertices, so a step towards it is not exact: three are.
_CORRECTIONS = 3
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
# What a seal keeps of the mouth's corners, so that a smile stays a smile. Chosen by eye, as are the shapes below.
_KEPT_IN_SEAL = {
    "mouthSmileLeft": 0.8,
    "mouthSmileRight": 0.8,
    "mouthStretchLeft": 0.6,
    "mouthStretchRight": 0.6,
    "mouthDimpleLeft": 0.7,
    "mouthDimpleRight": 0.7,
    "mouthPucker": 0.7,
    "tongueOut": 0.0,
}
_NARROWER = 0.08
"""mouthPucker of lips that are pressed together in speech. Set by hand on a man's clips that are not scored: at his P,
B and M the mouth is narrower than around them, by a third of what it is at /w/ (docs/measured/strangers.md). More, or
more of the pucker than is kept, and the heads' lips of half and a quarter of the triangles no longer meet."""
# Rolled lips would run through each other in the middle and stand apart at the corners.
_SEAL_SHAPES = {"mouthPressLeft": 0.08, "mouthPressRight": 0.08, "mouthRollLower": 0.0, "mouthRollUpper": 0.0}
# The lower lip's edge under the upper teeth: drawn in, with a jaw almost shut and the upper lip out of the way.
_TEETH_SHAPES = {
    "jawOpen": 0.077,
    "mouthRollLower": 0.60,
    "mouthUpperUpLeft": 0.02,
    "mouthUpperUpRight": 0.02,
}
_TEETH_LIMITS = np.array([[0.03, 0.25], [0.13, 1.0]])
"""Least and most of jawOpen and mouthRollLower for an /f/. Chosen by eye."""
_TOUCHING_MM = np.array([0.1, 0.3])
"""Millimetres of the lower lip's inner edge above and in front of the edge of the incisors. Chosen by eye."""
_KEPT_ON_TEETH = {"mouthPucker": 0.7, "mouthSmileLeft": 0.33, "mouthSmileRight": 0.33}
"""Of a pucker lips on teeth keep as much as lips in a seal: on the half of a man's clips that is not scored an own
style follows how narrow his mouth is by 0.72 so, by 0.70 where 0.3 of it is kept."""
_STRETCHED, _SMILED = 0.6, 0.35
"""Weights of mouthStretch and mouthSmile of a spread of 1. Chosen by eye."""
NARROW_PER_SPREAD = 0.5 * (_STRETCHED + _SMILED)
"""What a spread of 1 takes off the mouth's narrowness (docs/conventions.md)."""
AT_ONCE = 10_000
"""Frames whose lips are set together: an hour at once would take half a gigabyte."""


def mouth_weights(articulators: Array) -> Array:
    """(T, 52) weights of the articulator curves (T, 9), lips still free."""
    weights = np.zeros((len(articulators), len(ARKIT_NAMES)))
    spread = articulators[:, SPREAD]
    for shape, curve in (
        ("jawOpen", articulators[:, JAW]),
        ("mouthFunnel", articulators[:, FUNNEL]),
        ("mouthPucker", articulators[:, PUCKER]),
        ("mouthStretch", _STRETCHED * spread),
        ("mouthSmile", _SMILED * spread),
        ("mouthDimple", 0.25 * spread),
        ("mouthUpperUp", articulators[:, UPPER]),
        ("mouthLowerDown", articulators[:, LOWER]),
        ("tongueOut", articulators[:, TONGUE]),
    ):
        for name in (shape, shape + "Left", shape + "Right"):
            if name in ARKIT_INDEX:
                weights[:, ARKIT_INDEX[name]] = curve
    return weights


def narrowed(weights: Array, closure: Array) -> Array:
    """``weights`` (T, 52) with the corners drawn in where ``closure`` (T,) will shut the lips: one ring of muscle does
    both."""
    drawn_in = weights.copy()
    drawn_in[:, _PUCKER] += _NARROWER * closure * (1.0 - weights[:, _PUCKER])
    return drawn_in


def with_contacts(weights: Array, closure: Array, teeth: Array) -> Array:
    """``weights`` (T, 52) with the lips shut where ``closure`` (T,) is 1 and the lower lip at the upper teeth where
    ``teeth`` (T,) is 1, on the way there in between, and the lips nowhere through each other.

    A seal wins over the teeth. The lip gap is that of the default head (see runtime.head.lips).
    """
    sealed = _on_teeth(weights, teeth * (1.0 - closure))
    sealed = _shut(sealed, closure)
    return _never_through_each_other(np.clip(sealed, 0.0, 1.0))


def _on_teeth(weights: Array, teeth: Array) -> Array:
    touched = weights.copy()
    for name in (*_OPENERS, *_TEETH_SHAPES):
        target = _TEETH_SHAPES.get(name, 0.0)
        column = ARKIT_INDEX[name]
        touched[:, column] += teeth * (target - weights[:, column])
    _keep(touched, teeth, _KEPT_ON_TEETH)
    touched += teeth[:, None] * _to_incisors(touched)
    # The upper lip alone makes the missing gap: the lower one stays where it touches.
    missing = np.maximum(_TEETH_GAP - lip_gap_mm(touched), 0.0)
    lift = teeth**2 * missing / gap_per_unit("mouthShrugUpper")
    touched[:, ARKIT_INDEX["mouthShrugUpper"]] += lift
    return touched


def _to_incisors(weights: Array) -> Array:
    """What (T, 52) jawOpen and mouthRollLower need more, so that the lower lip's inner edge meets the incisors."""
    lips = lip_map()
    names = [ARKIT_INDEX["jawOpen"], ARKIT_INDEX["mouthRollLower"]]
    slopes = lips.lower_slopes[:, MIDLINE, 0, 1:]
    away = lips.lower_rest[MIDLINE, 0, 1:] + weights @ slopes - np.ravel(lips.incisors)[1:]
    change = (_TOUCHING_MM - away) @ np.linalg.inv(slopes[names])
    wanted = np.clip(weights[:, names] + change, *_TEETH_LIMITS)
    more = np.zeros_like(weights)
    more[:, names] = wanted - weights[:, names]
    return more


def _shut(weights: Array, closure: Array) -> Array:
    shut = weights.copy()
    for name in _OPENERS:
        shut[:, ARKIT_INDEX[name]] *= 1.0 - closure
    _keep(shut, closure, _KEPT_IN_SEAL)
    for name, target in _SEAL_SHAPES.items():
        column = ARKIT_INDEX[name]
        shut[:, column] += closure * (target - shut[:, column])
    jaw = weights[:, _JAW_OPEN]
    opening = (1.0 - closure) * (jaw - weights[:, _MOUTH_CLOSE])
    for _ in range(_CORRECTIONS):
        shut[:, _JAW_OPEN] = np.maximum(jaw, opening)
        shut[:, _MOUTH_CLOSE] = np.maximum(jaw - opening, 0.0)
        gap = lip_gap_mm(shut)
        opening -= closure**2 * (gap - np.clip(gap, *_SEALED_GAPS)) / gap_per_unit("jawOpen")
    shut[:, _JAW_OPEN] = np.maximum(jaw, opening)
    shut[:, _MOUTH_CLOSE] = np.maximum(jaw - opening, 0.0)
    return shut


def _never_through_each_other(weights: Array) -> Array:
    """First less of mouthClose, then more of the jaw, where the lips would cross."""
    freed = weights.copy()
    for _ in range(_CORRECTIONS):
        missing = np.maximum(_DEEPEST_GAP - lip_gap_mm(freed), 0.0) / gap_per_unit("jawOpen")
        given_back = np.minimum(missing, freed[:, _MOUTH_CLOSE])
        freed[:, _MOUTH_CLOSE] -= given_back
        freed[:, _JAW_OPEN] = np.minimum(freed[:, _JAW_OPEN] + missing - given_back, 1.0)
    return freed


def _keep(weights: Array, contact: Array, kept: dict[str, float]) -> None:
    for name, share in kept.items():
        weights[:, ARKIT_INDEX[name]] *= 1.0 - (1.0 - share) * contact


@cache
def gap_per_unit(name: str) -> float:
    """Millimetres of lip gap that one unit of a shape adds."""
    weights = np.zeros((2, len(ARKIT_NAMES)))
    weights[1, ARKIT_INDEX[name]] = 1.0
    neutral, full = lip_gap_mm(weights)
    return float(full - neutral)
