# SPDX-License-Identifier: GPL-3.0-or-later
"""The small content encoder, over sound of any length: hama's phone recogniser (Apache-2.0, see
tools/build_listening.py)."""

import math
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import onnxruntime
import soxr

from ..errors import SetupError
from ..motion import FRAMES_PER_SECOND, frame_count
from ..threads import thread_count
from ..weights import weight_path

SAMPLE_RATE = 16_000
HIDDEN = 768
"""Numbers a frame: 256 each of a low, a middle and a high layer."""

CORE_SECONDS = 22.0
OVERLAP_SECONDS = 3.0
"""The model cuts silently at 30 s, so it is called on 28 s of which the inner 22 are kept."""

_TARGET_RMS = 0.1
_HIGHEST_GAIN = 100.0
_SAMPLES_PER_FRAME = SAMPLE_RATE // FRAMES_PER_SECOND


@dataclass(frozen=True)
class Heard:
    """What an encoder made of frames ``first`` to ``first + n`` (50 a second): hidden (n, H) float32, its low, middle
    and high layers side by side."""

    first: int
    hidden: np.ndarray


@dataclass(frozen=True)
class Span:
    """A window: frames ``begin`` to ``end`` are heard, of which ``first`` and what follows (``kept``) stay."""

    begin: int
    end: int
    first: int
    kept: slice


def spans_of(frames: int, core_seconds: float, overlap_seconds: float) -> Iterator[Span]:
    """Windows of about equal length (a short last one would be heard with less around it) whose kept parts join."""
    overlap = round(overlap_seconds * FRAMES_PER_SECOND)
    pieces = max(1, math.ceil(frames / round(core_seconds * FRAMES_PER_SECOND)))
    edges = np.linspace(0, frames, pieces + 1).round().astype(int).tolist()
    for first, last in pairwise(edges):
        begin = max(0, first - overlap)
        yield Span(begin, min(frames, last + overlap), first, slice(first - begin, last - begin))


def hear(samples: np.ndarray, sample_rate: int, gain: float = 1.0) -> Iterator[Heard]:
    """Run the encoder over ``samples`` (N,) window by window; the pieces join to T = frame_count(duration) frames."""
    frames = frame_count(len(samples) / sample_rate)
    for span in spans_of(frames, CORE_SECONDS, OVERLAP_SECONDS):
        count = (span.end - span.begin - 1) * _SAMPLES_PER_FRAME + 1
        outputs = _run(gain * resampled(samples, sample_rate, span.begin, count))
        yield Heard(span.first, np.concatenate([output[0].T for output in outputs], axis=1)[span.kept])


def listening_gain(decibels: np.ndarray) -> float:
    """The factor that brings speech of these levels (dB RMS per frame) to the level that the encoder is used at."""
    loud = 10.0 ** (float(np.percentile(decibels, 95)) / 20.0)
    return min(_TARGET_RMS / max(loud, 1e-9), _HIGHEST_GAIN)


def resampled(samples: np.ndarray, sample_rate: int, begin: int, count: int) -> np.ndarray:
    """(count,) samples at 16 kHz from frame ``begin`` on; zeros beyond the sound."""
    # 50 ms to both sides keeps the resampler's ends out.
    margin = 0.05 if begin else 0.0
    first = round((begin / FRAMES_PER_SECOND - margin) * sample_rate)
    last = round((begin / FRAMES_PER_SECOND + (count - 1) / SAMPLE_RATE + 0.05) * sample_rate)
    piece = soxr.resample(samples[first:last].astype(np.float32, copy=False), sample_rate, SAMPLE_RATE, quality="HQ")
    piece = piece[round(margin * SAMPLE_RATE) :][:count]
    return np.pad(piece, (0, count - len(piece)))


def _run(waveform: np.ndarray) -> list[np.ndarray]:
    """The three layers, each (1, 256, T)."""
    feed = {
        "waveform": waveform[None].astype(np.float32),
        "waveform_lengths": np.array([len(waveform)], np.int64),
    }
    layers: list[np.ndarray] = _session(thread_count()).run(["low", "middle", "high"], feed)
    return layers


@cache
def _session(threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    path = weight_path("listening")
    try:
        return onnxruntime.InferenceSession(os.fspath(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises its own untyped exceptions
        raise SetupError(str(path), f"ONNX Runtime cannot load it ({error})", "Run `make` again") from error
