# SPDX-License-Identifier: GPL-3.0-or-later
"""Which vertices of the default head are lips, for losses and scores in millimetres."""

import numpy as np

from ...runtime.head.arkit import ARKIT_INDEX
from ...runtime.head.heads import DEFAULT_HEAD, load_head

_INNER_LIP_SHAPES = ("mouthRollLower", "mouthRollUpper", "mouthClose")
_MOVED = 0.002
"""Metres that one of the shapes moves a vertex of the lips by, at least. Chosen by eye."""
_MOST = 160
"""How many vertices are enough; a head's lips have several times as many."""


def lip_deltas() -> np.ndarray:
    """(52,N,3) metres that each ARKit shape moves the N lip vertices by. Raises SetupError when the head is missing."""
    deltas = load_head(DEFAULT_HEAD).shape_deltas
    shapes = [ARKIT_INDEX[name] for name in _INNER_LIP_SHAPES]
    lips = np.flatnonzero(np.linalg.norm(deltas[shapes], axis=2).max(axis=0) > _MOVED)
    return deltas[:, lips[:: max(1, len(lips) // _MOST)]]
