# SPDX-License-Identifier: GPL-3.0-or-later
"""From the head's frame (FLAME's: +X the character's left, +Y up, +Z out of the face) to Blender's.

In Blender the head faces -Y: a point (x, y, z) becomes (x, -z, y). It is a turn, so rotations go with it.
"""

import numpy as np


def to_blender(vectors: np.ndarray) -> np.ndarray:
    """Points, deltas or rotation axes (..., 3) in Blender's axes."""
    return np.stack([vectors[..., 0], -vectors[..., 2], vectors[..., 1]], axis=-1)


def from_blender(vectors: np.ndarray) -> np.ndarray:
    """The same back: (..., 3) in the head's frame."""
    return np.stack([vectors[..., 0], vectors[..., 2], -vectors[..., 1]], axis=-1)
