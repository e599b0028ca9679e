# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound of any length in pieces that an encoder can take, at its rate and its loudness."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import soxr

from ..arrays import Array
from ..motion import FRAMES_PER_SECOND

SAMPLE_RATE = 16_000
"""Whisper's."""
_TARGET_RMS = 0.1
"""Of the loud parts: the level at which the phone head was trained. Chosen by hand, as the most that is added to it."""
_HIGHEST_GAIN = 100.0
"""40 dB: what is quieter still is mostly noise. Chosen by hand."""


@dataclass(frozen=True)
class Heard:
    """What an encoder made of frames ``first`` to ``first + n`` (50 a second): hidden (n, H) float32, its low, middle
    and high layers side by side."""

    first: int
    hidden: Array


@dataclass(frozen=True)
class Span:
    """A window: frames ``begin`` to ``end`` are heard, of which ``first`` and what follows (``kept``) stay."""

    begin: int
    end: int
    first: int
    kept: slice


def spans_of(frames: int, core_seconds: float, overlap_seconds: float) -> Iterator[Span]:
    """Windows of about equal length (a short last one would be heard with less around it) whose kept parts join."""
    overlap = round(overlap_seconds * FRAMES_PER_SECOND)
    pieces = max(1, math.ceil(frames / round(core_seconds * FRAMES_PER_SECOND)))
    edges = np.linspace(0, frames, pieces + 1).round().astype(int).tolist()
    for first, last in pairwise(edges):
        begin = max(0, first - overlap)
        yield Span(begin, min(frames, last + overlap), first, slice(first - begin, last - begin))


def listening_gain(decibels: Array, loud_parts: float | None = None) -> float:
    """The factor that brings speech of these levels (dB RMS per frame) to the level that the encoder is used at.
    loud_parts: dB where it is loud, where that is known better than by the 95th percentile."""
    loud = 10.0 ** ((float(np.percentile(decibels, 95)) if loud_parts is None else loud_parts) / 20.0)
    return min(_TARGET_RMS / max(loud, 1e-9), _HIGHEST_GAIN)


def resampled(samples: Array, sample_rate: int, begin: int, count: int) -> Array:
    """(count,) samples at 16 kHz from frame ``begin`` on; zeros beyond the sound."""
    # 50 ms to both sides keeps the resampler's ends out.
    margin = 0.05 if begin else 0.0
    first = round((begin / FRAMES_PER_SECOND - margin) * sample_rate)
    last = round((begin / FRAMES_PER_SECOND + (count - 1) / SAMPLE_RATE + 0.05) * sample_rate)
    piece = soxr.resample(samples[first:last].astype(np.float32, copy=False), sample_rate, SAMPLE_RATE, quality="HQ")
    piece = piece[round(margin * SAMPLE_RATE) :][:count]
    return np.pad(piece, (0, count - len(piece)))
