# SPDX-License-Identifier: GPL-3.0-or-later
"""What sets one person's face apart from the one that the engine makes of the same sound: a linear regression, which
`soliloquy train` fits and a style file holds.

It hears what the networks hear (the audio feature) and sees the engine's own face, both for a quarter of a second
around; of a recording it hears the encoder's content too, of which the feature keeps a part. What it adds is learned
from the person's takes. Contacts come after it, as after everything.
"""

from dataclasses import dataclass

import numpy as np

from ...arrays import Array
from ...head.arkit import ARKIT_NAMES
from ...head.lips import ROUNDING, narrowness
from ...long_arrays import blocks
from ...speech import CONTENT_DEPTHS

HEARD_AT = tuple(range(-12, 13, 2))
SEEN_AT = (-4, 0, 4)
CONTENT_AT = (-8, -4, 0, 4, 8)
"""Frames of 20 ms around each one at which feature, face and content are taken. Chosen on half of the clips of a man
that were left out (docs/measured/strangers.md has the other half)."""
HEARD = 64
"""Numbers of the audio feature."""
CONTENT_OF_DEPTH = 48
"""First principal components that are heard of each depth. Chosen on the same clips: all 128 follow no closer."""
CONTENT = CONTENT_OF_DEPTH * len(CONTENT_DEPTHS)
MOVED = np.array(
    [name.startswith(("brow", "cheek", "jaw", "mouth", "nose")) and name != "mouthClose" for name in ARKIT_NAMES]
)
"""(52,) bool: the shapes that it moves and sees. Eyes and lids are the rules engine's, and lips are closed against an
open jaw by the contacts alone."""
CURVES = len(ARKIT_NAMES) + 1
"""The shapes and, last, how narrow the mouth is (``lips.narrowness``). Six shapes make that together, and what is
certain of them together is more than what is of each."""
_ROUNDS = 2
"""In which a mouth gets as narrow as wanted: the shape that rounds it most may reach 0, and the other does the rest."""


@dataclass(frozen=True, eq=False)
class Residual:
    """heard (13,64,C), seen (3,C,C), content (5,144,C): slopes of each frame of ``HEARD_AT``, ``SEEN_AT`` and
    ``CONTENT_AT``; content is None where nothing but the feature is heard. rest (C,). C is ``CURVES``; 52, the shapes
    alone, in older files."""

    heard: Array
    seen: Array
    rest: Array
    content: Array | None = None


def with_residual(
    weights: Array, emotion: Array, feature: Array, residual: Residual, content: Array | None = None
) -> Array:
    """Weights (T,52), of which ``emotion`` (T,52) is what the emotion adds and no person is known to, as the residual's
    person moves them: within 0..1. feature (T,64): the audio feature; content (T,144): ``first_components``, which a
    residual that hears it needs."""
    neutral = _neutral(weights, emotion)
    narrows = len(residual.rest) == CURVES
    seen = with_narrowness(neutral) if narrows else neutral
    parts = [(feature, HEARD_AT, residual.heard), (seen, SEEN_AT, residual.seen)]
    if residual.content is not None:
        assert content is not None
        parts.append((content, CONTENT_AT, residual.content))
    added = np.broadcast_to(residual.rest, seen.shape).astype(np.float32)
    # Frame by frame of the neighbourhood: all of them side by side would take 900 MB for an hour.
    for block in blocks(len(weights)):
        for inputs, offsets, slopes in parts:
            for offset, slope in zip(offsets, slopes, strict=True):
                added[block] += shifted(inputs, offset, block) @ slope
    moved = np.clip(weights + added[:, : len(ARKIT_NAMES)], 0.0, 1.0)
    return _as_narrow(moved, emotion, seen[:, -1] + added[:, -1]) if narrows else moved


def _neutral(weights: Array, emotion: Array) -> Array:
    """(T,52) within 0..1, as faces without an emotion are: the networks hold one not quite as it is shown."""
    return np.clip(weights - emotion, 0.0, 1.0).astype(np.float32)


def with_narrowness(weights: Array) -> Array:
    """(T,CURVES) of the weights (T,52)."""
    return np.concatenate([weights, narrowness(weights)[:, None]], axis=1)


def _as_narrow(moved: Array, emotion: Array, wanted: Array) -> Array:
    """``moved`` (T,52), without ``emotion`` as narrow as ``wanted`` (T,), by the larger of what rounds the lips."""
    frames = np.arange(len(moved))
    for _ in range(_ROUNDS):
        neutral = _neutral(moved, emotion)
        larger = np.take(ROUNDING, neutral[:, ROUNDING].argmax(axis=1))
        moved[frames, larger] = np.clip(moved[frames, larger] + wanted - narrowness(neutral), 0.0, 1.0)
    return moved


def first_components(content: Array) -> Array:
    """(T,144) of the content (T,384)."""
    firsts = np.cumsum([0, *CONTENT_DEPTHS[:-1]])
    return np.concatenate([content[:, first : first + CONTENT_OF_DEPTH] for first in firsts], axis=1)


def shifted(curves: Array, offset: int, block: slice | None = None) -> Array:
    """(T,C) whose row i is row i + offset of ``curves``, or of these rows those of the block; ends are held."""
    rows = np.arange(len(curves)) if block is None else np.arange(block.start, block.stop)
    return curves[np.clip(rows + offset, 0, len(curves) - 1)]
