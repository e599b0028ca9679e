# SPDX-License-Identifier: GPL-3.0-or-later
"""From the head's frame (FLAME's: +X the character's left, +Y up, +Z out of the face) to Blender's.

In Blender the head faces -Y: a point (x, y, z) becomes (x, -z, y). It is a turn, so rotations go with it.
"""

import numpy as np


def to_blender(vectors: np.ndarray) -> np.ndarray:
    """Points, deltas or rotation axes (..., 3) in Blender's axes."""
    return np.stack([vectors[..., 0], -vectors[..., 2], vectors[..., 1]], axis=-1)


def quaternions(axis_angle: np.ndarray) -> np.ndarray:
    """Unit quaternions (T,4), w first, of axis-angle rotations (T,3) in radians; w is never negative below pi."""
    angle = np.linalg.norm(axis_angle.astype(np.float64), axis=1, keepdims=True)
    return np.concatenate([np.cos(angle / 2), axis_angle * 0.5 * np.sinc(angle / (2 * np.pi))], axis=1)
