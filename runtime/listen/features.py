# SPDX-License-Identifier: GPL-3.0-or-later
"""Loudness and fundamental frequency at 50 frames a second, of a recording or of our own voice."""

import numpy as np

from ..arrays import Array
from ..motion import FRAMES_PER_SECOND, frame_count
from ..speech import Speech, SpeechFeatures
from ..voice.loudness import loudness_of_energy
from .pitch import fundamental_frequency
from .windows import RATE, WINDOW, windows

LOUDNESS_FLOOR = -80.0
"""dB below the clip's 95th percentile under which differences no longer count. Chosen by hand."""

SILENT_PEAK = 1e-4
"""The largest sample of a clip that counts as silent. Chosen by hand."""

_LOUDNESS_WINDOW = 0.025
"""Seconds (docs/conventions.md)."""
_TTS_FEATURES_PER_SECOND = 80
"""Of pitch and energy, twice a frame of the voice model."""
_SILENCE_DECIBELS = -120.0
"""Of a window without any sound: below what 16 bits can hold."""
_OFFSET = 1e-3
"""Share of the power from which on an offset counts. Chosen by hand: good recordings have a thousandth of it."""
_FORMANTS = (1000.0, 3000.0)
"""Hz whose loudness is measured apart: a jaw that opens is heard there. Chosen by hand."""
_FOURIER = 512
_FRAMES_PER_BLOCK = 4096
"""Frames that are measured at once."""


def measure(speech: Speech) -> SpeechFeatures:
    """Pitch and loudness of ``speech``: T = ceil(50 * duration) + 1 frames, frame i centred on i/50 s.

    The voice model's own pitch and energy are taken where it spoke, so speech that has been timed but not yet
    sounded (samples all zero) has features too.
    """
    frames = frame_count(speech.duration)
    if speech.tts is None:
        loudness = relative_loudness(rms_decibels(speech.samples, speech.sample_rate, frames))
        return SpeechFeatures(fundamental_frequency(speech.samples, speech.sample_rate, frames), loudness)
    pitch = _at_frames(speech.tts.pitch, frames)
    # A frame is voiced or it is not: interpolating across the edge would invent low pitches.
    pitch[_at_frames((speech.tts.pitch < 20.0).astype(np.float32), frames) >= 0.5] = 0.0
    decibels = _at_frames(loudness_of_energy(speech.tts.energy), frames)
    return SpeechFeatures(pitch, relative_loudness(decibels))


def relative_loudness(decibels: Array, reference: float | None = None) -> Array:
    """(T,) dB below ``reference``, or the 95th percentile of the clip, never lower than ``LOUDNESS_FLOOR``; float32.

    A clip without any sound lies at the floor throughout.
    """
    reference = float(np.percentile(decibels, 95)) if reference is None else reference
    if reference <= _SILENCE_DECIBELS + 1.0:
        return np.full(len(decibels), LOUDNESS_FLOOR, np.float32)
    return np.maximum(decibels - reference, LOUDNESS_FLOOR).astype(np.float32)


def peak(samples: Array) -> float:
    """Largest absolute sample of (N,), 0 for none; without a second copy of an hour of sound."""
    return max(float(samples.max(initial=0.0)), -float(samples.min(initial=0.0)))


def rms_decibels(samples: Array, sample_rate: int, frames: int) -> Array:
    """(frames,) dB of the RMS over 25 ms centred on each frame; -120 in digital silence, be it with an offset."""
    half = round(_LOUDNESS_WINDOW * sample_rate / 2)
    decibels = np.empty(frames, np.float32)
    # In blocks, so that an hour of sound needs no hour of squares.
    for first in range(0, frames, _FRAMES_PER_BLOCK):
        last = min(first + _FRAMES_PER_BLOCK, frames)
        centres = np.round(np.arange(first, last) * (sample_rate / FRAMES_PER_SECOND)).astype(np.int64)
        begin, end = max(int(centres[0]) - half, 0), int(centres[-1]) + half
        power = np.square(_without_offset(samples[begin:end]), dtype=np.float64)
        energy = np.concatenate([[0.0], np.cumsum(power)])
        low = np.clip(centres - half - begin, 0, len(energy) - 1)
        high = np.clip(centres + half - begin, 0, len(energy) - 1)
        mean = (energy[high] - energy[low]) / np.maximum(high - low, 1)
        decibels[first:last] = 10.0 * np.log10(np.maximum(mean, 10.0 ** (_SILENCE_DECIBELS / 10.0)))
    return decibels


def _without_offset(samples: Array) -> Array:
    """(N,) less their mean, where that is of any account: an offset is heard by nobody and counts as loud."""
    if not len(samples):
        return samples
    offset = float(samples.mean(dtype=np.float64))
    if offset**2 <= _OFFSET * float(np.mean(np.square(samples, dtype=np.float64))):
        return samples
    return samples - np.float32(offset)


def formant_decibels(samples: Array, sample_rate: int, frames: int) -> Array:
    """(frames,) dB of the power between 1 and 3 kHz, over 50 ms around each frame; -120 in digital silence."""
    frequencies = np.fft.rfftfreq(_FOURIER, 1 / RATE)
    band = (frequencies >= _FORMANTS[0]) & (frequencies < _FORMANTS[1])
    taper = np.hanning(WINDOW).astype(np.float32)
    decibels = np.empty(frames, np.float32)
    for first in range(0, frames, _FRAMES_PER_BLOCK):
        last = min(first + _FRAMES_PER_BLOCK, frames)
        spectrum = np.fft.rfft(windows(samples, sample_rate, first, last) * taper, _FOURIER, axis=1)[:, band]
        power = 2.0 * (np.square(spectrum.real) + np.square(spectrum.imag)).sum(1) / (_FOURIER * np.square(taper).sum())
        decibels[first:last] = 10.0 * np.log10(np.maximum(power, 10.0 ** (_SILENCE_DECIBELS / 10.0)))
    return decibels


def _at_frames(values: Array, frames: int) -> Array:
    """Features at 80 a second, each standing for its middle, at the frames' times."""
    middles = (np.arange(len(values)) + 0.5) / _TTS_FEATURES_PER_SECOND
    return np.interp(np.arange(frames) / FRAMES_PER_SECOND, middles, values).astype(np.float32)
