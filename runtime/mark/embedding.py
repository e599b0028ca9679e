# SPDX-License-Identifier: GPL-3.0-or-later
"""The mark, laid into speech."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from ..arrays import Array
from .pattern import pattern
from .spectra import LOWEST_RATE, levels, shares, sound_of, spectra

_BLOCK_SECONDS = 10
"""Of speech that is marked at once: an hour's spectra would take gigabytes. Chosen by hand."""
_FADE_SECONDS = 0.005
"""In which the mark comes and goes at a block's ends. Chosen by hand."""


def marked(samples: Array, sample_rate: int, start: int = 0) -> Array:
    """Speech (N,) float32 in -1..1 with the mark in it, 42 dB below it: the same speech, the same samples.

    start: number of the first sample in the whole that this is a piece of. Silence stays as it is, and so does sound of
    less than 8 kHz.
    """
    if sample_rate < LOWEST_RATE or len(samples) == 0:
        return samples
    size = _BLOCK_SECONDS * sample_rate
    out = np.empty(len(samples), np.float32)
    for first in range(0, len(samples), size):
        block = _marked(samples[first : first + size], sample_rate, start + first)
        out[first : first + size] = np.clip(block, -1.0, 1.0)
    return out


class MarkedSamples:
    """``marked(samples, sample_rate)`` as an array (N,) that is made piece by piece, as it is sliced from its beginning
    to its end: who writes an hour of it holds ten seconds. ``numpy.asarray`` makes all of it."""

    ndim = 1
    dtype = np.dtype(np.float32)

    def __init__(self, samples: Array, sample_rate: int) -> None:
        self._samples, self._rate, self._size = samples, sample_rate, _BLOCK_SECONDS * sample_rate
        self._first, self._block = -1, np.zeros(0, np.float32)

    def __len__(self) -> int:
        return len(self._samples)

    @property
    def shape(self) -> tuple[int]:
        """(N,)"""
        return (len(self),)

    def __getitem__(self, part: slice) -> Array:
        start, stop, step = part.indices(len(self))
        if step != 1:
            raise ValueError("marked samples are made one after the other")
        firsts = range(start - start % self._size, stop, self._size)
        pieces = [self._marked(first)[max(start - first, 0) : max(stop - first, 0)] for first in firsts]
        return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        return self[:].astype(dtype or self.dtype, copy=False)

    def _marked(self, first: int) -> Array:
        if first != self._first:
            block = np.asarray(self._samples[first : first + self._size])
            self._first, self._block = first, marked(block, self._rate, first)
        return self._block


def marked_stream(pieces: Iterable[Array], sample_rate: int) -> Iterator[Array]:
    """Pieces (N,) of one speech, each marked by itself as soon as it is there."""
    start = 0
    for piece in pieces:
        yield marked(piece, sample_rate, start)
        start += len(piece)


def _marked(block: Array, rate: int, start: int) -> Array:
    own = spectra(block, rate)
    power = levels(own)
    if not power.any():
        return block
    wave = np.resize(np.roll(pattern(rate), -(start % rate)), len(block))
    mark = spectra(wave, rate)
    flat = mark.cells / np.sqrt(np.mean(np.abs(mark.cells) ** 2))
    added = sound_of(own, shares(power, own.energy) * flat)
    ramp = np.minimum(1.0, (np.arange(len(block)) + 1) / max(1.0, _FADE_SECONDS * rate))
    return np.asarray(block + added * ramp * ramp[::-1])
