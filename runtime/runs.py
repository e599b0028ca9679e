# SPDX-License-Identifier: GPL-3.0-or-later
"""Where something holds for a while."""

import numpy as np

from .arrays import Array


def runs_of(holds: Array) -> Array:
    """(N,2): of each run of True in ``holds`` (T,) its first place, and the one after its last; in order."""
    edges = np.diff(np.concatenate([[False], holds, [False]]).astype(int))
    found: Array = np.flatnonzero(edges).reshape(-1, 2)
    return found
