# SPDX-License-Identifier: GPL-3.0-or-later
"""The content encoder that phones are heard with, over sound of any length: Whisper's (MIT, see
tools/weights/build_whisper.py)."""

import math
from collections.abc import Iterator
from functools import cache

import numpy as np

from ..arrays import Array
from ..motion import FRAMES_PER_SECOND, frame_count
from ..onnx_session import Tuning, session
from .spans import SAMPLE_RATE, Heard, resampled, spans_of

LAYERS = ("low", "middle", "high")
HIDDEN = 1536
"""Numbers a frame: 512 each of the residual stream after the second, the fourth and the sixth block."""

CORE_SECONDS = 14.0
OVERLAP_SECONDS = 1.5
"""Attention grows with the square of the window, so windows are half as long as the 30 s that the model can take.
Chosen by hand."""

# Whisper's own front end.
_BANDS = 80
_FOURIER = 400
_HOP = 160
_FLOOR = 1e-10
_RANGE = 8.0
"""Powers of ten below the window's loudest band at which a band counts as silent."""

_TUNING = Tuning(memory_pattern=False)
"""Windows differ in length, and a pattern keeps what the longest one took."""


def hear(samples: Array, sample_rate: int, gain: float = 1.0) -> Iterator[Heard]:
    """Run the encoder over ``samples`` (N,) window by window; the pieces join to T = frame_count(duration) frames."""
    frames = frame_count(len(samples) / sample_rate)
    encoder = session("whisper_encoder", _TUNING)
    for span in spans_of(frames, CORE_SECONDS, OVERLAP_SECONDS):
        count = (span.end - span.begin) * (SAMPLE_RATE // FRAMES_PER_SECOND)
        sound = gain * resampled(samples, sample_rate, span.begin, count)
        outputs = encoder.run(list(LAYERS), {"mel": log_mel(sound)[None]})
        yield Heard(span.first, np.concatenate(outputs, axis=1)[span.kept])


def log_mel(sound: Array) -> Array:
    """(80, N / 160) float32 of ``sound`` (N,) at 16 kHz: power in mel bands, as Whisper was trained on it.

    Hann windows of 25 ms every 10 ms, logarithm to base ten, 8 powers of ten deep, brought to about -1 to 1.
    """
    padded = np.pad(sound, _FOURIER // 2, mode="reflect").astype(np.float32)
    pieces = np.lib.stride_tricks.sliding_window_view(padded, _FOURIER)[::_HOP][: len(sound) // _HOP]
    spectrum = np.fft.rfft(pieces * np.hanning(_FOURIER + 1)[:-1].astype(np.float32), axis=1)
    power = np.square(spectrum.real) + np.square(spectrum.imag)
    bands = np.log10(np.maximum(power.astype(np.float32) @ mel_filters(), _FLOOR))
    return ((np.maximum(bands, bands.max() - _RANGE) + 4.0) / 4.0).T.astype(np.float32)


@cache
def mel_filters(bands: int = _BANDS, fourier: int = _FOURIER) -> Array:
    """(fourier / 2 + 1, bands) triangles of equal area on the scale of M. Slaney's Auditory Toolbox (1998)."""
    edges = _hertz(np.linspace(0.0, _mel(SAMPLE_RATE / 2), bands + 2))
    frequencies = np.fft.rfftfreq(fourier, 1 / SAMPLE_RATE)[:, None]
    rise = (frequencies - edges[:-2]) / (edges[1:-1] - edges[:-2])
    fall = (edges[2:] - frequencies) / (edges[2:] - edges[1:-1])
    triangles = np.maximum(np.minimum(rise, fall), 0.0) * 2.0 / (edges[2:] - edges[:-2])
    return triangles.astype(np.float32)


# That scale: even up to 1 kHz, at 15, and by logarithm from there, 27 steps to 6.4 kHz.
_LINEAR_HERTZ = 200.0 / 3.0
_STRAIGHT_TO = 15.0
_STEP = math.log(6.4) / 27.0


def _mel(hertz: float) -> float:
    """Of 1 kHz and above."""
    return _STRAIGHT_TO + math.log(hertz / (_LINEAR_HERTZ * _STRAIGHT_TO)) / _STEP


def _hertz(mel: Array) -> Array:
    bent = _LINEAR_HERTZ * _STRAIGHT_TO * np.exp(_STEP * (mel - _STRAIGHT_TO))
    return np.where(mel < _STRAIGHT_TO, _LINEAR_HERTZ * mel, bent)
