# SPDX-License-Identifier: GPL-3.0-or-later
"""Two rings of points around a face, which hold a picture's background while the face moves."""

import numpy as np

from ..arrays import Array
from ..face.mesh_points import OVAL

_NEAR, _FAR = 1.45, 2.4
"""How far from the face's middle the two rings around it lie, in its own radii. Chosen by eye."""
_GOES_ALONG = 0.5
"""Share of the face's way that the nearer ring goes; the far one stays. Chosen by eye."""


def with_surroundings(points: Array) -> Array:
    """Points (478,2) and after them (54,2) around the face, which hold the background still."""
    edge = points[list(OVAL)]
    middle = edge.mean(axis=0)
    near, far = (middle + share * (edge - middle) for share in (_NEAR, _FAR))
    return np.concatenate([points, near, far[::2]])


def moved_surroundings(before: Array, after: Array) -> Array:
    """Points ``after`` (478,2) with what is around the face, as it goes along from where it was with ``before``."""
    around = with_surroundings(before)[len(before) :].copy()
    around[: len(OVAL)] += _GOES_ALONG * (after - before)[list(OVAL)]
    return np.concatenate([after, around])
