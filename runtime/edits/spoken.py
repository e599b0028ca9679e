# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits of a text, before it is sounded: other words and phones, stress, pauses, and where edges go."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import accumulate

from ..errors import InputError
from ..phones import KOKORO, KOKORO_MODIFIERS, VOWELS, is_held, phones_in
from ..text.languages import Language
from ..text.lexicon import Lexicon, read_phonemes
from ..text.phonemes import phonemise
from ..text.spoken import Sentence, SpokenWord
from ..voice.kokoro import FRAMES_PER_SECOND
from ..voice.line_plan import PlannedLine
from ..voice.moved_edges import EdgeMove
from .edit import HEARD, STEP_SECONDS, Edit, Edits, MoveEdge, Pause, Retype, Split, Stress, left_out
from .placing import NO_PHONE, phone_number, place

_PRIMARY, _SECONDARY = "ˈ", "ˌ"
_ROUNDING = 1e-6
"""Seconds by which two times that are meant to be one may differ."""

Sentences = list[tuple[int, Sentence]]
"""With the number of their paragraphs."""


@dataclass
class TextEdits:
    """The edits of one text that are heard, while it is spoken. words: what it says before any edit. origins: for each
    word that is said the number of the one in ``words`` that it came of. notes: what could not be done as asked."""

    asked: Edits
    words: tuple[str, ...] = ()
    origins: tuple[int, ...] = ()
    notes: list[str] = field(default_factory=list)
    _edges: dict[int, list[tuple[int, MoveEdge]]] = field(default_factory=dict)
    _moves: list[MoveEdge] = field(default_factory=list)

    def applied(self, read: Iterable[tuple[int, Sentence]], language: Language, lexicon: Lexicon) -> Sentences:
        """The sentences as they are to be said."""
        sentences = list(read)
        self.words = tuple(word.written for _, sentence in sentences for word in sentence)
        by_word: dict[int, list[Edit]] = {}
        for edit in place(self.asked, self.words).here:
            if isinstance(edit, HEARD) and edit.at.word is not None:
                by_word.setdefault(edit.at.word, []).append(edit)
        found: Sentences = []
        origins: list[int] = []
        number = 0
        for paragraph, sentence in sentences:
            said: list[SpokenWord] = []
            for word in sentence:
                own = by_word.get(number, [])
                made = self._word(word, own, language, lexicon) if own else [word]
                self._note_edges(made, own, len(origins))
                origins += [number] * len(made)
                said += made
                number += 1
            found.append((paragraph, tuple(said)))
        self.origins = tuple(origins)
        return found

    def with_moves(self, lines: list[PlannedLine]) -> list[PlannedLine]:
        """The lines with the edges that are to be moved in them. What a word was parted into, as it is too long for one
        line, comes of the same word."""
        found, origins, number = [], [], -1
        for line in lines:
            moves: list[EdgeMove] = []
            for index, (written, _) in enumerate(line.line.words):
                if written or number < 0:
                    number += 1
                    for phone, edit in self._edges.get(number, ()):
                        frames = round(edit.seconds * FRAMES_PER_SECOND)
                        moves.append(EdgeMove(index, phone, edit.edge == "end", frames, len(self._moves)))
                        self._moves.append(edit)
                origins.append(self.origins[number])
            found.append(replace(line, moves=tuple(moves)) if moves else line)
        self.origins = tuple(origins)
        return found

    def note_moved(self, moved: Iterable[tuple[EdgeMove, int]]) -> None:
        """Say of each edge that was moved where it had to go elsewhere."""
        for move, frames in moved:
            edit = self._moves[move.number]
            if frames != move.frames:
                reason = "what lies beside it is too short"
            elif abs(frames * STEP_SECONDS - edit.seconds) > _ROUNDING:
                reason = f"the voice's own durations go in steps of {STEP_SECONDS * 1000:.0f} ms"
            else:
                continue
            self.notes.append(f"{edit.shown}: it went by {frames * STEP_SECONDS * 1000:+.0f} ms, for {reason}")

    def _word(self, word: SpokenWord, edits: list[Edit], language: Language, lexicon: Lexicon) -> list[SpokenWord]:
        made = [word]
        for edit in edits:
            try:
                if isinstance(edit, Retype | Split) and edit.at.phone is None:
                    made = _other_words(word, edit, language, lexicon)
                elif isinstance(edit, Retype | Split):
                    made = _other_phone(made, edit, language)
                elif isinstance(edit, Stress):
                    made = [replace(each, phonemes=_stressed(each, edit), emphasis=edit.level) for each in made]
                elif isinstance(edit, Pause):
                    made = [*made[:-1], replace(made[-1], pause=made[-1].pause + edit.seconds)]
            except InputError as error:
                self.notes.append(left_out(edit, f"{error.input_name} {error.reason}"))
        return made

    def _note_edges(self, made: list[SpokenWord], edits: list[Edit], first: int) -> None:
        """Where in the words that are said the edges lie which are to be moved."""
        symbols = [phones_in(word.phonemes) for word in made]
        ends = list(accumulate(map(len, symbols)))
        for edit in edits:
            if not isinstance(edit, MoveEdge):
                continue
            whole = [symbol for each in symbols for symbol in each]
            if edit.at.phone is None:
                number: int | None = 0 if edit.edge == "start" else len(whole) - 1
            else:
                number = phone_number(whole, edit.at)
            if number is None:
                self.notes.append(left_out(edit, NO_PHONE))
                continue
            index = next(index for index, end in enumerate(ends) if number < end)
            self._edges.setdefault(first + index, []).append((number - ends[index] + len(symbols[index]), edit))


def _other_words(word: SpokenWord, edit: Retype | Split, language: Language, lexicon: Lexicon) -> list[SpokenWord]:
    """What is said in a word's place, with the marks that stand around it. Raises InputError."""
    texts = [edit.to] if isinstance(edit, Retype) else list(edit.into)
    said: list[SpokenWord] = []
    for text in texts:
        if text.startswith("/"):
            said.append(replace(word, phonemes=read_phonemes(text, language, text), before="", after=""))
            continue
        reading = phonemise(text, language.code, lexicon)
        if reading.warnings:
            raise InputError(f'"{text}"', f"cannot be said whole in {language.name}", "")
        said += [each for paragraph in reading.paragraphs for sentence in paragraph for each in sentence]
    said = [replace(each, stands_for="") for each in said]
    said[0] = replace(said[0], stands_for=word.written, before=word.before)
    said[-1] = replace(said[-1], after=word.after)
    return said


def _other_phone(made: list[SpokenWord], edit: Retype | Split, language: Language) -> list[SpokenWord]:
    """A phone in the words replaced by one, or by two. Raises InputError where it is not there."""
    spans = [(index, *span) for index, word in enumerate(made) for span in _letters_of_phones(word.phonemes)]
    symbols = [symbol for word in made for symbol in phones_in(word.phonemes)]
    number = phone_number(symbols, edit.at)
    if number is None:
        raise InputError("it", NO_PHONE, "")
    index, first, last = spans[number]
    ipa = edit.to if isinstance(edit, Retype) else "".join(edit.into)
    old = made[index].phonemes
    phonemes = old[:first] + read_phonemes(f"/{ipa}/", language, ipa) + old[last:]
    return [*made[:index], replace(made[index], phonemes=phonemes), *made[index + 1 :]]


def _letters_of_phones(phonemes: str) -> list[tuple[int, int]]:
    """First..last letter of each phone of ``phones_in``, its length and tone with it, its stress mark not."""
    found: list[tuple[int, int]] = []
    symbols: list[str] = []
    for place_, letter in enumerate(phonemes):
        if letter in KOKORO:
            first = place_
            if symbols and is_held(symbols[-1], KOKORO[letter]):
                first = found.pop()[0]
                symbols.pop()
            found.append((first, place_ + 1))
            symbols.append(KOKORO[letter])
        elif letter in KOKORO_MODIFIERS and found:
            found[-1] = (found[-1][0], place_ + 1)
    return found


def _stressed(word: SpokenWord, edit: Stress) -> str:
    """The phonemes with a primary stress, where the word is to stand out and has none."""
    phonemes = word.phonemes
    if edit.level == "reduced" or _PRIMARY in phonemes:
        return phonemes
    if _SECONDARY in phonemes:
        return phonemes.replace(_SECONDARY, _PRIMARY, 1)
    vowel = next((place_ for place_, letter in enumerate(phonemes) if KOKORO.get(letter) in VOWELS), 0)
    return phonemes[:vowel] + _PRIMARY + phonemes[vowel:]
