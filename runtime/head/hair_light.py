# SPDX-License-Identifier: GPL-3.0-or-later
"""How hair takes light, for all that draw it: as one head of hair, and not card by card, of which each were a leaf."""

import numpy as np

from ..arrays import Array
from ..vectors import unit
from .normals import vertex_normals

THROUGH = 0.8
"""Share of a lamp's light that a card of hair lets through: a lock is hairs and air, and cards that kept all of it
lay on each other as dark as leaves, white hair with black edges in EEVEE. Chosen by eye."""
AS_A_WHOLE = 0.75
"""Share of the way from where a card faces to where the head's hair as a whole does. Chosen by eye."""
MIDDLE, DOWNMOST = (0.0, 0.05, -0.01), -0.03
"""Where hair as a whole faces away from, in metres from the head's joint, and how far down from there at most, for what
hangs faces aside. Chosen by eye."""
FADED = (0.25, 0.65)
"""Alphas between which strands are partly there: merely cut out, they had hard edges."""


def hair_normals(points: Array, quads: Array, joint: Array) -> Array:
    """Unit normals (P,3) by which cards of hair, quads (F,4) of points (P,3), take light. joint (3,): the head's.

    A card has two sides; the one that faces outwards counts.
    """
    whole = points - joint - MIDDLE
    whole[:, 1] = np.maximum(whole[:, 1], DOWNMOST)
    whole = unit(whole)
    own = vertex_normals(points, quads)
    own *= np.where((own * whole).sum(axis=1, keepdims=True) < 0.0, -1.0, 1.0)
    return unit((1.0 - AS_A_WHOLE) * own + AS_A_WHOLE * whole)
