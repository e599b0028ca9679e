# SPDX-License-Identifier: GPL-3.0-or-later
"""Curves smoothed: by a cubic fitted to each frame's neighbourhood (Savitzky and Golay 1964), or by a Gaussian.

It comes before lips that must meet are brought together, so it never moves a closure.
"""

from functools import cache

import numpy as np

from ..arrays import Array

_HALF_WINDOW = 5
"""Of 3 to 6 the one whose jitter and speed come nearest to those of the takes that the networks learned from."""
_DEGREE = 3


def savitzky_golay(curves: Array, late: float = 0.0) -> Array:
    """(T,C) smoothed over 11 frames, and ``late`` frames later; ends are held. A cubic in time passes unchanged, away
    from the ends."""
    padded = np.concatenate([curves[:1].repeat(_HALF_WINDOW, 0), curves, curves[-1:].repeat(_HALF_WINDOW, 0)])
    smooth = np.zeros_like(curves)
    # Neighbour by neighbour: all of them side by side would take half a gigabyte for an hour.
    for offset, weight in enumerate(_weights(late)):
        smooth += weight * padded[offset : offset + len(curves)]
    return smooth


@cache
def _weights(late: float) -> Array:
    offsets = np.arange(-_HALF_WINDOW, _HALF_WINDOW + 1)
    at = np.power(-late, np.arange(_DEGREE + 1))
    return (at @ np.linalg.pinv(np.vander(offsets, _DEGREE + 1, increasing=True))).astype(np.float32)


def gaussian(curve: Array, deviation: float, late: float = 0.0) -> Array:
    """(T,) through a Gaussian whose standard deviation is given in frames, and ``late`` frames later; the ends are
    held."""
    reach = int(np.ceil(3 * deviation + abs(late)))
    kernel = np.exp(-0.5 * np.square((np.arange(-reach, reach + 1) - late) / deviation))
    return np.convolve(np.pad(curve, reach, mode="edge"), kernel / kernel.sum(), mode="valid")
