# SPDX-License-Identifier: GPL-3.0-or-later
"""Japanese sentences: kana and kanji, figures, and Latin words among them, in Kokoro's phonemes."""

import re
import unicodedata
from collections.abc import Collection

from .english import read_english
from .japanese_dictionary import read_words
from .japanese_numbers import FIGURES, say_figures
from .kana import phonemes_of
from .reader import Reader, read_each
from .spoken import SpokenWord
from .unspaced import Script, words_without_spaces
from .writing import PHONEMES, WrittenWord

_LETTER_NAMES = (
    *("エー", "ビー", "シー", "ディー", "イー", "エフ", "ジー", "エイチ", "アイ", "ジェー", "ケー", "エル", "エム"),
    *(
        "エヌ",
        "オー",
        "ピー",
        "キュー",
        "アール",
        "エス",
        "ティー",
        "ユー",
        "ブイ",
        "ダブリュー",
        "エックス",
        "ワイ",
        "ゼット",
    ),
)
_LETTERS = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", _LETTER_NAMES, strict=True))
_LETTERS_OF_KANA_AND_KANJI = "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〆〇]"
_LONGEST_INITIALISM = 4
"""Letters of what is read letter by letter; longer capitals are a word. Chosen by hand."""


def words_of(sentence: str, names: Collection[str]) -> list[WrittenWord]:
    """Words of a sentence, each with its reading in katakana where it is not Latin."""
    pieces = PHONEMES.split(re.sub(r"[〜～](?=\d)", "から", sentence))
    # Phonemes that are written into the text stay as they are.
    pieces[::2] = [unicodedata.normalize("NFKC", piece).replace("\N{FRACTION SLASH}", "/") for piece in pieces[::2]]
    return words_without_spaces("".join(pieces), _SCRIPT, names)


def read_japanese(written: list[WrittenWord]) -> list[SpokenWord]:
    """Phonemes of the words of ``words_of``; a word of unknown reading has none."""
    return read_each(written, _phonemes)


def _phonemes(word: WrittenWord) -> str:
    if word.said:
        return " ".join(phonemes_of(kana) for kana in word.said.split())
    if not word.text.isascii():
        return " ".join(phonemes_of(said) for _, said in _part(word.text))
    if word.text.isalpha() and word.text.isupper() and len(word.text) <= _LONGEST_INITIALISM:
        return phonemes_of("".join(_LETTERS[letter] for letter in word.text))
    return " ".join(part.phonemes for part in read_english([WrittenWord(word.text, "", "")], british=False))


def _part(run: str) -> list[tuple[str, str]]:
    return [(word.written, word.said) for word in read_words(run)]


_SCRIPT = Script(_LETTERS_OF_KANA_AND_KANJI, FIGURES, say_figures, _part)
JAPANESE = Reader(read_japanese, words_of)
