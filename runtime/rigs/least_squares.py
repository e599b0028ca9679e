# SPDX-License-Identifier: GPL-3.0-or-later
"""Bounded least squares of mixtures: whole mouths are mixed, and not heaped up."""

import numpy as np

from ..arrays import Array


def mixture_nearest(wanted: Array, parts: Array, near: Array, cost: float, steps: int) -> Array:
    """x (T,n) of least |x @ parts - wanted|^2 + cost |x - near|^2, none below 0 and a frame's together at most 1.

    wanted (T,F), parts (n,F), near (T,n), from which it begins. By the accelerated gradient of Beck and Teboulle
    (2009).
    """
    squares = parts @ parts.T + cost * np.eye(len(parts))
    towards, step = wanted @ parts.T + cost * near, 1.0 / np.linalg.eigvalsh(squares)[-1]
    found = ahead = near
    pace = 1.0
    for _ in range(steps):
        before, found = found, _together_at_most_1(ahead - step * (ahead @ squares - towards))
        faster = (1.0 + np.sqrt(1.0 + 4.0 * pace**2)) / 2
        ahead, pace = found + (pace - 1.0) / faster * (found - before), faster
    return found


def _together_at_most_1(weights: Array) -> Array:
    """The nearest weights (T,n) that are not below 0 and whose sum is at most 1 (Duchi et al., 2008)."""
    positive = np.maximum(weights, 0.0)
    ordered = -np.sort(-weights, axis=1)
    excess = (np.cumsum(ordered, axis=1) - 1.0) / np.arange(1, weights.shape[1] + 1)
    last = np.sum(ordered > excess, axis=1) - 1
    cut = np.take_along_axis(excess, last[:, None], axis=1)
    return np.where(positive.sum(axis=1, keepdims=True) <= 1.0, positive, np.maximum(weights - cut, 0.0))
