# SPDX-License-Identifier: GPL-3.0-or-later
"""What was said and what a recogniser wrote down, made comparable: spelling is not speech."""

import re
import unicodedata
from collections.abc import Sequence

from soliloquy.runtime.text.english_forms import spoken_form
from soliloquy.runtime.text.english_names import ABBREVIATIONS
from soliloquy.runtime.text.japanese_dictionary import read_words
from soliloquy.runtime.text.mandarin_numbers import amount
from soliloquy.runtime.text.phonemes import phones_of

# Where words have no spaces between them, or are compared by their consonants alone.
WITHOUT_WORDS = {"zh", "ja", "hi"}
# Aspiration, h, y and w are left out: the script of Urdu writes them with letters that are vowels too.
DEVANAGARI = str.maketrans("कखगघङचछजझञटठडढणतथदधनपफबभमरलशषसळंँ", "kkggnccjjnttddnttddnppbbmrlSSslnn")
PERSO_ARABIC = str.maketrans("بپتطٹثسصجچخدڈذزضظرڑژشغفقکكگلمنں", "bptttsssjckddzzzzrrzSgfkkkglmnn")
WITH_DOT = {"क़": "k", "ख़": "k", "ग़": "g", "ज़": "z", "फ़": "f", "ड़": "r", "ढ़": "r"}


def whisper_code(code: str) -> str:
    """What Whisper calls a language."""
    return "en" if code == "people" else code.split("-", maxsplit=1)[0]


def plain(text: str, code: str) -> str:
    """Lower case without punctuation; figures and titles of English and figures of Mandarin in words."""
    language = whisper_code(code)
    text = unicodedata.normalize("NFKC", text).replace("’", "'")
    if language == "hi":
        return _consonants(text)
    if language == "en":
        text = " ".join(_in_full(word, code) for word in text.split()).replace("'", "")
    text = text.lower().replace("-", " ")
    text = "".join(letter if unicodedata.category(letter)[0] in "LMN" else " " for letter in text)
    if language == "zh":
        text = re.sub(r"\d+", lambda figures: amount(figures[0]), text)
    return ("" if language in {"zh", "ja"} else " ").join(text.split())


def _in_full(word: str, code: str) -> str:
    """An English token as Soliloquy says it, where it is no word: "30,000", "13th", "St."."""
    bare = word.rstrip(".,!?;:")
    short = ABBREVIATIONS.get(f"{bare.lower()}.") if bare[:1].isupper() else None
    return short or (spoken_form(bare, british=code == "en-gb") if re.search(r"\d", bare) else None) or word


def _consonants(text: str) -> str:
    """Consonants of Hindi in either of its scripts."""
    text = unicodedata.normalize("NFD", text)
    for letter, latin in WITH_DOT.items():
        text = text.replace(unicodedata.normalize("NFD", letter), latin)
    latin = unicodedata.normalize("NFC", text).translate(DEVANAGARI).translate(PERSO_ARABIC)
    return re.sub(r"[^a-zS]", "", latin)


def sounds(text: str, code: str) -> list[str]:
    """What is heard, however it is spelled: the phones of Soliloquy's own reader, of Mandarin its syllables with their
    tones, of Japanese its kana, of Hindi its consonants, which Whisper writes in another script."""
    if code == "zh":
        from pypinyin import Style, lazy_pinyin

        return lazy_pinyin(plain(text, code), style=Style.TONE3, neutral_tone_with_five=True)
    if code == "hi":
        return list(plain(text, code))
    if code == "ja":
        return list("".join(word.said or word.written for word in read_words(plain(text, code))))
    language = "en-us" if code == "people" else code
    return [phone for _, phones in phones_of(plain(text, code), language) for phone in phones]


def words(text: str, code: str) -> list[str]:
    """Words as they are written; none where they are not compared."""
    return [] if code in WITHOUT_WORDS else plain(text, code).split()


def distance(said: Sequence[object], heard: Sequence[object]) -> int:
    """Levenshtein distance."""
    row = list(range(len(heard) + 1))
    for index, left in enumerate(said, start=1):
        diagonal, row[0] = row[0], index
        for column, right in enumerate(heard, start=1):
            diagonal, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, diagonal + (left != right))
    return row[-1]
