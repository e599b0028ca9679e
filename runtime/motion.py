# SPDX-License-Identifier: GPL-3.0-or-later
"""Face motion in the two forms the product uses: ARKit weights and the FLAME layout."""

import math
from dataclasses import dataclass, field, fields

from .arrays import Array

FRAMES_PER_SECOND = 50
EXPRESSION_DIMENSIONS = 50


def frame_count(duration: float) -> int:
    """Frames of a motion of ``duration`` seconds: frame i at i/50 s, i = 0 ... ceil(50 * duration).

    A duration that is a whole number of frames, except for rounding, gets no extra frame.
    """
    return math.ceil(duration * FRAMES_PER_SECOND - 1e-6) + 1


@dataclass(frozen=True)
class Motion:
    """FLAME layout at 50 frames a second; angles are axis-angle radians, local to the parent.

    expression (T,50) metres along an orthonormal basis; jaw (T,3), +x opens; head (T,3), FLAME's neck
    pose; eyes (T,6), left then right, +x looks down, +y to the character's left; eyelids (T,2), left
    then right, 0 open to 1 shut. All float32.
    """

    expression: Array = field(metadata={"columns": EXPRESSION_DIMENSIONS})
    jaw: Array = field(metadata={"columns": 3})
    head: Array = field(metadata={"columns": 3})
    eyes: Array = field(metadata={"columns": 6})
    eyelids: Array = field(metadata={"columns": 2})

    def __len__(self) -> int:
        return len(self.expression)


MOTION_COLUMNS: dict[str, int] = {each.name: each.metadata["columns"] for each in fields(Motion)}
"""Array of a motion -> its columns, in the order of the fields."""


@dataclass(frozen=True)
class ArkitCurves:
    """Weights of the 52 ARKit shapes and the head's turn, at any frame rate.

    weights (T,52) float32, 0..1, columns in the order of ``runtime.head.arkit.ARKIT_NAMES``.
    head (T,3) float32, axis-angle radians. Frame k is at k / frames_per_second seconds.
    """

    weights: Array
    head: Array
    frames_per_second: float = FRAMES_PER_SECOND

    def __len__(self) -> int:
        return len(self.weights)
