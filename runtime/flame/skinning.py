# SPDX-License-Identifier: GPL-3.0-or-later
"""FLAME's own way from a pose to a mesh: shapes, what rotations add, then linear blend skinning (Li et al. 2017)."""

import numpy as np

from ..arrays import Array
from ..head.deform import rotations


def pose_features(turn: Array) -> Array:
    """What a joint's rotation matrix has beyond the identity, row by row (T,9), of axis-angle turns (T,3)."""
    return (rotations(turn) - np.eye(3, dtype=np.float32)).reshape(-1, 9)


def turned(points: Array, weights: Array, joint: Array, turn: Array) -> Array:
    """Points (T,N,3), or (N,3) for all frames, turned by axis-angle (T,3) about ``joint`` by weights (N,)."""
    about = points - joint
    moved = about @ rotations(turn).astype(np.float64).transpose(0, 2, 1)
    return points + weights[:, None] * (moved - about)
