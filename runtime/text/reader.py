# SPDX-License-Identifier: GPL-3.0-or-later
"""What a language's module must do: part a sentence into words, and say them."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from .spoken import SpokenWord
from .writing import WrittenWord, words


def _between_spaces(sentence: str, names: Collection[str]) -> list[WrittenWord]:
    return words(sentence)


def read_each(written: Iterable[WrittenWord], phonemes_of: Callable[[WrittenWord], str]) -> list[SpokenWord]:
    """Words that are read one by one; a word that brings its phonemes along keeps them."""
    return [SpokenWord(word.text, word.phonemes or phonemes_of(word), word.before, word.after) for word in written]


@dataclass(frozen=True)
class Reader:
    """read: words of one sentence -> their phonemes; a word that brings its phonemes along keeps them.

    part: a sentence and the user's own words -> its written words; at the spaces unless the language has none.
    """

    read: Callable[[list[WrittenWord]], list[SpokenWord]]
    part: Callable[[str, Collection[str]], list[WrittenWord]] = _between_spaces
