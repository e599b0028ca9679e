# SPDX-License-Identifier: GPL-3.0-or-later
"""The square around a mouth that is repainted: laid by eyes and nose, so that it stays while the mouth moves."""

import math

import numpy as np

from ..arrays import Array
from ..face.chips import Similarity, square
from ..face.mesh_points import EYE_CORNERS, NOSE_BASE
from ..smooth_step import smooth

SIDE = 96
"""Pixels of the patch."""
_ACROSS, _BELOW = 1.15, 0.38
"""Its side, and how far its middle lies below the nose's base, in distances of the outer corners of the eyes. Chosen by
eye: it reaches from the nostrils to below the chin of an open mouth."""
_FADE = 0.12
"""Of the side, at each edge. Chosen by eye."""


def mouth_square(points: Array) -> Similarity:
    """The patch of a face with points (N,3) of the mesh, in pixels."""
    right, left = points[list(EYE_CORNERS)]
    eyes = float(np.linalg.norm(left - right))
    slope = math.atan2(left[1] - right[1], left[0] - right[0])
    down = np.array([-math.sin(slope), math.cos(slope)])
    return square(points[NOSE_BASE, :2] + _BELOW * eyes * down, _ACROSS * eyes, slope)


def in_square(points: Array, patch: Similarity) -> Array:
    """Points (N,2) of the picture in the patch's own coordinates, 0..1."""
    there: Array = np.linalg.solve(patch.matrix[:, :2], (points - patch.matrix[:, 2]).T).T
    return there


def edge_fade() -> Array:
    """float32 (SIDE,SIDE), 1, and falling to 0 at the patch's edge: nothing that is painted there is seen."""
    place = (np.arange(SIDE) + 0.5) / SIDE
    inside = smooth(np.clip(np.minimum(place, 1.0 - place) / _FADE, 0.0, 1.0))
    return np.outer(inside, inside).astype(np.float32)
