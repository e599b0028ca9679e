# SPDX-License-Identifier: GPL-3.0-or-later
"""Words as lines that can be read: what SubRip and WebVTT show."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..runtime.errors import InputError
from ..runtime.speech import Word
from ..runtime.take import Take

_LONGEST = 84
"""Letters: two lines of 42, as broadcasters have them (EBU-TT-D and Netflix's Timed Text Style Guide)."""
_PAUSE = 0.7
"""Seconds without a word that end a subtitle; chosen by eye."""
_ENDS = frozenset(".!?…。！？")
_NO_SPACE = frozenset({"zh", "ja"})


@dataclass(frozen=True)
class Subtitle:
    """Seconds, and what is read."""

    start: float
    end: float
    text: str


def subtitles_of(take: Take) -> list[Subtitle]:
    """Sentences, or what of them is said without a pause and fits. Raises InputError where the words are not known."""
    if not take.speech.words:
        raise InputError(
            "subtitles",
            "the words of this take are not known",
            "Give --transcript to animate, or leave --sounds-alone out",
        )
    space = "" if take.speech.language in _NO_SPACE else " "
    return [
        Subtitle(words[0].start, words[-1].end, space.join(word.text + word.punctuation for word in words))
        for words in _grouped(take.speech.words)
    ]


def _grouped(words: tuple[Word, ...]) -> Iterator[list[Word]]:
    group: list[Word] = []
    for word in words:
        if group and (_ended(group[-1], word) or _length(group) + len(word.text) > _LONGEST):
            yield group
            group = []
        group.append(word)
    yield group


def _ended(before: Word, word: Word) -> bool:
    return not _ENDS.isdisjoint(before.punctuation) or word.start - before.end > _PAUSE


def _length(words: list[Word]) -> int:
    return sum(len(word.text) + len(word.punctuation) + 1 for word in words)


def clock(seconds: float, point: str) -> str:
    """HH:MM:SS and thousandths behind ``point``."""
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    minutes, second = divmod(whole, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}{point}{thousandths:03}"
