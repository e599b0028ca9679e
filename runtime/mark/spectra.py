# SPDX-License-Identifier: GPL-3.0-or-later
"""Short spectra of a sound, and how much of the mark each of their cells bears.

A cell is 20 ms by 50 Hz. Each bears the mark so far below its own level that it hides it, and loud ones less, so that
the mark as a whole stays far below the speech. Who looks for the mark reckons the same from what it hears.
"""

from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from .pattern import HIGH, LOW

LOWEST_RATE = 8000
"""Samples a second, of which the mark's band takes nearly all."""
_HOPS = 100
"""Spectra a second; each is two hops long."""
_BELOW_CELL = 10.0 ** (-20 / 20)
"""Of a cell's level: the mark's, at most. Chosen, so that what is around it hides it."""
_BELOW_SPEECH = 10.0 ** (-42 / 10)
"""Of the speech's energy: the mark's. Chosen, below the 40 dB that were asked for."""
_ACROSS, _ALONG = 3, 1
"""Cells to either side, in hertz and in time, over which a level is the mean. Chosen: between harmonics and after
consonants the mark is then not much louder than what is there."""
_HALVINGS = 24
"""Of the 33 octaves in which the knee lies."""


@dataclass(frozen=True)
class Spectra:
    """cells (T,C): complex, of the mark's band. energy: of the whole sound, in the cells' units. hop: samples. first:
    where the band begins in a whole spectrum. length: of the sound, in samples."""

    cells: Array
    energy: float
    hop: int
    first: int
    length: int


def spectra(samples: Array, sample_rate: int) -> Spectra:
    """Of samples (N,), N > 0, at LOWEST_RATE or more."""
    hop = round(sample_rate / _HOPS)
    size = 2 * hop
    count = -(-len(samples) // hop) + 1
    padded = np.zeros((count + 1) * hop)
    padded[hop : hop + len(samples)] = samples
    whole = np.fft.rfft(np.lib.stride_tricks.sliding_window_view(padded, size)[::hop] * _window(size), axis=1)
    first, end = int(LOW * size / sample_rate), min(int(HIGH * size / sample_rate) + 2, whole.shape[1])
    return Spectra(whole[:, first:end], float(np.sum(np.abs(whole) ** 2)), hop, first, len(samples))


def sound_of(found: Spectra, cells: Array) -> Array:
    """The sound (N,) float64 that has ``cells`` in the place of those of ``found``, and nothing besides."""
    hop, size = found.hop, 2 * found.hop
    whole = np.zeros((len(cells), hop + 1), np.complex128)
    whole[:, found.first : found.first + cells.shape[1]] = cells
    pieces = np.fft.irfft(whole, size, axis=1) * _window(size)
    joined = np.zeros((len(cells) + 1, hop))
    joined[:-1] += pieces[:, :hop]
    joined[1:] += pieces[:, hop:]
    return joined.ravel()[hop : hop + found.length]


def levels(found: Spectra) -> Array:
    """(T,C) power of each cell and those around it."""
    power = np.abs(found.cells) ** 2
    return _means(_means(power, _ACROSS, 1), _ALONG, 0)


def shares(power: Array, energy: float) -> Array:
    """(T,C) the mark's amplitude in each cell, for a mark of the power 1 everywhere. power: as ``levels``. energy: of
    the sound."""
    most = energy * _BELOW_SPEECH
    low, high = 1e-9 * power.max() + 1e-30, 10.0 * power.max() + 1e-30
    for _ in range(_HALVINGS):
        knee = float(np.sqrt(low * high))
        if _squared(power, knee).sum() > most:
            high = knee
        else:
            low = knee
    return np.sqrt(_squared(power, low))


def _squared(power: Array, knee: float) -> Array:
    return np.asarray(_BELOW_CELL**2 * power / (1.0 + power / knee) ** 2)


def _window(size: int) -> Array:
    return np.sin(np.pi * (np.arange(size) + 0.5) / size)


def _means(values: Array, reach: int, axis: int) -> Array:
    """Of each value and ``reach`` neighbours to either side; the outermost stand for those beyond."""
    lines = np.moveaxis(values, axis, 0)
    padded = np.concatenate([lines[:1]] * (reach + 1) + [lines] + [lines[-1:]] * reach)
    sums = np.cumsum(padded, axis=0)
    width = 2 * reach + 1
    return np.moveaxis((sums[width:] - sums[:-width]) / width, 0, axis)
