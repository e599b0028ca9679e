# SPDX-License-Identifier: GPL-3.0-or-later
"""Short pieces of sound around each frame, at a rate that pitch and formants need."""

import numpy as np
import soxr

from ..arrays import Array
from ..motion import FRAMES_PER_SECOND

RATE = 8000
WINDOW = 400
"""Samples: 50 ms, three periods of the lowest pitch."""


def windows(samples: Array, sample_rate: int, first: int, last: int) -> Array:
    """(last - first, 400) 50 ms at 8 kHz around each frame (50 a second); zeros beyond the ends."""
    # A tenth of a second to both sides keeps the resampler's ends away from the windows.
    begin = round((first / FRAMES_PER_SECOND - 0.1) * sample_rate)
    end = round(((last - 1) / FRAMES_PER_SECOND + 0.1) * sample_rate)
    piece = np.zeros(end - begin, np.float32)
    inside = samples[max(begin, 0) : min(end, len(samples))]
    piece[max(-begin, 0) : max(-begin, 0) + len(inside)] = inside
    piece = soxr.resample(piece, sample_rate, RATE, quality="MQ")
    starts = round(0.1 * RATE) - WINDOW // 2 + np.arange(last - first) * (RATE // FRAMES_PER_SECOND)
    piece = np.pad(piece, (0, max(0, int(starts[-1]) + WINDOW - len(piece))))
    return np.lib.stride_tricks.sliding_window_view(piece, WINDOW)[starts]
