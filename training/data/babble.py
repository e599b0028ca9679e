# SPDX-License-Identifier: GPL-3.0-or-later
"""The other speakers that degraded speech is heard among."""

from functools import cache

import numpy as np
import soxr

from ..phone_head.augment import RATE
from .recipe import Recipe
from .speech_cache import clips, load_clip
from .synthesise import speech_folder, split_of_clips


@cache
def other_speakers(count: int) -> list[np.ndarray]:
    """The sound of the first ``count`` training clips, at 16 kHz, for ``phone_head.augment.babble``."""
    splits = split_of_clips(Recipe())
    paths = [p for p in clips(speech_folder(Recipe(), timed=False)) if splits[p.stem].split == "train"][:count]
    return [soxr.resample(clip.samples, clip.sample_rate, RATE) for clip in map(load_clip, paths)]
