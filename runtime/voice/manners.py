# SPDX-License-Identifier: GPL-3.0-or-later
"""Whisper and shout, made of the voice's own sound."""

import numpy as np

from ..arrays import Array

_RATE = 24_000
_WINDOW, _HOP, _FOURIER = 480, 120, 1024
"""Samples: windows of 20 ms every 5. Chosen by ear."""
# Quefrencies below 1.7 ms are the vocal tract; a pitch below 600 Hz lies above.
_ENVELOPE_QUEFRENCIES = 40
_FLOOR = 1e-7
"""Magnitude that silence counts as, so that it has a logarithm."""
# The corners were chosen by ear; the size is Traunmueller and Eriksson's.
_SHELF_HZ, _SHELF_DECIBELS = (700.0, 2000.0), 6.0
_FRAMES_PER_BLOCK = 4096


def whispered(samples: Array, seed: int = 0) -> Array:
    """The same vocal tract excited by noise alone: samples (N,) float32 at 24 kHz -> (N,) float32.

    White noise is given the spectral envelope of each 20 ms, smoothed in the cepstrum (Oppenheim & Schafer 1968).
    seed: of the noise; the same gives the same sound.
    """
    count = -(-len(samples) // _HOP) + _WINDOW // _HOP
    padded = np.pad(samples.astype(np.float64), (_WINDOW // 2, 2 * _WINDOW))
    noise = np.random.default_rng(seed).standard_normal(len(padded))
    window = np.hanning(_WINDOW + 1)[:-1]
    said = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::_HOP][:count]
    breath = np.lib.stride_tricks.sliding_window_view(noise, _WINDOW)[::_HOP][:count]
    out = np.zeros(count * _HOP + _FOURIER)
    for first in range(0, count, _FRAMES_PER_BLOCK):
        block = slice(first, first + _FRAMES_PER_BLOCK)
        spectrum = np.fft.rfft(breath[block] * window, _FOURIER) * _envelope(said[block] * window)
        for index, part in enumerate(np.fft.irfft(spectrum, _FOURIER), start=first):
            out[index * _HOP : index * _HOP + _FOURIER] += part
    # Four windows overlap everywhere; noise through a window has its mean power.
    gain = 1.0 / np.sqrt(_WINDOW / _HOP * np.mean(window**2)) / np.sqrt(np.sum(window**2))
    return (gain * out[_WINDOW // 2 : _WINDOW // 2 + len(samples)]).astype(np.float32)


def _envelope(frames: Array) -> Array:
    cepstrum = np.fft.irfft(np.log(np.abs(np.fft.rfft(frames, _FOURIER)) + _FLOOR), _FOURIER)
    cepstrum[:, _ENVELOPE_QUEFRENCIES : _FOURIER - _ENVELOPE_QUEFRENCIES + 1] = 0.0
    return np.exp(np.fft.rfft(cepstrum, _FOURIER).real)


def brightened(samples: Array) -> Array:
    """A loud voice's flatter spectrum, of samples (N,) at 24 kHz: 6 dB more above 2 kHz than below 700 Hz (Traunmueller
    & Eriksson 2000)."""
    size = 1 << (len(samples) + _FOURIER - 1).bit_length()
    frequencies = np.fft.rfftfreq(size, 1.0 / _RATE)
    part = np.clip(np.log2(np.maximum(frequencies, 1.0) / _SHELF_HZ[0]) / np.log2(_SHELF_HZ[1] / _SHELF_HZ[0]), 0, 1)
    spectrum = np.fft.rfft(samples.astype(np.float64), size) * 10 ** (_SHELF_DECIBELS * (part - 0.5) / 20)
    return np.fft.irfft(spectrum, size)[: len(samples)].astype(np.float32)
