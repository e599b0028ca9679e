# SPDX-License-Identifier: GPL-3.0-or-later
"""What sets one person's face apart from the one that the engine makes of the same sound: a linear regression, which
`soliloquy train` fits and a style file holds.

It hears what the networks hear (the audio feature) and sees the engine's own face, both for a quarter of a second
around; what it adds is learned from the person's takes. Contacts come after it, as after everything.
"""

from dataclasses import dataclass

import numpy as np

from ...arrays import Array
from ...head.arkit import ARKIT_NAMES

HEARD_AT = tuple(range(-12, 13, 2))
SEEN_AT = (-4, 0, 4)
"""Frames of 20 ms around each one at which sound and face are taken. Chosen on half of the clips of a man that were
left out (docs/measured/strangers.md has the other half)."""
HEARD = 64
"""Numbers of the audio feature."""
MOVED = np.array(
    [name.startswith(("brow", "cheek", "jaw", "mouth", "nose")) and name != "mouthClose" for name in ARKIT_NAMES]
)
"""(52,) bool: the shapes that it moves and sees. Eyes and lids are the rules engine's, and lips are closed against an
open jaw by the contacts alone."""


@dataclass(frozen=True, eq=False)
class Residual:
    """heard (13,64,52), seen (3,52,52): slopes of each frame of ``HEARD_AT`` and ``SEEN_AT``. rest (52,)."""

    heard: Array
    seen: Array
    rest: Array


def with_residual(weights: Array, emotion: Array, feature: Array, residual: Residual) -> Array:
    """Weights (T,52), of which ``emotion`` (T,52) is what the emotion adds and no person is known to, as the residual's
    person moves them: within 0..1. feature (T,64): the audio feature."""
    added = np.broadcast_to(residual.rest, weights.shape).astype(np.float32)
    neutral = (weights - emotion).astype(np.float32)
    # Frame by frame of the neighbourhood: all of them side by side would take 600 MB for an hour.
    for inputs, offsets, slopes in ((feature, HEARD_AT, residual.heard), (neutral, SEEN_AT, residual.seen)):
        for offset, slope in zip(offsets, slopes, strict=True):
            added += shifted(inputs, offset) @ slope
    return np.clip(weights + added, 0.0, 1.0)


def shifted(curves: Array, offset: int) -> Array:
    """(T,C) whose row i is row i + offset; ends are held."""
    return curves[np.clip(np.arange(len(curves)) + offset, 0, len(curves) - 1)]
