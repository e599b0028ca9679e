# SPDX-License-Identifier: GPL-3.0-or-later
"""Which words the marks of a text are for, and what lines the voice model is given."""

import bisect
import functools
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..text.phonemes import Reading
from ..text.spoken import Sentence, SpokenWord
from ..text.writing import PAUSES, clean
from .expression import PLAIN, Expression
from .markup import Marked, Span
from .timing import Line, lines_of, opening_of

_COMMA = ","
_SEARCHED_LETTERS = 80
SENTENCE_PAUSE = 0.3
PARAGRAPH_PAUSE = 0.7


@dataclass(frozen=True)
class ScoredLine:
    """One line and how its words are said.

    expressions: one for each of ``line.words``. breaks: index of a word in the line -> seconds of silence after it.
    pause: seconds of silence wanted after the line; exact where it was asked for, else at least so many.
    """

    line: Line
    expressions: tuple[Expression, ...]
    breaks: tuple[tuple[int, float], ...] = ()
    pause: float = 0.0
    exact: bool = False


@dataclass(frozen=True)
class Score:
    """lines: of the whole text. lead_in: seconds of silence asked for before the first word."""

    lines: tuple[ScoredLine, ...]
    lead_in: float = 0.0


def score_of(marked: Marked, reading: Reading, *, quick_start: bool = False) -> Score:
    """The lines of a reading, with the marks on their words.

    quick_start: give the voice model a short first line, so that its sound is there soon.
    """
    sentences = [sentence for paragraph in reading.paragraphs for sentence in paragraph]
    ends = set(itertools.accumulate(len(paragraph) for paragraph in reading.paragraphs))
    places = _places(marked, sentences)
    expressions = _expressions(marked, places)
    after, lead_in = _breaks(marked, places)
    lines: list[ScoredLine] = []
    first = 0
    for number, sentence in enumerate(sentences, start=1):
        last = first + len(sentence)
        inner = {index - first: after[index] for index in range(first, last - 1) if index in after}
        pause = PARAGRAPH_PAUSE if number in ends else SENTENCE_PAUSE
        exact = last - 1 in after
        parts = _parts(_with_commas(sentence, inner), quick_start and number == 1)
        lines += _scored(parts, expressions[first:last], inner, after.get(last - 1, pause), exact)
        first = last
    return Score(tuple(lines), lead_in)


def _parts(sentence: Sentence, quick_start: bool) -> list[Line]:
    if not quick_start:
        return lines_of(sentence)
    head, rest = opening_of(sentence)
    return lines_of(head) + (lines_of(rest) if rest else [])


def _scored(
    parts: list[Line], expressions: list[Expression], breaks: dict[int, float], pause: float, exact: bool
) -> Iterator[ScoredLine]:
    """The lines of one sentence. Of a word that was too long for one line, each part is said as the word is."""
    word = -1
    for part in parts:
        words = []
        for written, _ in part.words:
            word += written != ""
            words.append(min(max(word, 0), len(expressions) - 1))
        ends = {each: index for index, each in enumerate(words)}
        held = {ends[each]: breaks[each] for each in ends if each in breaks}
        at_end = held.pop(len(words) - 1, None)
        said = tuple(expressions[each] for each in words)
        if part is parts[-1]:
            yield ScoredLine(part, said, tuple(held.items()), pause, exact)
        else:
            yield ScoredLine(part, said, tuple(held.items()), at_end or 0.0, at_end is not None)


def _with_commas(sentence: Sentence, breaks: dict[int, float]) -> Sentence:
    """The voice model prepares a pause where it reads one."""
    return tuple(
        _with_comma(word) if index in breaks and not PAUSES & set(word.after) else word
        for index, word in enumerate(sentence)
    )


def _with_comma(word: SpokenWord) -> SpokenWord:
    return replace(word, after=word.after + _COMMA)


def _places(marked: Marked, sentences: list[Sentence]) -> list[tuple[int, int]]:
    """Where each word begins and ends in the cleaned text. Empty places at 0 when nothing is marked."""
    words = [word.written for sentence in sentences for word in sentence]
    if not marked.spans and not marked.breaks:
        return [(0, 0)] * len(words)
    cleaned, _ = clean(marked.text)
    places, at, missed = [], 0, 0
    for written in words:
        # Near by: a word that the reader has written otherwise must not be taken for a far one.
        found = cleaned.find(written, at, at + len(written) + _SEARCHED_LETTERS * (1 + missed))
        missed = 0 if found >= 0 else missed + 1
        first = max(found, at)
        at = first + len(written) if found >= 0 else at
        places.append((first, at))
    return places


def _expressions(marked: Marked, places: list[tuple[int, int]]) -> list[Expression]:
    """How each word is said: every span that it begins in, the outer ones first."""
    waiting = list(marked.spans[::-1])
    around: list[Span] = []
    found = []
    for first, _ in places:
        while waiting and waiting[-1].first <= first:
            around.append(waiting.pop())
        around = [span for span in around if first < span.last]
        found.append(functools.reduce(Expression.then, (span.expression for span in around), PLAIN))
    return found


def _breaks(marked: Marked, places: list[tuple[int, int]]) -> tuple[dict[int, float], float]:
    """Index of the word -> seconds of silence after it, and seconds before the first word. Neighbours add up."""
    ends = [end for _, end in places]
    after: dict[int, float] = {}
    lead_in = 0.0
    for place, seconds in marked.breaks:
        before = bisect.bisect_right(ends, place) - 1
        if before >= 0:
            after[before] = after.get(before, 0.0) + seconds
        else:
            lead_in += seconds
    return after, lead_in
