# SPDX-License-Identifier: GPL-3.0-or-later
"""Slow random movement and single gestures, as curves."""

import numpy as np

from ...arrays import Array


def wander(times: Array, rng: np.random.Generator, lowest: float, highest: float) -> Array:
    """(T,) smooth noise of standard deviation about 1 between two frequencies (Hz), its power falling with
    frequency: a sum of sinusoids with random phases, the same at any length of clip."""
    count = 9
    frequencies = np.exp(rng.uniform(np.log(lowest), np.log(highest), count))
    sizes = np.sqrt(lowest / frequencies)
    sizes *= np.sqrt(2.0 / np.sum(sizes**2))
    phases = rng.uniform(0.0, 2 * np.pi, count)
    curve = np.zeros(len(times))
    for frequency, size, phase in zip(frequencies, sizes, phases, strict=True):
        curve += size * np.sin(2 * np.pi * frequency * times + phase)
    return curve


def looped_wander(times: Array, rng: np.random.Generator, lowest: float, highest: float) -> Array:
    """(T,) as ``wander``, of sinusoids that go round a whole number of times from the first of ``times`` to the last;
    where the band has none, of the slowest."""
    length = float(times[-1] - times[0])
    rounds = np.arange(max(1, np.ceil(lowest * length)), max(1, np.floor(highest * length)) + 1)
    sizes = np.sqrt(1.0 / rounds)
    sizes *= np.sqrt(2.0 / np.sum(sizes**2))
    phases = rng.uniform(0.0, 2 * np.pi, len(rounds))
    curve = np.zeros(len(times))
    for count, size, phase in zip(rounds, sizes, phases, strict=True):
        curve += size * np.sin(2 * np.pi * count * (times - times[0]) / length + phase)
    return curve


def add_pulse(curve: Array, times: Array, peak: float, size: float, spans: tuple[float, float, float]) -> None:
    """Add a gesture to ``curve`` in place: rise to ``size`` at ``peak`` seconds, hold, fall; ``spans`` are the three
    lengths in seconds. Rise and fall are minimum-jerk (Flash and Hogan, 1985)."""
    rise, hold, fall = spans
    first, last = np.searchsorted(times, (peak - rise, peak + hold + fall))
    local = times[first:last]
    up = minimum_jerk((local - peak + rise) / rise)
    down = minimum_jerk((local - peak - hold) / fall)
    curve[first:last] += size * (up - down)


def add_move(curves: Array, times: Array, start: float, length: float, by: Array) -> None:
    """Add ``by`` (C,) to ``curves`` (T,C) in place, from ``start`` on, over ``length`` seconds."""
    first, last = np.searchsorted(times, (start, start + length))
    curves[first:last] += minimum_jerk((times[first:last] - start) / length)[:, None] * by
    curves[last:] += by


def minimum_jerk(share: Array) -> Array:
    """0 to 1 with zero speed and acceleration at both ends, over ``share`` 0..1, of any shape."""
    x = np.clip(share, 0.0, 1.0)
    return x**3 * (10.0 - 15.0 * x + 6.0 * x**2)
