# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames of a syllable given out to its letters."""

import numpy as np

from ..arrays import Array


def shared_frames(natural: Array, total: int) -> Array:
    """(n,) whole frames that sum to ``total``, in the proportions of ``natural`` (n,).

    Where there are enough, each letter that had frames keeps one at least: a closure must not vanish.
    """
    count = len(natural)
    if not count:
        return natural.copy()
    floor = np.minimum(natural, 1) if total >= np.minimum(natural, 1).sum() else np.zeros(count, np.int64)
    rest = total - int(floor.sum())
    weight = np.maximum(natural - floor, 0).astype(np.float64)
    weight = weight if weight.sum() else np.maximum(natural, 1).astype(np.float64)
    ends = np.round(np.cumsum(weight) * rest / weight.sum()).astype(np.int64)
    return (floor + np.diff(ends, prepend=0)).astype(np.int64)
