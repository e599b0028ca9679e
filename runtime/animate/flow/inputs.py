# SPDX-License-Identifier: GPL-3.0-or-later
"""What the networks hear, at 50 frames a second: log-mel, source, and the voice model's inner features.

Frame i is at i/50 s, as everywhere. Training and run time use these same functions.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
import soxr

from ...arrays import Array
from ...motion import FRAMES_PER_SECOND, frame_count
from ...speech import Speech, SpeechFeatures, TtsFeatures

MEL_BANDS = 80
_RATE = 16000
_HOP = _RATE // FRAMES_PER_SECOND
_WINDOW = 400
"""Samples: 25 ms."""
_FFT = 512
_FLOOR = 1e-7
"""Power that is added, so that silence has a logarithm. The mel's figures are those that the networks learned with."""
_SECONDS_PER_PIECE = 60
"""Seconds of sound that are brought to 16 kHz at once."""
_TTS_RATE = 40
"""Frames of the voice's inner features a second: 600 samples each, at 24 kHz (``voice/kokoro.py``)."""
_QUIET_DB = -60.0
"""Loudness that counts as none, in the source; the networks learned with it."""


def log_mel(speech: Speech) -> Array:
    """(T,80) float32: natural log of mel-band power over 25 ms, 0 where the clip is loudest (95th percentile).

    Mel scale: 2595 log10(1 + f/700) (O'Shaughnessy 1987).
    """
    frames = frame_count(speech.duration)
    mel = np.empty((frames, MEL_BANDS), np.float32)
    taper = np.hanning(_WINDOW).astype(np.float32)
    heard, first = np.zeros(_WINDOW // 2, np.float32), 0
    # Block by block, so that an hour of sound needs neither an hour of samples again nor an hour of spectra.
    for piece in _at_16_khz(speech):
        heard = np.concatenate([heard, piece])
        count = min((len(heard) - _WINDOW) // _HOP + 1, frames - first)
        if count > 0:
            cut = np.lib.stride_tricks.sliding_window_view(heard, _WINDOW)[::_HOP][:count]
            power = np.abs(np.fft.rfft(cut * taper, _FFT)) ** 2
            mel[first : first + count] = np.log(power @ _mel_filters() + _FLOOR)
            first, heard = first + count, heard[count * _HOP :]
    loudest = np.percentile(mel.mean(axis=1), 95)
    return mel - np.float32(loudest)


def _at_16_khz(speech: Speech) -> Iterator[Array]:
    """The samples in pieces, and silence after them for the last frames' windows."""
    stream = soxr.ResampleStream(speech.sample_rate, _RATE, 1, dtype="float32")
    step = _SECONDS_PER_PIECE * speech.sample_rate
    for begin in range(0, len(speech.samples), step):
        piece = speech.samples[begin : begin + step]
        yield (
            piece if speech.sample_rate == _RATE else stream.resample_chunk(piece, begin + step >= len(speech.samples))
        )
    yield np.zeros(_WINDOW + 2 * _HOP, np.float32)


def source(features: SpeechFeatures) -> Array:
    """(T,3) float32: log2(pitch / 160 Hz) where voiced, voiced 0 or 1, loudness in units of 20 dB."""
    voiced = features.pitch > 0
    pitch = np.where(voiced, np.log2(np.maximum(features.pitch, 1.0) / 160.0), 0.0)
    loudness = np.clip(features.loudness, _QUIET_DB, 10.0) / 20.0
    return np.stack([pitch, voiced, loudness], axis=1).astype(np.float32)


def tts_frames(tts: TtsFeatures, last: int, first: int = 0) -> Array:
    """(last - first,1026) float32: text, prosody, pitch and energy, linear in time between frame centres."""
    times = np.arange(first, last) / FRAMES_PER_SECOND
    text, prosody = _at(tts.text, _TTS_RATE, times), _at(tts.prosody, _TTS_RATE, times)
    pitch = np.where(tts.pitch > 1.0, np.log2(np.maximum(tts.pitch, 1.0) / 160.0), 0.0)
    outer = _at(np.stack([pitch, tts.energy], axis=1), 2 * _TTS_RATE, times)
    return np.concatenate([text, prosody, outer], axis=1).astype(np.float32)


def _at(values: Array, rate: int, times: Array) -> Array:
    """Rows of ``values`` (N,C), row j centred at (j + 0.5) / rate s, at other times; ends are held."""
    position = np.clip(times * rate - 0.5, 0.0, len(values) - 1)
    before = np.floor(position).astype(int)
    after = np.minimum(before + 1, len(values) - 1)
    share = (position - before)[:, None]
    return values[before] * (1 - share) + values[after] * share


@cache
def _mel_filters() -> Array:
    """(257,80) triangular filters between 20 and 7600 Hz, evenly spaced in mel."""
    low, high = (2595 * np.log10(1 + f / 700) for f in (20.0, 7600.0))
    return triangular_filters(700 * (10 ** (np.linspace(low, high, MEL_BANDS + 2) / 2595) - 1), _RATE, _FFT)


def triangular_filters(edges: Array, rate: int, fft: int) -> Array:
    """(fft / 2 + 1,N - 2) float32: for a spectrum of ``fft`` samples at ``rate`` Hz, a band over each three of edges
    (N,) in Hz, 1 at the middle one."""
    frequency = np.arange(fft // 2 + 1) * rate / fft
    rising = (frequency[:, None] - edges[None, :-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[None, 2:] - frequency[:, None]) / (edges[2:] - edges[1:-1])
    return np.maximum(0.0, np.minimum(rising, falling)).astype(np.float32)
