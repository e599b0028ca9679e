# SPDX-License-Identifier: GPL-3.0-or-later
"""The mark, laid into speech."""

from collections.abc import Iterable, Iterator

import numpy as np

from ..arrays import Array
from .pattern import pattern
from .spectra import LOWEST_RATE, levels, shares, sound_of, spectra

_BLOCK_SECONDS = 10
"""Of speech that is marked at once: an hour's spectra would take gigabytes."""
_FADE_SECONDS = 0.005


def marked(samples: Array, sample_rate: int, start: int = 0) -> Array:
    """Speech (N,) float32 in -1..1 with the mark in it, 42 dB below it: the same speech, the same samples.

    start: number of the first sample in the whole that this is a piece of. Silence stays as it is, and so does sound of
    less than 8 kHz.
    """
    if sample_rate < LOWEST_RATE or len(samples) == 0:
        return samples
    size = _BLOCK_SECONDS * sample_rate
    blocks = [samples[first : first + size] for first in range(0, len(samples), size)]
    out = [_marked(block, sample_rate, start + number * size) for number, block in enumerate(blocks)]
    return np.clip(np.concatenate(out), -1.0, 1.0).astype(np.float32)


def marked_stream(pieces: Iterable[Array], sample_rate: int) -> Iterator[Array]:
    """Pieces of one speech, each marked by itself as soon as it is there."""
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
