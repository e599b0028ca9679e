# SPDX-License-Identifier: GPL-3.0-or-later
"""How the head is turned, and the face as if it were not."""

from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..rotations import of_matrices


@dataclass(frozen=True)
class Posed:
    """face (T,K,3): the points in the head's own frame, millimetres. turns (T,3): the head's, axis-angle radians."""

    face: Array
    turns: Array


def posed(points: Array, rest: Array, rigid: list[int]) -> Posed:
    """The similarity (turn, scale, shift) that takes the rigid points of ``rest`` (K,3) to those of each frame, undone.

    points (T,K,3). Umeyama 1991, "Least-squares estimation of transformation parameters", for all frames at once. The
    mesh's depth is in the unit of its pixels, so a weak perspective is all there is.
    """
    known = rest[rigid] - rest[rigid].mean(axis=0)
    middle = points[:, rigid].mean(axis=1, keepdims=True)
    left, sizes, right = np.linalg.svd(np.einsum("ni,tnj->tij", known, points[:, rigid] - middle))
    sign = np.sign(np.linalg.det(left @ right))
    left[:, :, 2] *= sign[:, None]
    sizes[:, 2] *= sign
    turns = left @ right  # rows of a face at rest times this are those of the picture
    scales = sizes.sum(axis=1) / (known**2).sum()
    face = np.einsum("tni,tji->tnj", points - middle, turns) / scales[:, None, None] + rest[rigid].mean(axis=0)
    return Posed(face, of_matrices(turns.transpose(0, 2, 1)))
