# SPDX-License-Identifier: GPL-3.0-or-later
"""A sound that is like speech to the mark, in a moment and without a voice."""

import numpy as np
from soliloquy.runtime.arrays import Array

RATE = 24_000


def like_speech(seconds: float, seed: int = 1) -> Array:
    """Noise with the long-term spectrum of speech, syllables, pauses, and a voice's harmonics."""
    draw = np.random.default_rng(seed)
    count = round(seconds * RATE)
    time = np.arange(count) / RATE
    spectrum = np.fft.rfft(draw.normal(size=count)) / (1.0 + (np.fft.rfftfreq(count, 1 / RATE) / 500.0) ** 2)
    noise = np.fft.irfft(spectrum, count)
    voice = sum(np.sin(2 * np.pi * 120.0 * k * time + draw.uniform(0, 6)) / k**1.5 for k in range(1, 30))
    loudness = np.clip(np.sin(2 * np.pi * 2.3 * time), 0.0, 1.0) ** 2
    sound = (noise / noise.std() * 0.3 + voice) * loudness + 0.0005 * draw.normal(size=count)
    return np.asarray(0.5 * sound / np.abs(sound).max(), np.float32)
