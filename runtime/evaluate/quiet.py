# SPDX-License-Identifier: GPL-3.0-or-later
"""When a recording is quiet: more than 30 dB below its loud parts for at least 0.2 s."""

from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..runs import runs_of
from ..speech import Speech

_STEP = 0.01
_SMOOTHED = 11
_BELOW = 30.0
_SHORTEST = 0.2
"""Seconds of a step; steps that are averaged; dB below the 95th percentile; seconds that quiet lasts at least. The last
two are docs/listening.md's, the first two the reference scorer's, which the test has."""


@dataclass(frozen=True)
class Quiet:
    """quiet, speaking (N,) bool, each 10 ms. Gaps too short to be quiet are neither."""

    quiet: Array
    speaking: Array

    def at(self, times: Array) -> tuple[Array, Array]:
        """quiet and speaking, bool, at ``times`` (T,) seconds; beyond the sound, neither."""
        steps = np.clip((times / _STEP).astype(int), 0, len(self.quiet) - 1)
        inside = times < len(self.quiet) * _STEP
        return self.quiet[steps] & inside, self.speaking[steps] & inside


def quiet_parts(speech: Speech) -> Quiet:
    """By the 10 ms RMS, smoothed over 110 ms, against its 95th percentile."""
    length = max(1, int(speech.sample_rate * _STEP))
    count = len(speech.samples) // length
    rows = speech.samples[: count * length].reshape(count, length)
    energy = np.sqrt(np.square(rows, dtype=np.float64).mean(1) + 1e-14)
    energy = np.convolve(np.pad(energy, _SMOOTHED // 2, mode="edge"), np.ones(_SMOOTHED) / _SMOOTHED, "valid")
    decibels = 20 * np.log10(energy)
    low = decibels < np.percentile(decibels, 95) - _BELOW
    quiet = np.zeros(count, bool)
    for first, last in runs_of(low):
        quiet[first:last] = (last - first) * _STEP >= _SHORTEST
    return Quiet(quiet, ~low)
