# SPDX-License-Identifier: GPL-3.0-or-later
"""Content features: the encoder's hidden layers at three depths, each brought down to what varies most in speech.

Three depths as in SPEAR: low layers keep the sound, high ones what is said. ``training/data/content_basis.py`` fits the
principal components on our own voices and writes models/content_basis.npz.
"""

from functools import cache

import numpy as np

from ..arrays import Array
from ..motion import frame_count
from ..speech import CONTENT_DEPTHS, Speech
from ..weights import weight_path
from .features import rms_decibels
from .spans import listening_gain
from .whisper import HIDDEN, LAYERS, hear


def content_of(hidden: Array) -> Array:
    """(n,384) float16 of the encoder's hidden layers (n,1536): principal components of unit variance."""
    mean, parts = _basis()
    layers = np.split(hidden - mean, len(LAYERS), axis=1)
    return np.concatenate([layer @ part for layer, part in zip(layers, parts, strict=True)], axis=1).astype(np.float16)


def content_frames(speech: Speech) -> Array:
    """(T,384) float16 of a clip of any length. Raises SetupError when the encoder is missing or altered."""
    frames = frame_count(speech.duration)
    gain = listening_gain(rms_decibels(speech.samples, speech.sample_rate, frames))
    content = np.empty((frames, sum(CONTENT_DEPTHS)), np.float16)
    for heard in hear(speech.samples, speech.sample_rate, gain):
        content[heard.first : heard.first + len(heard.hidden)] = content_of(heard.hidden)
    return content


@cache
def _basis() -> tuple[Array, tuple[Array, ...]]:
    """Mean (1536,) and, for each layer, a matrix (512,128)."""
    with np.load(weight_path("content_basis"), allow_pickle=False) as archive:
        mean = archive["mean"]
        parts = tuple(archive[name].astype(np.float32) for name in LAYERS)
    assert mean.shape == (HIDDEN,)
    return mean, parts
