# SPDX-License-Identifier: GPL-3.0-or-later
"""Face motion in the two forms the product uses: ARKit weights and the FLAME layout."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar

import numpy as np

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
    then right, 0 open to 1 shut. tongue (T,16), 0..1, in the order of ``runtime.head.tongue.TONGUE_NAMES``; None
    where it is not known. All float32.
    """

    expression: Array = field(metadata={"columns": EXPRESSION_DIMENSIONS})
    jaw: Array = field(metadata={"columns": 3})
    head: Array = field(metadata={"columns": 3})
    eyes: Array = field(metadata={"columns": 6})
    eyelids: Array = field(metadata={"columns": 2})
    tongue: Array | None = field(default=None, metadata={"columns": 16})

    def __len__(self) -> int:
        return len(self.expression)


MOTION_COLUMNS: dict[str, int] = {each.name: each.metadata["columns"] for each in fields(Motion)}
"""Array of a motion -> its columns, in the order of the fields."""
OPTIONAL_MOTION: frozenset[str] = frozenset({"tongue"})
"""Arrays that a motion may be without."""


@dataclass(frozen=True)
class ArkitCurves:
    """Weights of the 52 ARKit shapes and the head's turn, at any frame rate.

    weights (T,52) float32, 0..1, columns in the order of ``runtime.head.arkit.ARKIT_NAMES``.
    head (T,3) float32, axis-angle radians. Frame k is at k / frames_per_second seconds. tongue: as ``Motion.tongue``.
    """

    weights: Array
    head: Array
    frames_per_second: float = FRAMES_PER_SECOND
    tongue: Array | None = None

    def __len__(self) -> int:
        return len(self.weights)


Moving = TypeVar("Moving", bound=Motion | ArkitCurves)


def each_array(moving: Moving, change: Callable[[Array], Array]) -> Moving:
    """The same with ``change`` made to each of its arrays (T,...), whose rows are frames."""
    found = {each.name: getattr(moving, each.name) for each in fields(moving)}
    changed: dict[str, Any] = {name: change(value) for name, value in found.items() if isinstance(value, np.ndarray)}
    return replace(moving, **changed)
