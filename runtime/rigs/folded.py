# SPDX-License-Identifier: GPL-3.0-or-later
"""Our curves for a rig that has nothing like ARKit's mouthClose: its jaw opens only as far as the lips part."""

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_INDEX
from .mouths import pressed

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
    """``jaw_as_lips``, and where lips are pressed together, nothing parts them."""
    made = jaw_as_lips(weights)
    made[:, _PART_THE_LIPS] *= 1.0 - pressed(weights)[:, None].astype(weights.dtype)
    return made
