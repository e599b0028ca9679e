# SPDX-License-Identifier: GPL-3.0-or-later
"""What the lips do, in millimetres on the mesh: the gap between them and the lower lip's way to the teeth.

All measures take ARKit weights (T,52) as the arkit layout shows them, where each vertex is a linear function of
the weights; so they cost a small matrix product and no mesh. docs/head.md tells which weights meet which.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..arrays import Array
from .arkit import ARKIT_INDEX
from .heads import DEFAULT_HEAD, load_head, shared_arrays
from .lip_curves import gap_along, span

MIDLINE = 3
"""The column of a ``LipMap`` in the middle of the mouth."""
PLACES = 41
"""Places across the mouth at which a profile is measured."""

ROUNDING = [ARKIT_INDEX[name] for name in ("mouthFunnel", "mouthPucker")]
_CORNERS = [ARKIT_INDEX[f"{shape}{side}"] for shape in ("mouthSmile", "mouthStretch") for side in ("Left", "Right")]
_AT_ONCE = 256
"""Frames whose profiles are measured together, in some 10 MB."""


@dataclass(frozen=True)
class LipMap:
    """Positions of lip vertices in millimetres: rest + weights @ slopes, at 7 places from right to left.

    upper_rest, lower_rest (7,R,3); upper_slopes, lower_slopes (52,7,R,3): R rings of vertices from inside the
    mouth out over each lip. incisors (3,): the edge of the upper front teeth, which do not move.
    """

    upper_rest: Array
    upper_slopes: Array
    lower_rest: Array
    lower_slopes: Array
    incisors: Array


@lru_cache(maxsize=64)
def lip_map(head_name: str = DEFAULT_HEAD) -> LipMap:
    """The lips of a head. They touch at rest, on every head."""
    head, shared = load_head(head_name), shared_arrays()
    vertices = head.vertices.astype(np.float64) * 1000.0
    shapes = head.shape_deltas.astype(np.float64) * 1000.0
    upper, lower = shared["lip_upper"], shared["lip_lower"]
    return LipMap(
        vertices[upper], shapes[:, upper], vertices[lower], shapes[:, lower], vertices[shared["incisor_edge"]]
    )


def lip_gap_profile_mm(weights: Array, head_name: str = DEFAULT_HEAD) -> Array:
    """Gap (T,PLACES) between the lips in millimetres from the right corner to the left, the middle at PLACES // 2.

    The lowest of the upper lip's curves less the highest of the lower one's: what a level look into the mouth sees;
    below 0 the lips run through each other.
    """
    head, rings = load_head(head_name), shared_arrays()["lip_rings"]
    rest = head.vertices[rings].astype(np.float64) * 1000.0
    slopes = head.shape_deltas[:, rings].astype(np.float64) * 1000.0
    profile = np.empty((len(weights), PLACES))
    for first in range(0, len(weights), _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        posed = rest + np.tensordot(weights[some], slopes, axes=1)
        profile[some] = gap_along(posed, span(posed, PLACES))
    return profile


def lip_gap_mm(weights: Array, head_name: str = DEFAULT_HEAD) -> Array:
    """Gap (T,) between the lips in the middle of the mouth, in millimetres."""
    lips = lip_map(head_name)
    upper = lips.upper_rest[MIDLINE, :, 1] + weights @ lips.upper_slopes[:, MIDLINE, :, 1]
    lower = lips.lower_rest[MIDLINE, :, 1] + weights @ lips.lower_slopes[:, MIDLINE, :, 1]
    return upper.min(axis=-1) - lower.max(axis=-1)


def lower_lip_to_teeth_mm(weights: Array, head_name: str = DEFAULT_HEAD) -> Array:
    """Distance (T,) in millimetres from the lower lip's inner edge to the edge of the upper front teeth."""
    lips = lip_map(head_name)
    rest, slopes = lips.lower_rest[MIDLINE, :, 1:], lips.lower_slopes[:, MIDLINE, :, 1:]
    found = np.empty(len(weights))
    for first in range(0, len(weights), _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        away = rest + np.tensordot(weights[some], slopes, axes=1) - lips.incisors[1:]
        found[some] = np.sqrt((away**2).sum(axis=-1)).min(axis=-1)
    return found


def opening(weights: Array) -> Array:
    """How open the mouth is (T,), 0 to about 2, without unit.

    jawOpen - min(mouthClose, jawOpen) + half the mean mouthLowerDown + half the mean mouthUpperUp.
    """

    def weight(name: str) -> Array:
        return weights[..., ARKIT_INDEX[name]]

    jaw = weight("jawOpen")
    lower = weight("mouthLowerDownLeft") + weight("mouthLowerDownRight")
    upper = weight("mouthUpperUpLeft") + weight("mouthUpperUpRight")
    return jaw - np.minimum(weight("mouthClose"), jaw) + lower / 4 + upper / 4


def rounding(weights: Array) -> Array:
    """How rounded the lips are (T,): the larger of mouthFunnel and mouthPucker."""
    return weights[..., ROUNDING].max(axis=-1)


def narrowness(weights: Array) -> Array:
    """How narrow the mouth is (T,): rounding less half the mean mouthSmile and half the mean mouthStretch."""
    return rounding(weights) - weights[..., _CORNERS].sum(axis=-1) / 4
