# SPDX-License-Identifier: GPL-3.0-or-later
"""Normals of the cards of hair in files: those by which our own pictures light them."""

import numpy as np

from ..runtime.arrays import Array
from ..runtime.head.hair_light import hair_normals
from ..runtime.vectors import unit

BONE = "head"
"""Of our heads: hair hangs on it, and its axes at rest are the head's own."""


def hair_facing(points: Array, quads: Array, into_bone: Array) -> Array:
    """Unit normals (P,3) of hair, quads (F,4) of points (P,3) of a file at rest.

    into_bone (4,4): from the points to the axes of the bone ``BONE``, and to metres as the head was made in.
    """
    linear = into_bone[:3, :3]
    from_joint = points @ linear.T + into_bone[:3, 3]
    return unit(hair_normals(from_joint, quads, np.zeros(3)) @ linear)
