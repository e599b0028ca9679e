# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the mark is in a sound, and where.

The sound is made flat, cell by cell, as the mark was shaped to it, folded to one period, and compared with the pattern
at every shift. In sound without a mark these likenesses are normally distributed, so their own spread says how far the
largest stands out.
"""

import math
from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from .pattern import HIGH, LOW, tones
from .spectra import LOWEST_RATE, levels, shares, spectra
from .spectra import sound_of as joined

SHORTEST_SECONDS = 3.0
"""Of a sound whose mark is found for sure (docs/measured/watermark.md)."""
_SHIFTS = 1 << 15
"""That are compared, of a second. A finer grid finds no more: the band's shortest period is nine of them."""
_FREE_SHIFTS = 4 * (HIGH - LOW)
"""So many independent draws have no smaller a largest value: the band's real and imaginary parts, and as many again
because the grid is finer than they are. Chosen; how often sound without a mark seems to have one is measured
(docs/measured/watermark.md)."""
_UNLIKELY = 1e-5
"""Chance below which a mark is taken to be there. Chosen by hand."""
_OF_ONE_SHIFT = 4.0
"""Standard deviations; 3 of 100,000 sounds without a mark have them at one shift."""
_WINDOW_SECONDS, _STEP_SECONDS = 10, 5
"""Of a long sound, that are looked at together, and from one such part to the next. Chosen by hand."""
_FLOOR = 1e-9
"""Of the loudest cell's power: what is below is a codec's rounding. Chosen by hand."""


@dataclass(frozen=True)
class FoundMark:
    """score: by how many standard deviations the best shift stands out. chance: that a sound without a mark looks so.
    spans: (start, end) in seconds where it is, empty where it is not found. seconds: how long the sound is."""

    score: float
    chance: float
    spans: tuple[tuple[float, float], ...]
    seconds: float

    @property
    def found(self) -> bool:
        return bool(self.spans)


def find_mark(samples: Array, sample_rate: int) -> FoundMark:
    """Look for the mark in a sound (N,) of 8 kHz or more, cut anywhere, as a whole and in windows of ten seconds."""
    seconds = len(samples) / sample_rate
    if sample_rate < LOWEST_RATE or len(samples) < sample_rate:
        return FoundMark(0.0, 1.0, (), seconds)
    starts = range(0, max(1, math.ceil(seconds - _STEP_SECONDS)), _STEP_SECONDS)
    parts = [samples[at * sample_rate : (at + _WINDOW_SECONDS) * sample_rate] for at in starts]
    likeness = [_likeness(part, sample_rate) for part in parts]
    scores = [_score(each) for each in likeness]
    whole = _score(np.sum(likeness, axis=0))
    tests = len(parts) + (len(parts) > 1)
    spans = [
        (float(at), min(seconds, at + _WINDOW_SECONDS))
        for at, score in zip(starts, scores, strict=True)
        if _chance(score, tests) < _UNLIKELY
    ]
    if not spans and _chance(whole, tests) < _UNLIKELY:
        spans = [(0.0, seconds)]
    best = max(whole, *scores)
    return FoundMark(best, _chance(best, tests), tuple(_merged(spans)), seconds)


def begins_marked(samples: Array, sample_rate: int) -> bool:
    """Whether samples (N,) are speech that ``marked`` gave, from its first sample on. That is one shift alone, so a
    second of it is enough."""
    if sample_rate < LOWEST_RATE or len(samples) == 0:
        return False
    shifted = _shifted(_likeness(samples, sample_rate))
    return bool(shifted[0] > _OF_ONE_SHIFT * shifted.std())


def _likeness(samples: Array, rate: int) -> Array:
    """(HIGH-LOW,) complex: each hertz of the flat, folded sound, turned back by the pattern's phase."""
    own = spectra(samples, rate)
    power = levels(own)
    if not power.any():
        return np.zeros(HIGH - LOW, np.complex128)
    weights = shares(power, own.energy) / (power + _FLOOR * power.max())
    flat = joined(own, own.cells * weights)
    folded = np.zeros(-(-len(flat) // rate) * rate)
    folded[: len(flat)] = flat
    spectrum = np.fft.rfft(folded.reshape(-1, rate).sum(axis=0))
    return np.asarray(spectrum[LOW:HIGH] * tones().conj())


def _shifted(likeness: Array) -> Array:
    """(_SHIFTS,) the likeness at each shift."""
    spectrum = np.zeros(_SHIFTS // 2 + 1, np.complex128)
    spectrum[LOW:HIGH] = likeness
    return np.fft.irfft(spectrum, _SHIFTS)


def _score(likeness: Array) -> float:
    shifted = _shifted(likeness)
    spread = float(shifted.std())
    return float(shifted.max()) / spread if spread > 0.0 else 0.0


def _chance(score: float, tests: int) -> float:
    return min(1.0, tests * _FREE_SHIFTS * 0.5 * math.erfc(score / math.sqrt(2.0)))


def _merged(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    out: list[tuple[float, float]] = []
    for start, end in spans:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out
