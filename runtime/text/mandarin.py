# SPDX-License-Identifier: GPL-3.0-or-later
"""Mandarin sentences: characters, figures, and Latin words among them, in Kokoro's phonemes.

Words are parted by jieba (rjieba, MIT) and read by pypinyin (MIT), which knows which of its readings a character has
in a word: the pair that the voice's training text was made with (misaki/zh.py 0.9.4).
"""

from collections.abc import Collection
from functools import cache

from .english import read_english
from .mandarin_numbers import FIGURES, say_figures
from .pinyin import phonemes_of
from .reader import Reader, read_each
from .spoken import SpokenWord
from .unspaced import Script, words_without_spaces
from .writing import WrittenWord

_CHARACTERS = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〇]"
# Words that jieba has and pypinyin has not, with a character that it then reads by itself.
_READINGS = {
    adverb + "长": f"{said} chang2"
    for adverb, said in (
        ("很", "hen3"),
        ("太", "tai4"),
        ("多", "duo1"),
        ("好", "hao3"),
        ("最", "zui4"),
        ("更", "geng4"),
    )
} | {"数一数": "shu3 yi1 shu3"}
# Particles that pypinyin reads as the words they are written like; jieba's parts of speech tell them apart.
_PARTICLES = {("得", "ud"): "de5", ("地", "uv"): "de5", ("还", "d"): "hai2"}


def words_of(sentence: str, names: Collection[str]) -> list[WrittenWord]:
    """Words of a sentence; ``said`` holds the syllables (pinyin with tone figures) of those in characters."""
    return words_without_spaces(sentence, _SCRIPT, names)


def read_mandarin(written: list[WrittenWord]) -> list[SpokenWord]:
    """Phonemes of the words of ``words_of``; a word of unknown reading has none."""
    return read_each(written, _phonemes)


def _phonemes(word: WrittenWord) -> str:
    if word.said and word.said.isascii():
        return "".join(phonemes_of(syllable) for syllable in word.said.split())
    if word.said or not word.text.isascii():
        parts = (_part(run) for run in (word.said or word.text).split("，"))
        return " ".join(
            "".join(phonemes_of(syllable) for syllable in said.split()) for part in parts for _, said in part
        )
    return " ".join(part.phonemes for part in read_english([WrittenWord(word.text, "", "")], british=False))


def _part(run: str) -> list[tuple[str, str]]:
    """Words of a run of characters with their syllables."""
    import rjieba

    found: list[tuple[str, str]] = []
    tagged = rjieba.tag(run, True)
    kinds = ["", *(kind for _, kind in tagged), ""]
    for index, (word, kind) in enumerate(tagged):
        alone = _reading_among(word, kinds[index], kinds[index + 2])
        found.append((word, alone or _PARTICLES.get((word, kind)) or _syllables(word)))
    return found


def _reading_among(word: str, kind_before: str, kind_after: str) -> str:
    """What the words beside it make of a character."""
    if word == "得" and kind_before == "r":
        return "dei3"  # "I must", not "I ... -ly"
    if word == "得" and not kind_before:
        return "de2"  # "has got", at the beginning
    if word == "还" and kind_after.startswith("n"):
        return "huan2"  # "gives a book back", not "still"
    return ""


@cache
def _syllables(word: str) -> str:
    from pypinyin import Style, lazy_pinyin
    from pypinyin.constants import PHRASES_DICT

    if word in _READINGS:
        return _READINGS[word]
    said = lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True, errors="ignore")
    if "得" in word[1:] and word not in PHRASES_DICT:
        # A verb and how it is done, which jieba takes for one word and pypinyin does not know: "runs fast".
        said = ["de5" if syllable == "de2" else syllable for syllable in said]
    return " ".join(said)


_SCRIPT = Script(_CHARACTERS, FIGURES, say_figures, _part)
MANDARIN = Reader(read_mandarin, words_of)
