# SPDX-License-Identifier: GPL-3.0-or-later
"""The smaller content encoder that was tried: hama's phone recogniser (Apache-2.0). It ships nowhere;
tools/weights/build_hama.py makes its graph for benchmarks/encoders.py."""

from collections.abc import Iterator

import numpy as np

from ...runtime.listen.spans import SAMPLE_RATE, Heard, resampled, spans_of
from ...runtime.motion import FRAMES_PER_SECOND, frame_count
from ...runtime.onnx_session import session_of
from ..data.recipe import BUILD_FOLDER

GRAPH = BUILD_FOLDER / "hama.onnx"
CORE_SECONDS = 22.0
OVERLAP_SECONDS = 3.0
"""The model cuts silently at 30 s, so it is called on 28 s of which the inner 22 are kept."""

_SAMPLES_PER_FRAME = SAMPLE_RATE // FRAMES_PER_SECOND


def hear(samples: np.ndarray, sample_rate: int, gain: float = 1.0) -> Iterator[Heard]:
    """Run the encoder over ``samples`` (N,) window by window; the pieces join to T = frame_count(duration) frames."""
    frames = frame_count(len(samples) / sample_rate)
    for span in spans_of(frames, CORE_SECONDS, OVERLAP_SECONDS):
        count = (span.end - span.begin - 1) * _SAMPLES_PER_FRAME + 1
        outputs = _run(gain * resampled(samples, sample_rate, span.begin, count))
        yield Heard(span.first, np.concatenate([output[0].T for output in outputs], axis=1)[span.kept])


def _run(waveform: np.ndarray) -> list[np.ndarray]:
    """The three layers, each (1, 256, T)."""
    feed = {
        "waveform": waveform[None].astype(np.float32),
        "waveform_lengths": np.array([len(waveform)], np.int64),
    }
    layers: list[np.ndarray] = session_of(GRAPH.read_bytes(), GRAPH.name).run(["low", "middle", "high"], feed)
    return layers
