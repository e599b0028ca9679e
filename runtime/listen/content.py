# SPDX-License-Identifier: GPL-3.0-or-later
"""Content features: hidden layers of the small encoder at three depths, which the learned motion was trained on."""

import numpy as np

from ..motion import frame_count
from ..speech import Speech
from .encoder import HIDDEN, hear, listening_gain
from .features import rms_decibels

DEPTHS = (256, 256, 256)
"""Width of the low, the middle and the high layer, in this order in a frame."""
assert sum(DEPTHS) == HIDDEN


def content_frames(speech: Speech) -> np.ndarray:
    """(T,768) float16 of a clip of any length. Raises SetupError when the recogniser is missing or altered."""
    frames = frame_count(speech.duration)
    gain = listening_gain(rms_decibels(speech.samples, speech.sample_rate, frames))
    content = np.empty((frames, HIDDEN), np.float16)
    for heard in hear(speech.samples, speech.sample_rate, gain):
        content[heard.first : heard.first + len(heard.hidden)] = heard.hidden
    return content
