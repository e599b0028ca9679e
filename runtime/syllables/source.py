# SPDX-License-Identifier: GPL-3.0-or-later
"""The source: the tokens' melody and loudness, put onto the voice's own.

Within a syllable the voice keeps its own course; its mean and its straight line become the token's. What a token says
is relative to its speaker, so it is laid on the register of whoever speaks now.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Array
from ..voice.kokoro import Encoded
from ..voice.loudness import decibels_per_energy
from ..voice.shaping import Shaped
from ..voice.timing import SOUND_LEADS
from .lines import SpelledLine
from .melody import LOWEST_HZ, STEPS, heights, median_height, trend_of
from .token import LOUDNESS_LEAST, Syllable

_RAMP = 7
"""Values of 12.5 ms over which one syllable's change becomes the next one's, as in ``voice/shaping.py``."""
_MOST_DECIBELS = 9.0
_MOST_SEMITONES = 12.0
"""Of change to the voice's own. What goes further was measured wrong. Chosen by ear."""
_QUIETEST = LOUDNESS_LEAST + 1.0
"""A token at the end of its scale may be quieter than it says."""


@dataclass(frozen=True)
class Register:
    """Where a voice speaks: height, the median in semitones above 1 Hz; energy of its loud parts."""

    height: float
    energy: float

    @staticmethod
    def of(lines: Sequence[Encoded]) -> "Register":
        pitch = np.concatenate([line.pitch for line in lines])
        energy = np.concatenate([line.energy for line in lines])
        return Register(median_height(heights(pitch)), float(np.percentile(energy, 95)))


def with_source(encoded: Encoded, spelled: SpelledLine, register: Register) -> Shaped:
    """The line with the pitch and the energy that its tokens ask for."""
    height = heights(encoded.pitch) - register.height
    decibels = decibels_per_energy() * (encoded.energy - register.energy)
    higher, louder = _Change(len(height)), _Change(len(height))
    first = int(encoded.durations[0]) - SOUND_LEADS
    for token in spelled.tokens:
        last = first + token.frames
        if isinstance(token, Syllable):
            if token.pitch is not None:
                higher.ask(height, first, last, token.pitch, token.rise)
            if token.loudness > _QUIETEST:
                louder.ask(decibels, first, last, token.loudness, token.swell)
        first = last
    semitones, gain = higher.curve(_MOST_SEMITONES), louder.curve(_MOST_DECIBELS)
    voiced = encoded.pitch > LOWEST_HZ
    # Below 40 Hz and above 1,000 no voice was heard in training (``voice/shaping.py``).
    pitch = np.where(voiced, np.clip(encoded.pitch * 2.0 ** (semitones / 12.0), 40.0, 1000.0), encoded.pitch)
    energy = encoded.energy + gain / decibels_per_energy()
    zeros = np.zeros(len(height))
    changed = replace(encoded, pitch=pitch.astype(np.float32), energy=energy.astype(np.float32))
    return Shaped(changed, gain=gain, whisper=zeros, shout=zeros)


class _Change:
    """What is to be added to a curve (count,): straight within a syllable, from one to the next in between."""

    def __init__(self, count: int) -> None:
        self._values = np.full(count, np.nan)

    def ask(self, curve: Array, first: int, last: int, mean: float, rise: float) -> None:
        """Let frames first..last of the curve have that mean and that rise."""
        own = trend_of(curve, max(first, 0), last)
        if own is None:
            return
        begin, end = STEPS * max(first, 0), min(STEPS * last, len(self._values))
        place = (np.arange(begin, end) + 0.5 - STEPS * first) / (STEPS * (last - first)) - 0.5
        self._values[begin:end] = (mean - own.mean) + (rise - own.rise) * place

    def curve(self, most: float) -> Array:
        """float64, within ``most`` either way."""
        known = np.isfinite(self._values)
        if not known.any():
            return np.zeros(len(self._values))
        places = np.arange(len(self._values))
        whole = np.clip(np.interp(places, places[known], self._values[known]), -most, most)
        padded = np.pad(whole, _RAMP // 2, mode="edge")
        return np.convolve(padded, np.full(_RAMP, 1.0 / _RAMP), mode="valid")
