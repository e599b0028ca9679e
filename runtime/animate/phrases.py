# SPDX-License-Identifier: GPL-3.0-or-later
"""Phrases and accents of a clip: where a speaker pauses, and which syllables stand out."""

from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..motion import FRAMES_PER_SECOND
from ..phones import VOWELS
from ..speech import SILENCE, Phone, Speech, SpeechFeatures

SHORTEST_PAUSE = 0.15
_SHORTEST_BETWEEN_ACCENTS = 0.55
"""Seconds, both chosen by eye; so are the shares of pitch, loudness and length in an accent below."""


@dataclass(frozen=True)
class Phrase:
    """Speech between two pauses, in seconds. question: it ends with a question mark."""

    start: float
    end: float
    question: bool = False


@dataclass(frozen=True)
class Accent:
    """A syllable that stands out. time: seconds, the middle of its vowel; strength: 0.3..1."""

    time: float
    strength: float


def phrases_of(speech: Speech) -> tuple[Phrase, ...]:
    """The phrases of a clip, split at silences of at least 0.15 s."""
    runs: list[list[Phone]] = [[]]
    for phone in speech.phones:
        if phone.symbol != SILENCE:
            runs[-1].append(phone)
        elif phone.end - phone.start >= SHORTEST_PAUSE and runs[-1]:
            runs.append([])
    return tuple(Phrase(run[0].start, run[-1].end, _asks(speech, run[-1])) for run in runs if run)


def _asks(speech: Speech, last: Phone) -> bool:
    return 0 <= last.word < len(speech.words) and "?" in speech.words[last.word].punctuation


def accents_of(speech: Speech, features: SpeechFeatures) -> tuple[Accent, ...]:
    """The prominent syllables, at least 0.55 s apart, in order.

    Prominence is the sum of the standard scores of pitch, loudness and length of the vowel (the correlates of
    stress: Fry, 1958), over the vowels with primary stress, or over all of them where stress is not known.
    """
    vowels = [phone for phone in speech.phones if phone.symbol in VOWELS]
    vowels = [vowel for vowel in vowels if vowel.stress == 1] or vowels
    if not vowels:
        return ()
    pitch = np.array([largest_in(features.pitch, vowel) for vowel in vowels])
    loudness = np.array([largest_in(features.loudness, vowel) for vowel in vowels])
    length = np.array([vowel.end - vowel.start for vowel in vowels])
    prominence = _score(np.log(np.maximum(pitch, 60.0))) + 0.7 * _score(loudness) + 0.5 * _score(np.log(length))
    taken: list[Accent] = []
    for index in np.argsort(-prominence, kind="stable"):
        time = 0.5 * (vowels[index].start + vowels[index].end)
        if prominence[index] < -0.2 and taken:
            break
        if all(abs(time - accent.time) >= _SHORTEST_BETWEEN_ACCENTS for accent in taken):
            taken.append(Accent(time, float(np.clip(0.55 + 0.2 * prominence[index], 0.3, 1.0))))
    return tuple(sorted(taken, key=lambda accent: accent.time))


def largest_in(curve: Array, phone: Phone) -> float:
    """The largest value, within a phone, of a curve (T,) at 50 frames a second."""
    first = min(int(phone.start * FRAMES_PER_SECOND), len(curve) - 1)
    return float(curve[first : max(first + 1, int(np.ceil(phone.end * FRAMES_PER_SECOND)))].max())


def _score(values: Array) -> Array:
    return (values - values.mean()) / max(float(values.std()), 1e-6)
