# SPDX-License-Identifier: GPL-3.0-or-later
"""The content encoder: hidden layers of the phone recogniser at three depths, 50 frames a second."""

import numpy as np

from ...listen.encoder import HIDDEN, hear, listening_gain
from ...listen.features import rms_decibels
from ...motion import frame_count
from ...speech import Speech

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
