# SPDX-License-Identifier: GPL-3.0-or-later
"""Coarticulation: targets of phones become curves of articulators.

Cohen and Massaro (1993), equations 1 to 5: phone s rules articulator p at time t with the dominance
D_sp(t) = importance_sp * exp(-distance / reach_sp), and the curve is the dominance-weighted mean of the targets,
F_p(t) = sum_s D_sp(t) T_sp / sum_s D_sp(t). Two changes: the distance is taken to the phone's core (its middle
part) instead of its centre, so that a long phone holds its target, and its corner is rounded over 12 ms, so that
the curve has no kink.
"""

from dataclasses import dataclass

import numpy as np

from ...arrays import Array

_NEIGHBOURS = 7
"""Phones to either side that count. Chosen by hand: the eighth is further away than any reach."""
_CORNER = 0.012
"""Seconds: the rounding above. Chosen by eye."""


@dataclass(frozen=True)
class Targets:
    """Targets in time, S of them in order: core_start, core_end (S,) seconds; value, importance, before and after
    (S, A), the last two in seconds."""

    core_start: Array
    core_end: Array
    value: Array
    importance: Array
    before: Array
    after: Array


def blend(targets: Targets, times: Array) -> Array:
    """Curves (T, A) of the articulators at ``times`` (T,) seconds, ascending. No target gives zeros."""
    count = len(targets.core_start)
    if count == 0:
        return np.zeros((len(times), targets.value.shape[1]))
    here = np.searchsorted(targets.core_end, times)
    weighted = np.zeros((len(times), targets.value.shape[1]))
    total = np.full_like(weighted, 1e-9)
    for offset in range(-_NEIGHBOURS, _NEIGHBOURS + 1):
        index = here + offset
        rows = np.flatnonzero((index >= 0) & (index < count))
        at = index[rows]
        early = np.maximum(targets.core_start[at] - times[rows], 0.0)[:, None]
        late = np.maximum(times[rows] - targets.core_end[at], 0.0)[:, None]
        distance = _rounded(early) / targets.before[at] + _rounded(late) / targets.after[at]
        dominance = targets.importance[at] * np.exp(-distance)
        weighted[rows] += dominance * targets.value[at]
        total[rows] += dominance
    return weighted / total


def _rounded(distance: Array) -> Array:
    return np.sqrt(distance**2 + _CORNER**2) - _CORNER
