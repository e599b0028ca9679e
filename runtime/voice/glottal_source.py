# SPDX-License-Identifier: GPL-3.0-or-later
"""The glottal source of the voice model: nine sines of the pitch, or a whisper's noise.

SineGen and SourceModuleHnNSF of the iSTFTNet vocoder (yl4579/StyleTTS2, Modules/istftnet.py), as Kokoro's export has
them: without the noise that training added, and each line begun at phase 0. Phases are summed in double precision, so
that a long line stays as exact as a short one.
"""

import numpy as np

from ..arrays import Array

SAMPLE_RATE = 24_000
SAMPLES_PER_PITCH = 300
VOICED_ABOVE_HZ = 10.0
_SINE_SIZE = 0.1
"""These four are of the model's configuration, the two below of its weights."""
# l_linear of the source module: how the nine harmonics are summed before tanh.
_HARMONIC_WEIGHTS = np.array(
    [-0.08154187, -0.18519667, -0.18263398, -0.17837206, -0.09873895, 0.08264039, 0.08743999, -0.39068547, -0.54774433]
)
_BIAS = -0.02945026


def harmonic_source(pitch: Array, first: int = 0, last: int | None = None) -> Array:
    """pitch (F,) Hz at 80 a second, unvoiced at or below 10 -> the source of frames first..last, 300 samples each.

    A part has the phases that it has in the whole. float32.
    """
    last = len(pitch) if last is None else last
    harmonics = np.arange(1, len(_HARMONIC_WEIGHTS) + 1)
    # Phase in turns at the middle of each frame; the graph interpolates between the middles and holds the ends.
    turns = np.cumsum((pitch.astype(np.float64)[:, None] * harmonics / SAMPLE_RATE) % 1.0, axis=0) * SAMPLES_PER_PITCH
    position = (np.arange(first * SAMPLES_PER_PITCH, last * SAMPLES_PER_PITCH) + 0.5) / SAMPLES_PER_PITCH - 0.5
    position = np.clip(position, 0, len(pitch) - 1)
    before = np.minimum(position.astype(int), max(len(pitch) - 2, 0))
    part = (position - before)[:, None]
    after = np.minimum(before + 1, len(pitch) - 1)
    phase = turns[before] * (1 - part) + turns[after] * part
    sines = _SINE_SIZE * np.sin(2 * np.pi * (phase % 1.0))
    voiced = np.repeat(pitch[first:last] > VOICED_ABOVE_HZ, SAMPLES_PER_PITCH)
    return np.tanh((sines @ _HARMONIC_WEIGHTS) * voiced + _BIAS).astype(np.float32)
