# SPDX-License-Identifier: GPL-3.0-or-later
"""Fundamental frequency by the normalised autocorrelation of P. Boersma, "Accurate short-term analysis of the
fundamental frequency and the harmonics-to-noise ratio of a sampled sound" (IFA Proceedings 17, 1993)."""

import numpy as np

from ..arrays import Array
from .windows import RATE, WINDOW, windows

LOWEST, HIGHEST = 60.0, 600.0
"""Hz: from a low man's voice to a child's. Chosen by hand, as the thresholds are."""

_FOURIER = 1024
_VOICED = 0.45
"""Autocorrelation that a voiced frame has at least."""
_OCTAVE_COST = 0.02
"""Boersma's: it prefers the shorter of two periods that fit equally well."""
_SILENCE_BELOW_PEAK = 0.02
"""Share of the clip's largest sample that a voiced frame reaches at least."""
_PIECE, _LOUDER, _ABOVE = 0.02, 4, 4.0
"""Seconds of a piece of sound; how many pieces a click is at most; how many times louder than all other pieces it is.
Chosen by hand: of speech no piece is."""
_FRAMES_PER_BLOCK = 1500
"""Frames that are measured at once."""


def fundamental_frequency(samples: Array, sample_rate: int, frames: int) -> Array:
    """(frames,) float32 Hz at 50 a second, 0 where unvoiced. samples (N,) mono."""
    peak = _peak_of_voice(samples, sample_rate)
    pitch = np.zeros(frames, np.float32)
    if peak == 0.0:
        return pitch
    for first in range(0, frames, _FRAMES_PER_BLOCK):
        last = min(first + _FRAMES_PER_BLOCK, frames)
        pieces = windows(samples, sample_rate, first, last)
        pitch[first:last] = _pitch_of_windows(pieces, _SILENCE_BELOW_PEAK * peak)
    return _without_jumps(pitch)


def _peak_of_voice(samples: Array, sample_rate: int) -> float:
    """The largest absolute sample, or, where a click is far louder than all else, a few times that of all else."""
    step = max(1, round(_PIECE * sample_rate))
    starts = np.arange(0, len(samples), step)
    if not len(starts):
        return 0.0
    # Without a copy of an hour of sound.
    peaks = np.sort(np.maximum(np.maximum.reduceat(samples, starts), -np.minimum.reduceat(samples, starts)))
    return float(min(peaks[-1], _ABOVE * peaks[max(0, len(peaks) - 1 - _LOUDER)]))


def _pitch_of_windows(windows: Array, quiet: float) -> Array:
    """Hz of each window, 0 where it is quieter than ``quiet`` or has no strong period."""
    taper = np.hanning(WINDOW).astype(np.float32)
    centred = windows - windows.mean(1, keepdims=True)
    correlation = _autocorrelation(centred * taper) / np.maximum(_autocorrelation(taper[None]), 1e-6)
    shortest, longest = int(RATE / HIGHEST), int(RATE / LOWEST) + 1
    energy = correlation[:, :1]
    lags = np.arange(shortest, longest + 1)
    strength = correlation[:, lags] / np.maximum(energy, 1e-12)
    rise = strength - np.pad(strength, ((0, 0), (1, 0)), constant_values=2.0)[:, :-1]
    fall = strength - np.pad(strength, ((0, 0), (0, 1)), constant_values=2.0)[:, 1:]
    peaks = (rise > 0) & (fall >= 0)
    score = np.where(peaks, strength - _OCTAVE_COST * np.log2(lags * (LOWEST / RATE)), -1.0)
    best = score.argmax(1)
    rows = np.arange(len(windows))
    inner = np.clip(best, 1, len(lags) - 2)
    before, here, after = (strength[rows, inner + step] for step in (-1, 0, 1))
    bend = before - 2 * here + after
    offset = np.where(np.abs(bend) > 1e-9, 0.5 * (before - after) / np.where(bend == 0, 1, bend), 0.0)
    frequency = RATE / (lags[inner] + np.clip(offset, -0.5, 0.5))
    loud = np.abs(centred).max(1) > quiet
    voiced = loud & (strength[rows, best] > _VOICED) & (score[rows, best] > 0)
    return np.where(voiced, frequency, 0.0)


def _autocorrelation(windows: Array) -> Array:
    """(n, 400) -> (n, 512), lag 0 first, by way of the power spectrum."""
    spectrum = np.fft.rfft(windows, _FOURIER, axis=1)
    return np.fft.irfft(np.square(spectrum.real) + np.square(spectrum.imag), _FOURIER, axis=1)[:, : _FOURIER // 2]


def _without_jumps(pitch: Array) -> Array:
    """Frames that leap from both neighbours take the median of five voiced ones; lone voiced frames are dropped."""
    padded = np.pad(pitch, 2)
    around = np.lib.stride_tricks.sliding_window_view(padded, 5)
    voiced = around > 0
    count = voiced.sum(1)
    ordered = np.sort(np.where(voiced, around, np.inf), axis=1)
    median = ordered[np.arange(len(pitch)), np.maximum(count - 1, 0) // 2]
    steady = np.where(np.abs(pitch - median) > 0.2 * median, median, pitch)
    return np.where((pitch > 0) & (count >= 2), steady, 0.0).astype(np.float32)
