# SPDX-License-Identifier: GPL-3.0-or-later
"""Our curves for a rig that has nothing like ARKit's mouthClose: its jaw opens only as far as the lips part."""

from collections.abc import Collection

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_INDEX
from .mouths import pressed, touching

_JAW, _CLOSE = ARKIT_INDEX["jawOpen"], ARKIT_INDEX["mouthClose"]
_PART_THE_LIPS = [
    ARKIT_INDEX[name]
    for name in (
        "jawOpen",
        "mouthFunnel",
        "mouthLowerDownLeft",
        "mouthLowerDownRight",
        "mouthUpperUpLeft",
        "mouthUpperUpRight",
        "mouthShrugUpper",
    )
]


def jaw_as_lips(weights: Array) -> Array:
    """ARKit weights (T,52) without mouthClose: the jaw opens only as far as the lips part, which is what is left of the
    opening (docs/conventions.md, Motion)."""
    made = weights.copy()
    made[:, _JAW] = np.maximum(weights[:, _JAW] - weights[:, _CLOSE], 0.0)
    made[:, _CLOSE] = 0.0
    return made


def folded(weights: Array) -> Array:
    """``jaw_as_lips`` of weights (T,52), and where lips are pressed together, nothing parts them."""
    made = jaw_as_lips(weights)
    made[:, _PART_THE_LIPS] *= 1.0 - pressed(weights)[:, None].astype(weights.dtype)
    return made


_LOWER, _UPPER = 1.2, 0.6
"""How far the lips' own shapes go for a jawOpen of 1 on a face whose jaw does not open. Chosen by eye."""
_LOWER_AS_THE_JAW = 8.5
"""How far mouthLowerDown goes to lower the lip as a jawOpen of 1 does, which at F and V is little. Measured on our
head: 33.6 mm by 2 of either side."""


def lips_alone(weights: Array) -> Array:
    """ARKit weights (T,52) for a rig without jawOpen: its lips open by themselves, and nothing draws them together over
    a jaw that stays up."""
    made = folded(weights)
    at_teeth = touching(weights)
    lower = _LOWER + at_teeth * (_LOWER_AS_THE_JAW - _LOWER)
    for name, share in (("mouthLowerDown", lower), ("mouthUpperUp", _UPPER * (1.0 - at_teeth))):
        for side in ("Left", "Right"):
            column = ARKIT_INDEX[name + side]
            made[:, column] = np.minimum(made[:, column] + share * made[:, _JAW], 1.0)
    return made


def for_jaw(weights: Array, shown: Collection[str]) -> Array:
    """Our weights (T,52) for a rig that shows these of ARKit's shapes. Without mouthClose nothing would close the lips
    over an open jaw: it comes up instead. Without jawOpen the lips open by themselves."""
    if "jawOpen" not in shown:
        return lips_alone(weights)
    return weights if "mouthClose" in shown else folded(weights)
