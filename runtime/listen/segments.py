# SPDX-License-Identifier: GPL-3.0-or-later
"""From a path of states over frames to spans in seconds."""

from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..motion import FRAMES_PER_SECOND

_LEAST = 1e-5
"""Probability that is added, so that none is without a logarithm."""


@dataclass(frozen=True)
class Segment:
    """state held from frame ``first`` to before ``last``; start and end in seconds."""

    state: int
    first: int
    last: int
    start: float
    end: float


def segments_of(path: Array, columns: Array, posteriors: Array, duration: float) -> list[Segment]:
    """Runs of equal states of ``path`` (T,), covering 0..duration without a gap.

    columns (S,): the column of ``posteriors`` (T, P) that speaks for each state. A boundary lies between two
    frames, where the logarithms of the two posteriors cross, taken as straight lines.
    """
    changes = np.flatnonzero(np.diff(path)) + 1
    firsts = np.concatenate([[0], changes])
    lasts = np.concatenate([changes, [len(path)]])
    before = _advantage(path, columns, posteriors, changes, changes - 1)
    after = _advantage(path, columns, posteriors, changes, changes)
    share = np.where((before < 0) & (after > 0), before / np.minimum(before - after, -1e-9), 0.5)
    times = (changes - 1 + np.clip(share, 0.05, 0.95)) / FRAMES_PER_SECOND
    times = np.clip(np.concatenate([[0.0], times, [duration]]), 0.0, duration)
    times[-1] = duration
    return [
        Segment(int(path[first]), int(first), int(last), float(start), float(end))
        for first, last, start, end in zip(firsts, lasts, times[:-1], times[1:], strict=True)
        if end > start
    ]


def _advantage(path: Array, columns: Array, posteriors: Array, changes: Array, frames: Array) -> Array:
    """Logarithm of the next state's posterior over the last one's, at ``frames``."""
    later, earlier = columns[path[changes]], columns[path[changes - 1]]
    return np.log(posteriors[frames, later] + _LEAST) - np.log(posteriors[frames, earlier] + _LEAST)
