# SPDX-License-Identifier: GPL-3.0-or-later
"""What the networks hear, at 50 frames a second: log-mel, source, and the voice model's inner features.

Frame i is at i/50 s, as everywhere. Training and run time use these same functions.
"""

from functools import cache

import numpy as np
import soxr

from ...motion import FRAMES_PER_SECOND, frame_count
from ...speech import Speech, SpeechFeatures, TtsFeatures

MEL_BANDS = 80
_RATE = 16000
_HOP = _RATE // FRAMES_PER_SECOND
_WINDOW = 400
_FFT = 512
_FRAMES_PER_BLOCK = 4096
_FLOOR = 1e-7
_TTS_RATE = 40
_QUIET_DB = -60.0


def log_mel(speech: Speech) -> np.ndarray:
    """(T,80) float32: natural log of mel-band power over 25 ms, 0 where the clip is loudest (95th percentile).

    Mel scale: 2595 log10(1 + f/700) (O'Shaughnessy 1987).
    """
    samples = speech.samples
    if speech.sample_rate != _RATE:
        samples = soxr.resample(samples, speech.sample_rate, _RATE).astype(np.float32)
    frames = frame_count(speech.duration)
    padded = np.zeros(frames * _HOP + _FFT, np.float32)
    usable = min(len(samples), len(padded) - _WINDOW // 2)
    padded[_WINDOW // 2 : _WINDOW // 2 + usable] = samples[:usable]
    cut = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::_HOP][:frames]
    mel = np.empty((frames, MEL_BANDS), np.float32)
    # In blocks, so that an hour of sound needs no hour of spectra.
    for first in range(0, frames, _FRAMES_PER_BLOCK):
        block = slice(first, first + _FRAMES_PER_BLOCK)
        power = np.abs(np.fft.rfft(cut[block] * np.hanning(_WINDOW).astype(np.float32), _FFT)) ** 2
        mel[block] = np.log(power @ _mel_filters() + _FLOOR)
    loudest = np.percentile(mel.mean(axis=1), 95)
    return mel - np.float32(loudest)


def source(features: SpeechFeatures) -> np.ndarray:
    """(T,3) float32: log2(pitch / 160 Hz) where voiced, voiced 0 or 1, loudness in units of 20 dB."""
    voiced = features.pitch > 0
    pitch = np.where(voiced, np.log2(np.maximum(features.pitch, 1.0) / 160.0), 0.0)
    loudness = np.clip(features.loudness, _QUIET_DB, 10.0) / 20.0
    return np.stack([pitch, voiced, loudness], axis=1).astype(np.float32)


def tts_frames(tts: TtsFeatures, frames: int) -> np.ndarray:
    """(frames,1026) float32: text, prosody, pitch and energy, linear in time between frame centres."""
    times = np.arange(frames) / FRAMES_PER_SECOND
    inner = _at(np.concatenate([tts.text, tts.prosody], axis=1), _TTS_RATE, times)
    pitch = np.where(tts.pitch > 1.0, np.log2(np.maximum(tts.pitch, 1.0) / 160.0), 0.0)
    outer = _at(np.stack([pitch, tts.energy], axis=1), 2 * _TTS_RATE, times)
    return np.concatenate([inner, outer], axis=1).astype(np.float32)


def _at(values: np.ndarray, rate: int, times: np.ndarray) -> np.ndarray:
    """Rows of ``values`` (N,C), row j centred at (j + 0.5) / rate s, at other times; ends are held."""
    position = np.clip(times * rate - 0.5, 0.0, len(values) - 1)
    before = np.floor(position).astype(int)
    after = np.minimum(before + 1, len(values) - 1)
    share = (position - before)[:, None]
    return values[before] * (1 - share) + values[after] * share


@cache
def _mel_filters() -> np.ndarray:
    """(257,80) triangular filters between 20 and 7600 Hz, evenly spaced in mel."""
    low, high = (2595 * np.log10(1 + f / 700) for f in (20.0, 7600.0))
    edges = 700 * (10 ** (np.linspace(low, high, MEL_BANDS + 2) / 2595) - 1)
    frequency = np.arange(_FFT // 2 + 1) * _RATE / _FFT
    rising = (frequency[:, None] - edges[None, :-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[None, 2:] - frequency[:, None]) / (edges[2:] - edges[1:-1])
    return np.maximum(0.0, np.minimum(rising, falling)).astype(np.float32)
