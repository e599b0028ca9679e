# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits of a recording: its sound stays, and words and phones are otherwise for the face alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ..errors import InputError
from ..phones import VOWELS, phones_in
from ..speech import SILENCE, Phone, Speech, Word
from ..text.languages import DEFAULT_LANGUAGE, find_language
from ..text.lexicon import read_phonemes
from ..text.phonemes import phonemise
from .edit import Edit, MoveEdge, Pause, Retype, Split, Stress, left_out
from .placing import NO_PHONE, phone_number

_LEAST = 0.02
"""Seconds that stay of a phone whose neighbour's edge is moved: one frame of the motion."""
_VOWEL_SHARE = 1.5
"""Of a vowel's time, where the phones of a retyped word share that of the old one. Chosen by eye."""
_NEAR = 1e-6
"""Seconds by which two times that are meant to be one may differ."""
_Timed = TypeVar("_Timed", Phone, Word)


@dataclass(frozen=True)
class HeardEdits:
    """speech: with the edits. origins: for each of its words the number that it had before. notes: of what could not be
    done."""

    speech: Speech
    origins: tuple[int, ...]
    notes: tuple[str, ...]


def edited_recording(speech: Speech, edits: Sequence[Edit]) -> HeardEdits:
    """A recording's words and phones with the edits whose words it has (``placing.place``)."""
    notes: list[str] = []
    words = [_OneWord([(word, _phones_of(speech, number))]) for number, word in enumerate(speech.words)]
    for edit in edits:
        if edit.at.word is None:
            continue
        try:
            if isinstance(edit, Pause):
                raise InputError("a recording", "keeps its own pauses", "")
            words[edit.at.word] = _changed(words[edit.at.word], edit, speech.language or DEFAULT_LANGUAGE)
        except InputError as error:
            notes.append(left_out(edit, f"{error.input_name} {error.reason}"))
    origins = tuple(number for number, word in enumerate(words) for _ in word.parts)
    said = [part for word in words for part in word.parts]
    phones = _with_silences(speech, said)
    for edit in edits:
        if isinstance(edit, MoveEdge) and edit.at.word is not None:
            phones = _moved(phones, [n for n, of in enumerate(origins) if of == edit.at.word], edit, notes)
    spoken = tuple(_fitted(word, [each for each in phones if each.word == n]) for n, (word, _) in enumerate(said))
    return HeardEdits(replace(speech, phones=tuple(phones), words=spoken), origins, tuple(notes))


@dataclass(frozen=True)
class _OneWord:
    """What a word became: words with their phones."""

    parts: list[tuple[Word, list[Phone]]]


def _phones_of(speech: Speech, number: int) -> list[Phone]:
    return [phone for phone in speech.phones if phone.word == number]


def _changed(word: _OneWord, edit: Edit, language: str) -> _OneWord:
    """Raises InputError where that cannot be."""
    if isinstance(edit, Retype | Split) and edit.at.phone is not None:
        return _other_phone(word, edit)
    if isinstance(edit, Retype):
        return _OneWord([_other_word(word, edit.to, language)])
    if isinstance(edit, Split):
        return _two_words(word, edit)
    if isinstance(edit, Stress):
        return _OneWord([(each, [_stressed(phone, edit) for phone in phones]) for each, phones in word.parts])
    return word


def _other_word(word: _OneWord, to: str, language: str) -> tuple[Word, list[Phone]]:
    first, last = word.parts[0][0], word.parts[-1][0]
    if to.startswith("/"):
        symbols, text = phones_in(read_phonemes(to, find_language(language), to)), first.text
    else:
        read = phonemise(to, language).paragraphs
        found = [each for paragraph in read for sentence in paragraph for each in sentence]
        symbols, text = tuple(symbol for each in found for symbol in phones_in(each.phonemes)), to
    shares = [_VOWEL_SHARE if symbol in VOWELS else 1.0 for symbol in symbols]
    length = (last.end - first.start) / sum(shares)
    ends = [first.start + length * sum(shares[: number + 1]) for number in range(len(shares))]
    ends[-1] = last.end
    starts = [first.start, *ends[:-1]]
    phones = [Phone(*each) for each in zip(symbols, starts, ends, strict=True)]
    return Word(text, first.start, last.end, last.punctuation), phones


def _two_words(word: _OneWord, edit: Split) -> _OneWord:
    whole = [phone for _, phones in word.parts for phone in phones]
    if len(whole) < 2:
        raise InputError("it", "has one phone alone", "")
    first, last = word.parts[0][0], word.parts[-1][0]
    wanted = first.start + edit.share * (last.end - first.start)
    cut = min(range(1, len(whole)), key=lambda number: abs(whole[number].start - wanted))
    here = whole[cut].start
    parts = (
        Word(edit.into[0], first.start, here, confidence=first.confidence),
        Word(edit.into[1], here, last.end, last.punctuation, last.confidence),
    )
    return _OneWord(list(zip(parts, (whole[:cut], whole[cut:]), strict=True)))


def _other_phone(word: _OneWord, edit: Retype | Split) -> _OneWord:
    whole = [phone.symbol for _, phones in word.parts for phone in phones]
    number = phone_number(whole, edit.at)
    if number is None:
        raise InputError("it", NO_PHONE, "")
    parts = []
    for each, phones in word.parts:
        if 0 <= number < len(phones):
            parts += [(each, [*phones[:number], *_in_place(phones[number], edit), *phones[number + 1 :]])]
            number = -1
        else:
            parts += [(each, phones)]
            number -= len(phones) if number >= 0 else 0
    return _OneWord(parts)


def _in_place(phone: Phone, edit: Retype | Split) -> list[Phone]:
    """What the user says is certain."""
    if isinstance(edit, Retype):
        return [replace(phone, symbol=edit.to, confidence=1.0)]
    middle = phone.start + edit.share * (phone.end - phone.start)
    first = replace(phone, symbol=edit.into[0], end=middle, confidence=1.0)
    return [first, replace(phone, symbol=edit.into[1], start=middle, confidence=1.0)]


def _stressed(phone: Phone, edit: Stress) -> Phone:
    if phone.symbol not in VOWELS:
        return phone
    return replace(phone, stress=0 if edit.level == "reduced" else 1)


def _with_silences(speech: Speech, said: list[tuple[Word, list[Phone]]]) -> list[Phone]:
    """The phones of the words, numbered as these are, among those that belong to none."""
    own = [replace(phone, word=number) for number, (_, phones) in enumerate(said) for phone in phones]
    return sorted([*own, *(phone for phone in speech.phones if phone.word < 0)], key=lambda phone: phone.start)


def _moved(phones: list[Phone], own: list[int], edit: MoveEdge, notes: list[str]) -> list[Phone]:
    inside = [number for number, phone in enumerate(phones) if phone.word in own]
    if edit.at.phone is None:
        number: int | None = (0 if edit.edge == "start" else len(inside) - 1) if inside else None
    else:
        number = phone_number([phones[each].symbol for each in inside], edit.at)
    if number is None:
        notes.append(left_out(edit, NO_PHONE))
        return phones
    after = inside[number] + (edit.edge == "end")
    if not 0 < after < len(phones):
        notes.append(left_out(edit, "it is the recording's own edge"))
        return phones
    left, right = phones[after - 1], phones[after]
    least, most = min(left.end, left.start + _LEAST), max(left.end, right.end - _LEAST)
    time = min(max(left.end + edit.seconds, least), most)
    if abs(time - left.end - edit.seconds) > _NEAR:
        gone = (time - left.end) * 1000
        notes.append(f"{edit.shown}: it went by {gone:+.0f} ms, for what lies beside it is too short")
    sides = (_sure(replace(left, end=time)), _sure(replace(right, start=time)))
    return [*phones[: after - 1], *sides, *phones[after + 1 :]]


def _sure(phone: Phone) -> Phone:
    """A silence may still be doubted: only its edge was set."""
    return phone if phone.symbol == SILENCE else replace(phone, confidence=1.0)


def _fitted(word: Word, phones: list[Phone]) -> Word:
    return replace(word, start=phones[0].start, end=phones[-1].end) if phones else word
