# SPDX-License-Identifier: GPL-3.0-or-later
"""A rise that begins and ends level: 3 s^2 - 2 s^3."""

import numpy as np

from .arrays import Array


def smooth(share: Array) -> Array:
    """0..1 of shares 0..1, of any shape."""
    return share * share * (3.0 - 2.0 * share)


def smooth_step(start: float, end: float, values: Array) -> Array:
    """0 before ``start``, 1 beyond ``end``, of values of any shape; falling where ``start`` is the larger."""
    return smooth(np.clip((values - start) / (end - start), 0.0, 1.0))
