# SPDX-License-Identifier: GPL-3.0-or-later
"""Which points of the face mesh are lips, lids and the face's edge, each in the order of its outline."""

import numpy as np

from ..arrays import Array

OUTER_LIPS = (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185)
INNER_LIPS = (78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191)
"""From the right corner along the lower lip to the left one, and back along the upper."""
LOWER_INNER, UPPER_INNER = INNER_LIPS[1:10], INNER_LIPS[:10:-1]
"""Without the corners, both from right to left."""
UPPER_RINGS = (
    UPPER_INNER,
    (183, 42, 41, 38, 12, 268, 271, 272, 407),
    (184, 74, 73, 72, 11, 302, 303, 304, 408),
    OUTER_LIPS[:10:-1],
    (186, 92, 165, 167, 164, 393, 391, 322, 410),
)
LOWER_RINGS = (
    LOWER_INNER,
    (96, 89, 179, 86, 15, 316, 403, 319, 325),
    (77, 90, 180, 85, 16, 315, 404, 320, 307),
    OUTER_LIPS[1:10],
    (43, 106, 182, 83, 18, 313, 406, 335, 273),
)
"""From a lip's inner edge over its outer one to the skin beside it, each as ``LOWER_INNER``."""
LIDS = (
    (33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246),
    (263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466),
)
"""Edges of the lids, from the outer corner along the lower lid."""
IRISES = tuple(range(468, 478))
OVAL = (
    *(10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152),
    *(148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109),
)
"""The face's edge, from the forehead's middle over the left ear."""
CHIN_EDGE = OVAL[9:28]
"""The jaw, from below the left ear to below the right one."""

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
