# SPDX-License-Identifier: GPL-3.0-or-later
"""Text in, sentences of spoken words out: the door of this room."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..errors import InputError
from ..limits import TEXT_CHARACTERS
from ..phones import phones_in
from .languages import DEFAULT_LANGUAGE, Language, find_language
from .lexicon import EMPTY, Lexicon, read_phonemes
from .spoken import Sentence
from .writing import WrittenWord, clean, marked_words, paragraphs


@dataclass(frozen=True)
class Reading:
    """paragraphs: each a tuple of sentences. warnings: what could not be said."""

    paragraphs: tuple[tuple[Sentence, ...], ...]
    language: Language
    warnings: tuple[str, ...]


def phonemise(text: str, language: str = DEFAULT_LANGUAGE, lexicon: Lexicon = EMPTY) -> Reading:
    """Sentences of ``text`` with their phonemes in Kokoro's alphabet.

    lexicon: the user's own pronunciations. In the text, ``[word](/fəˈnɛtɪk/)`` gives a word's phonemes.
    Raises InputError when the text is empty, holds nothing that can be said, is longer than a million
    characters, the language is not known, or phonemes in it have a symbol that the voice has not.
    """
    being_read = BeingRead(text, language, lexicon)
    read: dict[int, list[Sentence]] = {}
    for paragraph, sentence in being_read.sentences():
        read.setdefault(paragraph, []).append(sentence)
    return Reading(tuple(map(tuple, read.values())), being_read.language, being_read.warnings)


class BeingRead:
    """A text that is read sentence by sentence as it is wanted, so that a long one is begun at once.

    language: what it is read as. Raises as ``phonemise``; that there is nothing to say is known at the end.
    """

    def __init__(self, text: str, language: str, lexicon: Lexicon = EMPTY) -> None:
        self.language = find_language(language)
        if not text.strip():
            raise InputError("text", "is empty", "Give something to say")
        if len(text) > TEXT_CHARACTERS:
            reason = f"has {len(text):,} characters, more than the {TEXT_CHARACTERS:,} of one text"
            raise InputError("text", reason, "Split it into several texts")
        self._lexicon, self._names = lexicon, lexicon.words(self.language.code)
        self._text, self._left_out = clean(text)
        self._unsaid: dict[str, None] = {}
        for word, phonemes in marked_words(self._text):
            read_phonemes(phonemes, self.language, f"text {word!r}")

    @property
    def warnings(self) -> tuple[str, ...]:
        """What could not be said of what has been read so far."""
        reason = f"cannot be said in {self.language.name} and was left out"
        return self._left_out + tuple(f"{word!r} {reason}" for word in self._unsaid)

    def sentences(self) -> Iterator[tuple[int, Sentence]]:
        """Each sentence that has something to say, with the number of its paragraph."""
        said = False
        for number, paragraph in enumerate(paragraphs(self._text)):
            for written in paragraph:
                found = _words(written, self.language, self._lexicon, self._names)
                sentence = _spoken_sentence(found, self.language, self._unsaid)
                if sentence:
                    said = True
                    yield number, sentence
        if not said:
            raise InputError(
                "text",
                "holds nothing that can be said",
                f"Give words of {self.language.name}, or say which language it is in",
            )


def phones_of(text: str, language: str = DEFAULT_LANGUAGE) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each written word with its phones in ``INVENTORY`` symbols, for aligning a transcript."""
    reading = phonemise(text, language)
    return tuple(
        (word.written, phones_in(word.phonemes))
        for paragraph in reading.paragraphs
        for sentence in paragraph
        for word in sentence
    )


def _spoken_sentence(written: list[WrittenWord], language: Language, unsaid: dict[str, None]) -> Sentence:
    """The words that can be said; those that cannot are added to ``unsaid``."""
    readable = [word for word in written if word.phonemes or _can_be_read(word.text, language)]
    spoken = language.reader.read(readable) if readable else []
    said = tuple(replace(word, phonemes=" ".join(word.phonemes.split())) for word in spoken if phones_in(word.phonemes))
    # Two tokens may have been said as one: "3,50 €".
    kept = {part for word in said for part in (word.written, *word.written.split())}
    unsaid.update({word.text: None for word in written if word.text not in kept})
    return said


def _words(sentence: str, language: Language, lexicon: Lexicon, names: frozenset[str]) -> list[WrittenWord]:
    """Words with the phonemes that the writer or the lexicon gives them. names: the lexicon's of this language."""
    found = []
    for word in language.reader.part(sentence, names):
        said = word.phonemes or lexicon.look_up(word.text, language.code) or ""
        if said.startswith("/"):
            found.append(replace(word, phonemes=read_phonemes(said, language, f"text {word.text!r}")))
        elif said:
            other = language.reader.part(said, frozenset())
            phonemes = " ".join(part.phonemes for part in _spoken_sentence(other, language, {}))
            found.append(replace(word, phonemes=phonemes))
        else:
            found.append(word)
    return found


def _can_be_read(word: str, language: Language) -> bool:
    """Whether its letters are of a script that the language's reader knows."""
    letters = (character for character in word if unicodedata.category(character).startswith("L"))
    return all(unicodedata.name(letter, "").startswith(language.scripts) for letter in letters)
