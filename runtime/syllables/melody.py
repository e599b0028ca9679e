# SPDX-License-Identifier: GPL-3.0-or-later
"""Pitch and loudness of syllables: a mean and a rise each, measured of a curve or put onto one."""

from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..motion import FRAMES_PER_SECOND as FACE_FRAMES_PER_SECOND
from ..speech import SpeechFeatures
from .token import FRAMES_PER_SECOND

STEPS = 2
"""Values of a curve to a frame: 80 a second, as the voice model has them."""
LOWEST_HZ = 50.0
"""Between this and nothing the voice model's curve falls and rises where a voice begins and ends: no melody."""
_FEWEST_VOICED = 3
_FEWEST_FOR_RISE = 6
"""Values (of 12.5 ms) below which a mean or a rise says nothing. Chosen by eye."""


@dataclass(frozen=True)
class Curves:
    """height (T,): semitones from the speaker's median, not a number where there is no voice. loudness (T,): dB below
    the loud parts of the whole. 80 values a second."""

    height: Array
    loudness: Array


@dataclass(frozen=True)
class Trend:
    """mean, and rise: how much higher the end is than the start, on the straight line that fits best."""

    mean: float
    rise: float


def heights(pitch: Array) -> Array:
    """(T,) semitones above 1 Hz of pitch in Hz; not a number where it is unvoiced."""
    voiced = pitch > LOWEST_HZ
    return np.where(voiced, 12.0 * np.log2(np.where(voiced, pitch, 1.0).astype(np.float64)), np.nan)


def median_height(height: Array) -> float:
    """Of the voiced among heights (T,), in semitones; 0 where nothing is."""
    voiced = height[np.isfinite(height)]
    return float(np.median(voiced)) if len(voiced) else 0.0


def curves_of(pitch: Array, loudness: Array) -> Curves:
    """pitch (T,) in Hz and loudness (T,) in dB, both at 80 a second."""
    height = heights(pitch)
    return Curves(height - median_height(height), loudness)


def heard_curves(features: SpeechFeatures, frames: int) -> Curves:
    """What was measured of a sound at 50 a second, at 80 a second."""
    at = (np.arange(STEPS * frames) + 0.5) / (STEPS * FRAMES_PER_SECOND) * FACE_FRAMES_PER_SECOND
    nearest = np.minimum(np.round(at).astype(np.int64), len(features.pitch) - 1)
    loudness = np.interp(at, np.arange(len(features.loudness)), features.loudness)
    return curves_of(features.pitch[nearest], loudness)


def trend_of(curve: Array, first: int, last: int) -> Trend | None:
    """Of frames first..last of a curve (T,); None where hardly any of it is a number."""
    values = curve[STEPS * first : STEPS * last]
    known = np.isfinite(values)
    if known.sum() < _FEWEST_VOICED:
        return None
    mean = float(values[known].mean())
    if known.sum() < _FEWEST_FOR_RISE:
        return Trend(mean, 0.0)
    place = np.arange(len(values))[known] / len(values)
    centred = place - place.mean()
    return Trend(mean, float((centred * (values[known] - mean)).sum() / np.square(centred).sum()))
