# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of a recording that came without a transcript, written down piece by piece."""

from collections.abc import Callable
from dataclasses import dataclass

from ..arrays import Array
from ..motion import FRAMES_PER_SECOND
from ..speech import Speech
from ..text.languages import find_language
from .spans import SAMPLE_RATE, resampled
from .utterances import utterances
from .word_decoder import LONGEST_SECONDS, encoded, language_odds, written
from .word_tokens import LANGUAGES

_SURE_OF_ANOTHER = 0.9
"""Probability of a language that is not written down here from which on it is believed. Of 24 readings in English all
had less than 0.6 for any other, most of it Latin's, in old-fashioned lines."""

_ROOM = round(0.3 * FRAMES_PER_SECOND)
"""Frames that are heard before and after a piece."""

_SHORT_OF_SILENCE_SECONDS = 1.0
"""Silence after a piece. Whisper learned on 30 s whatever was said; with less it is three times as fast and writes the
same, but for a piece in some dozens that it goes round in circles on, which is heard again with all of the silence."""

_UNSPACED = {"ja", "zh"}


@dataclass(frozen=True)
class HeardWords:
    """text: as it is written. language: as users write its code."""

    text: str
    language: str


def heard_words(
    speech: Speech,
    posteriors: Array,
    gain: float,
    language: str | None = None,
    progress: Callable[[float], None] = lambda share: None,
) -> HeardWords | None:
    """What is said in ``speech.samples``, or None where nothing is, or in a language that is not written down.

    posteriors: (T, P) phones at 50 a second. gain: of ``listening_gain``. language: as users write it, None to hear
    which. Raises SetupError when a weight is missing or altered.
    """
    pieces = utterances(posteriors)
    if not pieces:
        return None
    sounds = [_sound(speech, gain, piece) for piece in pieces]
    longest = max(range(len(sounds)), key=lambda place: len(sounds[place]))
    high = {longest: _shortly(sounds[longest])}
    code = find_language(language).base if language else _likeliest(language_odds(high[longest]))
    if code not in LANGUAGES:
        return None
    texts = []
    for place, sound in enumerate(sounds):
        heard = high[place] if place in high else _shortly(sound)
        texts.append(_text(sound, heard, code))
        progress((place + 1) / len(sounds))
    text = ("" if code in _UNSPACED else " ").join(filter(None, texts))
    return HeardWords(text, language or LANGUAGES[code]) if text else None


def _shortly(sound: Array) -> Array:
    return encoded(sound, len(sound) / SAMPLE_RATE + _SHORT_OF_SILENCE_SECONDS)


def _text(sound: Array, heard: Array, code: str) -> str:
    seconds = len(sound) / SAMPLE_RATE
    text = written(heard, code, seconds)
    if text is None:
        text = written(encoded(sound, LONGEST_SECONDS), code, seconds)
    return text or ""


def _likeliest(odds: dict[str, float]) -> str:
    """Whisper's code of the likeliest language that is written down; "" where it is surely another one."""
    if max(share for code, share in odds.items() if code not in LANGUAGES) > _SURE_OF_ANOTHER:
        return ""
    return max(LANGUAGES, key=lambda code: odds[code])


def _sound(speech: Speech, gain: float, piece: tuple[int, int]) -> Array:
    """(N,) at 16 kHz: a piece with what lies around it."""
    begin = max(0, piece[0] - _ROOM)
    count = (piece[1] + _ROOM - begin) * (SAMPLE_RATE // FRAMES_PER_SECOND)
    return gain * resampled(speech.samples, speech.sample_rate, begin, count)
