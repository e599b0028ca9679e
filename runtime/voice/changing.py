# SPDX-License-Identifier: GPL-3.0-or-later
"""A voice made higher, older or brighter, within the space of voices: its timbre goes along as that of people does."""

import math

import numpy as np

from ..requests.voice_change import VoiceChange
from .ages import speaking_pitch, speaking_speed
from .voice_file import VoiceFile
from .voice_space import FARTHEST, voice_space

_YOUNG = 30.0
"""Years: as old as the voices sound, whose speakers' ages are not known. Chosen by ear."""


def changed(voice: VoiceFile, change: VoiceChange) -> VoiceFile:
    """The voice, moved as far as is asked for, or as far as voices sound natural."""
    space = voice_space()
    parts = dict(voice.parts)
    here = space.point_of(parts)
    told = space.measured(here)
    there = here + space.step({"pitch": change.pitch, "tract": 0.0, "tilt": 0.0, "rate": 0.0, "woman": 0.0})
    there = there + space.step({"tilt": change.brightness, "pitch": 0.0, "rate": 0.0, "woman": 0.0})
    if change.age is not None:
        gender = "female" if told["woman"] >= 0.5 else "male"
        higher = 12 * math.log2(speaking_pitch(gender, change.age) / speaking_pitch(gender, _YOUNG))
        faster = told["rate"] * (speaking_speed(change.age) - 1.0)
        there = there + space.step({"pitch": higher, "rate": faster, "tilt": 0.0, "woman": 0.0})
    # A voice of a person may lie farther out than points that nobody spoke.
    length, most = float(np.linalg.norm(there)), max(FARTHEST, float(np.linalg.norm(here)))
    step = there * min(1.0, most / max(length, 1e-9)) - here
    shares = step @ space.shares
    moved = {
        name: round(parts.get(name, 0.0) + float(share), 5) for name, share in zip(space.names, shares, strict=True)
    }
    return VoiceFile(tuple(moved.items()), voice.language)
