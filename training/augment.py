# SPDX-License-Identifier: GPL-3.0-or-later
"""Noise, rooms, telephones and speed, so that the encoders hear more than clean studio speech."""

from dataclasses import replace

import numpy as np
import soxr
from scipy.signal import butter, fftconvolve, sosfilt

from ..runtime.speech import Speech

KINDS = ("clean", "noise", "room", "telephone")


def augment(speech: Speech, kind: str, generator: np.random.Generator) -> Speech:
    """The same clip, its length unchanged, heard otherwise."""
    samples, rate = speech.samples, speech.sample_rate
    if kind == "noise":
        samples = samples + _pink_noise(len(samples), generator) * _rms(samples) * 10 ** (
            -generator.uniform(8, 25) / 20
        )
    if kind == "room":
        time = np.arange(int(0.4 * rate)) / rate
        response = generator.standard_normal(len(time)) * np.exp(-6.9 * time / generator.uniform(0.15, 0.4))
        wet = fftconvolve(samples, response)[: len(samples)]
        samples = samples + wet * _rms(samples) / _rms(wet) * generator.uniform(0.2, 0.6)
    if kind == "telephone":
        samples = sosfilt(butter(4, (300, 3400), "bandpass", fs=rate, output="sos"), samples)
        samples = np.sign(samples) * np.round(np.log1p(255 * np.abs(samples).clip(0, 1)) / np.log(256) * 127) / 127
        samples = np.sign(samples) * (256 ** np.abs(samples) - 1) / 255
    return replace(speech, samples=samples.astype(np.float32))


def faster(speech: Speech, speed: float) -> Speech:
    """Played ``speed`` times as fast (pitch moves along); phones and features are dropped."""
    samples = soxr.resample(speech.samples, speech.sample_rate * speed, speech.sample_rate)
    return Speech(samples.astype(np.float32), speech.sample_rate)


def _rms(samples: np.ndarray) -> float:
    return float(np.sqrt(np.mean(np.square(samples)) + 1e-12))


def _pink_noise(count: int, generator: np.random.Generator) -> np.ndarray:
    spectrum = np.fft.rfft(generator.standard_normal(count))
    noise = np.fft.irfft(spectrum / np.sqrt(np.maximum(np.arange(len(spectrum)), 1)), count)
    return noise / _rms(noise)
