# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of a recording that came without a transcript, written down piece by piece."""

from collections.abc import Callable, Iterator
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
"""Frames that are heard before and after a piece. Chosen by hand."""

_SILENCE_SECONDS = 3.0
"""After a piece. Whisper learned on 30 s whatever was said, and takes three times as long for them. Of 40 sentences it
did not come to an end on 12 with 0.3 s of silence, on 8 with 1 s and on 2 with 3 s; those are heard again with 30 s."""

_LIKELY = 0.05
"""Probability of a language from which on it is tried, should the likeliest not be borne out. Chosen by hand."""

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
) -> Iterator[HeardWords]:
    """What is said in ``speech.samples``, as the likeliest language has it, then as the next one; nothing where nothing
    is said, or in a language that is not written down.

    posteriors: (T, P) phones at 50 a second. gain: of ``listening_gain``. language: as users write it, None to hear
    which. Raises SetupError when a weight is missing or altered.
    """
    pieces = utterances(posteriors)
    if not pieces:
        return
    longest = max(pieces, key=lambda piece: piece[1] - piece[0])
    first = _shortly(_sound(speech, gain, longest))
    codes = [find_language(language).base] if language else _likely(language_odds(first))
    for code in filter(LANGUAGES.__contains__, codes):
        texts = []
        for number, piece in enumerate(pieces, start=1):
            sound = _sound(speech, gain, piece)
            texts.append(_text(sound, first if piece == longest else _shortly(sound), code))
            progress(number / len(pieces))
        text = ("" if code in _UNSPACED else " ").join(filter(None, texts))
        if text:
            yield HeardWords(text, language or LANGUAGES[code])


def _likely(odds: dict[str, float]) -> list[str]:
    """Whisper's codes of the two likeliest languages that are written down; none where it is surely another one."""
    if max(share for code, share in odds.items() if code not in LANGUAGES) > _SURE_OF_ANOTHER:
        return []
    first, second, *_ = sorted(LANGUAGES, key=lambda code: odds[code], reverse=True)
    return [first, second] if odds[second] > _LIKELY else [first]


def _shortly(sound: Array) -> Array:
    return encoded(sound, len(sound) / SAMPLE_RATE + _SILENCE_SECONDS)


def _text(sound: Array, heard: Array, code: str) -> str:
    seconds = len(sound) / SAMPLE_RATE
    text = written(heard, code, seconds)
    if text is None:
        text = written(encoded(sound, LONGEST_SECONDS), code, seconds)
    return text or ""


def _sound(speech: Speech, gain: float, piece: tuple[int, int]) -> Array:
    """(N,) at 16 kHz: a piece with what lies around it."""
    begin = max(0, piece[0] - _ROOM)
    count = (piece[1] + _ROOM - begin) * (SAMPLE_RATE // FRAMES_PER_SECOND)
    return gain * resampled(speech.samples, speech.sample_rate, begin, count)
