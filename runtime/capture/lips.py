# SPDX-License-Identifier: GPL-3.0-or-later
"""What decides about lips: the gap and the width that the picture shows, in millimetres."""

import numpy as np

from ..animate.rules.mouth import gap_per_unit, with_contacts
from ..arrays import Array
from ..head.arkit import ARKIT_INDEX
from ..head.lips import ROUNDING, lip_gap_mm
from ..smooth_step import smooth

_SHUT, _APART = 0.35, 1.2
"""Millimetres of the mesh's gap: lips of our heads that are up to 1 mm apart are seen 0.0 mm apart, those of 2 mm 0.8
(docs/measured/capture.md)."""
_SHARE = 0.5
"""Of what is missing of the gap, so much is made up by the jaw; the shapes saw the rest. Chosen by hand."""
_ROUNDS = 2
_ROUNDER, _LEAST_ROUND, _MOST_ROUND = 4.0, 0.7, 2.0
"""By how much more rounding a mouth has for each share of its width that it is narrower than usual, and within what.
Set on renders of eleven heads, with the man of docs/measured/capture.md in view."""


def rounded_by_width(weights: Array, width: Array) -> Array:
    """Weights (T,52) whose rounding is larger where the mouth is narrower than usual, and smaller where it is wider.

    width (T,): between the mouth's corners, in any unit; usual is its median. What is known of weights before draws
    rounding, which the mesh hardly sees, towards its mean, so that it comes out too small; how narrow a mouth is tells
    by how much. Where nothing is round nothing becomes so: a width alone does not tell a pucker from a smile that ends.
    """
    usual = np.median(width)
    more = np.clip(1.0 + _ROUNDER * (usual - width) / usual, _LEAST_ROUND, _MOST_ROUND)
    rounded = weights.copy()
    rounded[:, ROUNDING] = np.minimum(weights[:, ROUNDING] * more[:, None], 1.0)
    return rounded


def with_seen_lips(weights: Array, gap: Array, closure: Array | None = None, teeth: Array | None = None) -> Array:
    """Weights (T,52) whose lips are as far apart as seen, gap (T,) in millimetres, and shut where they are.

    closure, teeth (T,), 0..1: contacts known from elsewhere, from the sound.
    """
    parted = _as_far_apart(weights, gap)
    shut = smooth(np.clip((_APART - gap) / (_APART - _SHUT), 0.0, 1.0))
    if closure is not None:
        shut = np.maximum(shut, closure)
    return with_contacts(parted, shut, np.zeros(len(shut)) if teeth is None else teeth)


def _as_far_apart(weights: Array, gap: Array) -> Array:
    parted = weights.copy()
    jaw, close = ARKIT_INDEX["jawOpen"], ARKIT_INDEX["mouthClose"]
    for _ in range(_ROUNDS):
        missing = np.where(gap > _APART / 2, gap - lip_gap_mm(parted), 0.0) * _SHARE / gap_per_unit("jawOpen")
        freed = np.minimum(parted[:, close], np.maximum(missing, 0.0))
        parted[:, close] -= freed
        parted[:, jaw] = np.clip(parted[:, jaw] + missing - freed, 0.0, 1.0)
    return parted
