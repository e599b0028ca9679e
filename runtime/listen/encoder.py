# SPDX-License-Identifier: GPL-3.0-or-later
"""The content encoder: hama's phone recogniser (Apache-2.0, see tools/build_listening.py) over sound of any length."""

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
    """What the encoder made of frames ``first`` to ``first + n`` (50 a second).

    hidden (n, 768) float32: low, middle and high layers side by side. log_probs (n, 191): the recogniser's own
    connectionist temporal classification, natural logarithms, last column blank.
    """

    first: int
    hidden: np.ndarray
    log_probs: np.ndarray


def hear(samples: np.ndarray, sample_rate: int, gain: float = 1.0) -> Iterator[Heard]:
    """Run the encoder over ``samples`` (N,) window by window; the pieces join to T = frame_count(duration) frames."""
    frames = frame_count(len(samples) / sample_rate)
    core = round(CORE_SECONDS * FRAMES_PER_SECOND)
    overlap = round(OVERLAP_SECONDS * FRAMES_PER_SECOND)
    # Windows of equal length: a short last one would be heard with less around it than the others.
    pieces = max(1, math.ceil(frames / core))
    edges = np.linspace(0, frames, pieces + 1).round().astype(int)
    for first, last in pairwise(edges):
        begin, end = max(0, first - overlap), min(frames, last + overlap)
        outputs = _run(gain * _window(samples, sample_rate, begin, end))
        kept = slice(first - begin, last - begin)
        hidden = np.concatenate([outputs[name][0].T[kept] for name in ("low", "middle", "high")], axis=1)
        yield Heard(int(first), hidden, outputs["log_probs"][0][kept])


def listening_gain(decibels: np.ndarray) -> float:
    """The factor that brings speech of these levels (dB RMS per frame) to the level that the encoder is used at."""
    loud = 10.0 ** (float(np.percentile(decibels, 95)) / 20.0)
    return min(_TARGET_RMS / max(loud, 1e-9), _HIGHEST_GAIN)


def _window(samples: np.ndarray, sample_rate: int, begin: int, end: int) -> np.ndarray:
    """Frames ``begin`` to ``end`` at 16 kHz: (end - begin - 1) * 320 + 1 samples, zeros beyond the sound."""
    count = (end - begin - 1) * _SAMPLES_PER_FRAME + 1
    # 50 ms to both sides keeps the resampler's ends out.
    margin = 0.05 if begin else 0.0
    first = round((begin / FRAMES_PER_SECOND - margin) * sample_rate)
    last = round(((end - 1) / FRAMES_PER_SECOND + 0.05) * sample_rate)
    piece = soxr.resample(samples[first:last].astype(np.float32), sample_rate, SAMPLE_RATE, quality="HQ")
    piece = piece[round(margin * SAMPLE_RATE) :][:count]
    return np.pad(piece, (0, count - len(piece)))


def _run(waveform: np.ndarray) -> dict[str, np.ndarray]:
    session = _session(thread_count())
    feed = {
        "waveform": waveform[None].astype(np.float32),
        "waveform_lengths": np.array([len(waveform)], np.int64),
    }
    names = ["low", "middle", "high", "log_probs"]
    return dict(zip(names, session.run(names, feed), strict=True))


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
