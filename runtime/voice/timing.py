# SPDX-License-Identifier: GPL-3.0-or-later
"""From sentences to tokens, and from the voice model's durations back to phones and words in time."""

from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..phones import KOKORO, KOKORO_MODIFIERS, KOKORO_NASAL, KOKORO_STRESS, VOWELS, is_held, nasal
from ..speech import SILENCE, Phone, Word
from ..text.spoken import Sentence, SpokenWord
from ..text.writing import PAUSES
from .kokoro import FRAMES_PER_SECOND, MAXIMUM_TOKENS, VOCABULARY

QUICK_TOKENS = 60
"""Symbols of a stream's first line. docs/measured/voice-speed.md has how soon its sound is there."""
SOUND_LEADS = 2
"""Frames by which the model's sound comes before its durations say: its text aligner was late by as much. Measured
against another aligner, on which no part of the product was tuned, in docs/measured/phone-times.md."""

SOUNDED_SPACE_FRAMES = 4
"""A space of no more than these is sounded: measured, see ``phones_of_line``."""
_PART = MAXIMUM_TOKENS - 50
"""Symbols of a word's part: room is left for the marks around it. Chosen by hand."""
_MARKS = PAUSES | set('"()“”')


@dataclass(frozen=True)
class Line:
    """What one call of the voice model says. letters: Kokoro's symbols; word_of: index into ``words`` of each
    letter, -1 for spaces and punctuation."""

    letters: str
    word_of: tuple[int, ...]
    words: tuple[tuple[str, str], ...]

    @property
    def tokens(self) -> list[int]:
        """Tokens of the letters, without the boundary tokens."""
        return [VOCABULARY[letter] for letter in self.letters]


def lines_of(sentence: Sentence) -> list[Line]:
    """The lines of a sentence: one, or several split at clauses (else at words) where 510 tokens are too few."""
    whole = _line(sentence)
    if len(whole.letters) <= MAXIMUM_TOKENS:
        return [whole]
    if len(sentence) == 1:
        return [_line((part,)) for part in _parts_of_word(sentence[0])]
    middle = len(sentence) / 2
    clause_ends = [index + 1 for index, word in enumerate(sentence[:-1]) if PAUSES & set(word.after)]
    inner = [end for end in clause_ends if 0.1 < end / len(sentence) < 0.9]
    split = min(inner or range(1, len(sentence)), key=lambda end: abs(end - middle))
    return lines_of(sentence[:split]) + lines_of(sentence[split:])


def opening_of(sentence: Sentence) -> tuple[Sentence, Sentence]:
    """A sentence's beginning of at most ``QUICK_TOKENS`` symbols, if possible to a clause's end, and the rest.

    A short beginning is soon sounded; a sentence that is short enough is all beginning.
    """
    fitting, clause, letters = 0, 0, 0
    for end, word in enumerate(sentence, start=1):
        letters += len(_line((word,)).letters) + (end > 1)
        if letters > QUICK_TOKENS:
            break
        fitting = end
        clause = end if PAUSES & set(word.after) else clause
    else:
        return sentence, ()
    end = clause or fitting or 1
    return sentence[:end], sentence[end:]


def _parts_of_word(word: SpokenWord) -> list[SpokenWord]:
    """A word too long for one call (a run of letters typed by mistake), said in pieces."""
    half = len(word.phonemes) // 2
    pieces = [word.phonemes[:half], word.phonemes[half:]]
    marked = [(word.written, pieces[0], word.before, ""), ("", pieces[1], "", word.after)]
    parts = [SpokenWord(*part) for part in marked]
    return [piece for part in parts for piece in (_parts_of_word(part) if len(part.phonemes) > _PART else [part])]


def _line(sentence: Sentence) -> Line:
    letters: list[str] = []
    word_of: list[int] = []

    def add(text: str, word: int) -> None:
        known = [letter for letter in text if letter in VOCABULARY]
        letters.extend(known)
        word_of.extend([word] * len(known))

    for index, word in enumerate(sentence):
        if index:
            add(" ", -1)
        add("".join(mark for mark in word.before if mark in _MARKS), -1)
        add(word.phonemes, index)
        add("".join(mark for mark in word.after if mark in _MARKS), -1)
    words = tuple((word.written, word.after) for word in sentence)
    return Line("".join(letters), tuple(word_of), words)


def phones_of_line(line: Line, durations: Array, first_frame: int, first_word: int) -> list[Phone]:
    """Phones and silences of a line with durations (N,), frames of each token, that starts at ``first_frame`` (40 a
    second), its words counted from ``first_word``: when they are heard, which is ``SOUND_LEADS`` frames before the
    model's durations have them.

    A stress mark's frames go to the next phone, a modifier's to the phone before; punctuation and the boundary tokens
    are silence. So is a space of more than 0.1 s; a shorter one is sounded (measured over 30 sentences: a median of -9
    to -27 dB, where longer ones lie below -58) and goes half to each neighbour."""
    found: list[_Segment] = []
    stress, waiting = 0, 0
    letters = ["", *line.letters, ""]
    words = [-1, *line.word_of, -1]
    for letter, word, frames in zip(letters, words, durations.tolist(), strict=True):
        if letter in KOKORO_STRESS:
            stress, waiting = KOKORO_STRESS[letter], waiting + frames
        elif (letter in KOKORO_MODIFIERS or (letter == "." and word >= 0)) and found and found[-1].symbol != SILENCE:
            # A full stop within a word is no pause: eSpeak writes the bent r of Hindi so, and the voice learned it so.
            found[-1].frames += frames
            if letter == KOKORO_NASAL:
                found[-1].symbol = nasal(found[-1].symbol)
        elif letter in KOKORO:
            # The stop of Japanese っ is the beginning of the long consonant that it makes.
            held = found.pop().frames if found and is_held(found[-1].symbol, KOKORO[letter]) else 0
            found.append(_Segment(KOKORO[letter], frames + waiting + held, stress, word + first_word))
            stress, waiting = 0, 0
        elif found and found[-1].symbol == SILENCE:
            found[-1].frames += frames + waiting
            waiting = 0
        else:
            found.append(_Segment(SILENCE, frames + waiting, 0, -1))
            waiting = 0
        if found and found[-1].symbol == SILENCE:
            found[-1].only_space &= letter == " "
    return _placed(_stress_on_vowels(_without_sounded_spaces(found)), first_frame)


@dataclass
class _Segment:
    symbol: str
    frames: int
    stress: int
    word: int
    only_space: bool = True


def _without_sounded_spaces(segments: list[_Segment]) -> list[_Segment]:
    kept: list[_Segment] = []
    lent = 0
    for segment in segments:
        if segment.symbol == SILENCE and segment.only_space and segment.frames <= SOUNDED_SPACE_FRAMES and kept:
            kept[-1].frames += segment.frames // 2
            lent = segment.frames - segment.frames // 2
        else:
            segment.frames += lent
            lent = 0
            kept.append(segment)
    return kept


def _stress_on_vowels(segments: list[_Segment]) -> list[_Segment]:
    """Misaki writes the mark before the vowel, eSpeak before the syllable: carry it to the vowel."""
    carried = 0
    for segment in segments:
        if segment.symbol == SILENCE:
            carried = 0
        elif segment.symbol in VOWELS:
            segment.stress = segment.stress or carried
            carried = 0
        else:
            carried = segment.stress or carried
            segment.stress = 0
    return segments


def _placed(segments: list[_Segment], first_frame: int) -> list[Phone]:
    ends = first_frame + np.cumsum([segment.frames for segment in segments])
    heard = np.maximum(ends - SOUND_LEADS, first_frame)
    heard[-1] = ends[-1]
    starts = [first_frame, *heard[:-1]]
    return [
        Phone(segment.symbol, start / FRAMES_PER_SECOND, end / FRAMES_PER_SECOND, segment.stress, segment.word)
        for segment, start, end in zip(segments, starts, heard.tolist(), strict=True)
        if end > start
    ]


def words_of(phones: list[Phone], written: list[tuple[str, str]]) -> list[Word]:
    """Each written word from its first phone's start to its last phone's end."""
    spans: dict[int, tuple[float, float]] = {}
    for phone in phones:
        if phone.word >= 0:
            start = spans.get(phone.word, (phone.start, 0.0))[0]
            spans[phone.word] = (start, phone.end)
    return [Word(text, *spans[index], after) for index, (text, after) in enumerate(written)]
