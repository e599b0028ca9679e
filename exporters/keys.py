# SPDX-License-Identifier: GPL-3.0-or-later
"""Fewer keys for text formats: those between which straight lines stay close to every frame."""

import numpy as np

from ..runtime.arrays import Array


def kept_frames(values: Array, tolerance: float) -> Array:
    """Frames (K,) whose keys, joined by straight lines, come within ``tolerance`` of ``values`` (T,) at every frame.

    The first and the last are among them, unless nothing moves: then it is the first alone. The longest line is taken
    each time, in one pass (Reumann and Witkam's corridor, anchored at its key), so that an hour takes seconds.
    """
    if float(np.ptp(values)) <= tolerance:
        return np.array([0])
    series = values.astype(np.float64).tolist()
    frames, anchor = [0], 0
    low, high = -np.inf, np.inf
    for frame in range(1, len(series)):
        rise = series[frame] - series[anchor]
        steps = frame - anchor
        # The line to this frame itself must pass all those before it.
        if not low <= rise / steps <= high:
            anchor = frame - 1
            frames.append(anchor)
            rise, steps, low, high = series[frame] - series[anchor], 1, -np.inf, np.inf
        low = max(low, (rise - tolerance) / steps)
        high = min(high, (rise + tolerance) / steps)
    frames.append(len(series) - 1)
    return np.array(frames)


def kept_frames_smooth(values: Array, tolerance: float) -> Array:
    """As ``kept_frames``, with the keys joined by cubics that leave each at its ``slopes``: fewer keys."""
    if float(np.ptp(values)) <= tolerance:
        return np.array([0])
    # Lists: a stretch is a handful of frames long, for which arrays are slow.
    series, slope = values.astype(np.float64).tolist(), slopes(values).tolist()
    frames, last = [0], len(values) - 1
    while frames[-1] < last:
        frames.append(_farthest(series, slope, frames[-1], tolerance))
    return np.array(frames)


def slopes(values: Array) -> Array:
    """Change a frame (T,) at each frame: 0 at ends and turning points, so that no cubic passes beyond its keys, else
    the harmonic mean of the steps on both sides (Fritsch and Butland 1984, equation 2, for even steps)."""
    steps = np.diff(values.astype(np.float64))
    before, after = steps[:-1], steps[1:]
    product = before * after
    total = np.where(product > 0, before + after, 1.0)
    return np.concatenate([[0.0], np.where(product > 0, 2 * product / total, 0.0), [0.0]])


def _farthest(series: list[float], slope: list[float], start: int, tolerance: float) -> int:
    """The end of the longest cubic from ``start`` that is found by doubling, then halving, its length."""
    last = len(series) - 1
    good, step = 1, 1
    while start + good < last and _fits(series, slope, start, min(good + step, last - start), tolerance):
        good, step = min(good + step, last - start), step * 2
    while step > 1:
        step //= 2
        if start + good + step <= last and _fits(series, slope, start, good + step, tolerance):
            good += step
    return start + good


def _fits(series: list[float], slope: list[float], start: int, length: int, tolerance: float) -> bool:
    """Whether the cubic over ``length`` frames stays within ``tolerance`` of each."""
    first, rise = series[start], series[start + length] - series[start]
    leaving, arriving = slope[start] * length, slope[start + length] * length
    square, cube = 3 * rise - 2 * leaving - arriving, leaving + arriving - 2 * rise
    for frame in range(1, length):
        t = frame / length
        if abs(first + t * (leaving + t * (square + t * cube)) - series[start + frame]) > tolerance:
            return False
    return True
