# SPDX-License-Identifier: GPL-3.0-or-later
"""Which words the marks of a text are for, and what lines the voice model is given."""

import bisect
import functools
import math
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..text.spoken import Sentence, SpokenWord
from ..text.writing import PAUSES, clean
from .markup import Marked, Span
from .moved_edges import EdgeMove
from .prosody import EMPHASIS, LEVEL, PLAIN, Contours, Prosody
from .timing import Line, lines_of, opening_of

_COMMA = ","
_SEARCHED_LETTERS = 80
"""How far beyond its own length a marked word is looked for in what is spoken; as far again for each that was missed.
Chosen by hand."""
SENTENCE_PAUSE = 0.3
PARAGRAPH_PAUSE = 0.7
"""Seconds, chosen by ear."""


@dataclass(frozen=True)
class Bend:
    """The part first..last (0..1) of contours that one word takes."""

    contours: Contours
    first: float
    last: float


@dataclass(frozen=True)
class PlannedLine:
    """One line and how its words are said.

    prosodies: one for each of ``line.words``; bends: the same for contours, empty where there are none. breaks:
    index of a word in the line -> seconds of silence after it. pause: seconds of silence wanted after the line; exact
    where it was asked for, otherwise the least. lead_in: seconds of silence asked for before it. moves: edges of its
    words and phones that were moved by hand.
    """

    line: Line
    prosodies: tuple[Prosody, ...]
    breaks: tuple[tuple[int, float], ...] = ()
    pause: float = 0.0
    exact: bool = False
    lead_in: float = 0.0
    bends: tuple[tuple[Bend, ...], ...] = ()
    moves: tuple[EdgeMove, ...] = ()


def planned_lines(
    marked: Marked, sentences: Iterable[tuple[int, Sentence]], *, quick_start: bool = False
) -> Iterator[PlannedLine]:
    """The lines of a text with the marks on their words, each as soon as the sentence after it has been read.

    sentences: with the numbers of their paragraphs. quick_start: give the voice model a short first line, so that its
    sound is there soon.
    """
    marks = _Marks(marked)
    read = (_Read(paragraph, sentence, marks.places(sentence)) for paragraph, sentence in sentences)
    first = True
    for each, following in _with_next(read):
        last = len(each.sentence) - 1
        prosodies, bends = marks.said(each.places)
        prosodies = [_stressed(said, word) for said, word in zip(prosodies, each.sentence, strict=True)]
        breaks = marks.breaks(each.places, following.places[0][1] if following else math.inf)
        for index, word in enumerate(each.sentence):
            if word.pause:
                breaks[index] = breaks.get(index, 0.0) + word.pause
        lead_in = breaks.pop(-1, 0.0)
        usual = SENTENCE_PAUSE if following and following.paragraph == each.paragraph else PARAGRAPH_PAUSE
        exact = last in breaks
        pause = breaks.pop(last, usual)
        parts = _parts(_with_commas(each.sentence, breaks), quick_start and first)
        for line in _planned(parts, prosodies, bends, breaks, pause, exact):
            yield replace(line, lead_in=lead_in) if first else line
            first = False


def _stressed(prosody: Prosody, word: SpokenWord) -> Prosody:
    return prosody.then(EMPHASIS[word.emphasis]) if word.emphasis else prosody


@dataclass(frozen=True)
class _Read:
    paragraph: int
    sentence: Sentence
    places: list[tuple[int, int]]


def _with_next(read: Iterator[_Read]) -> Iterator[tuple[_Read, _Read | None]]:
    before = next(read, None)
    while before is not None:
        following = next(read, None)
        yield before, following
        before = following


def _parts(sentence: Sentence, quick_start: bool) -> list[Line]:
    if not quick_start:
        return lines_of(sentence)
    head, rest = opening_of(sentence)
    return lines_of(head) + (lines_of(rest) if rest else [])


def _planned(
    parts: list[Line],
    prosodies: list[Prosody],
    bends: list[tuple[Bend, ...]],
    breaks: dict[int, float],
    pause: float,
    exact: bool,
) -> Iterator[PlannedLine]:
    """The lines of one sentence. Of a word that was too long for one line, each part is said as the word is."""
    word = -1
    for part in parts:
        words = []
        for written, _ in part.words:
            word += written != ""
            words.append(min(max(word, 0), len(prosodies) - 1))
        ends = {each: index for index, each in enumerate(words)}
        held = {ends[each]: breaks[each] for each in ends if each in breaks}
        at_end = held.pop(len(words) - 1, None)
        planned = PlannedLine(
            part,
            tuple(prosodies[each] for each in words),
            tuple(held.items()),
            bends=tuple(bends[each] for each in words) if any(bends) else (),
        )
        if part is parts[-1]:
            yield replace(planned, pause=pause, exact=exact)
        else:
            yield replace(planned, pause=at_end or 0.0, exact=at_end is not None)


def _with_commas(sentence: Sentence, breaks: dict[int, float]) -> Sentence:
    """The voice model prepares a pause where it reads one."""
    return tuple(
        _with_comma(word) if index in breaks and not PAUSES & set(word.after) else word
        for index, word in enumerate(sentence)
    )


def _with_comma(word: SpokenWord) -> SpokenWord:
    return replace(word, after=word.after + _COMMA)


class _Marks:
    """The marks of a text, given out to its words from the first to the last."""

    def __init__(self, marked: Marked) -> None:
        self._text = clean(marked.text)[0] if marked.spans or marked.breaks else ""
        self._at, self._missed = 0, 0
        self._spans = deque(marked.spans)
        self._around: list[Span] = []
        self._breaks = deque(marked.breaks)

    def places(self, sentence: Sentence) -> list[tuple[int, int]]:
        """Where each word begins and ends in the cleaned text. Empty places at 0 when nothing is marked."""
        if not self._text:
            return [(0, 0)] * len(sentence)
        found: list[tuple[int, int]] = []
        for word in sentence:
            # The second word of one that was edited lies where the first one does.
            again = word.stands_for == "" and bool(found)
            found.append(found[-1] if again else self._place(word.written if not word.stands_for else word.stands_for))
        return found

    def _place(self, written: str) -> tuple[int, int]:
        # Near by: a word that the reader has written otherwise must not be taken for a far one.
        reach = self._at + len(written) + _SEARCHED_LETTERS * (1 + self._missed)
        found = self._text.find(written, self._at, reach)
        self._missed = 0 if found >= 0 else self._missed + 1
        first = max(found, self._at)
        self._at = first + len(written) if found >= 0 else self._at
        return first, self._at

    def said(self, places: list[tuple[int, int]]) -> tuple[list[Prosody], list[tuple[Bend, ...]]]:
        """How each word is said: every span that it begins in, the outer ones first."""
        prosodies, bends = [], []
        for first, last in places:
            while self._spans and self._spans[0].first <= first:
                self._around.append(self._spans.popleft())
            self._around = [span for span in self._around if first < span.last]
            prosodies.append(functools.reduce(Prosody.then, (span.prosody for span in self._around), PLAIN))
            bends.append(tuple(_bend(span, first, last) for span in self._around if span.contours != LEVEL))
        return prosodies, bends

    def breaks(self, places: list[tuple[int, int]], until: float) -> dict[int, float]:
        """Index of the word -> seconds of silence after it, -1 for before the first one. Neighbours add up.

        until: where the word after these ends.
        """
        ends = [end for _, end in places]
        after: dict[int, float] = {}
        while self._breaks and self._breaks[0][0] < until:
            place, seconds = self._breaks.popleft()
            index = bisect.bisect_right(ends, place) - 1
            after[index] = after.get(index, 0.0) + seconds
        return after


def _bend(span: Span, first: int, last: int) -> Bend:
    letters = span.last - span.first
    return Bend(span.contours, (first - span.first) / letters, min(1.0, (last - span.first) / letters))
