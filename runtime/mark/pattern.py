# SPDX-License-Identifier: GPL-3.0-or-later
"""The mark's pattern: a second of noise, the same every second, whose spectrum is flat and whose phases are a key's.

Its tones lie on whole hertz, so it is the same sound at any sample rate, and a second of a recording holds one whole
period of it wherever that was cut.
"""

import hashlib
from functools import cache

import numpy as np

from ..arrays import Array

LOW, HIGH = 300, 3600
"""Hertz between which it lies: what a telephone and a file at 8 kHz keep."""
_KEY = b"soliloquy: synthetic speech, 1"
"""Whoever has it can find the mark and can take it out: it tells what is synthetic to those who want to know, and is no
lock."""


@cache
def tones() -> Array:
    """(HIGH-LOW,) complex, of length 1: each hertz' phase."""
    drawn = np.frombuffer(hashlib.shake_256(_KEY).digest(2 * (HIGH - LOW)), "<u2")
    return np.exp(2j * np.pi * drawn / 65536)


@cache
def pattern(sample_rate: int) -> Array:
    """A period, (sample_rate,) float64, of the power 1."""
    spectrum = np.zeros(sample_rate // 2 + 1, np.complex128)
    spectrum[LOW:HIGH] = tones()
    wave = np.fft.irfft(spectrum, sample_rate)
    return np.asarray(wave / np.sqrt(np.mean(wave**2)))
