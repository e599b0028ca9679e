# SPDX-License-Identifier: GPL-3.0-or-later
"""Spanish, French, Hindi, Italian and Portuguese: eSpeak NG's phonemes in Kokoro's alphabet."""

import re

from . import espeak
from .spoken import SpokenWord
from .writing import PAUSES, WrittenWord

# misaki/espeak.py (Apache-2.0), EspeakG2P.E2M.
_ESPEAK_TO_MISAKI: tuple[tuple[str, str], ...] = (
    ("a^ɪ", "I"),
    ("a^ʊ", "W"),
    ("d^z", "ʣ"),
    ("d^ʒ", "ʤ"),
    ("e^ɪ", "A"),
    ("o^ʊ", "O"),
    ("ə^ʊ", "Q"),
    ("s^s", "S"),
    ("t^s", "ʦ"),
    ("t^ʃ", "ʧ"),
    ("ɔ^ɪ", "Y"),
    ("^", ""),
    ("-", ""),
)


def through_espeak(written: list[WrittenWord], espeak_voice: str) -> list[SpokenWord]:
    """Each clause is read whole, for liaison and stress; where words cannot be told apart, word by word."""
    spoken: list[SpokenWord] = []
    clause: list[WrittenWord] = []
    for word in written:
        clause.append(word)
        if PAUSES & set(word.after):
            spoken += _clause(clause, espeak_voice)
            clause = []
    return spoken + (_clause(clause, espeak_voice) if clause else [])


def _clause(clause: list[WrittenWord], espeak_voice: str) -> list[SpokenWord]:
    sounds = _read(" ".join(word.text for word in clause), espeak_voice).split()
    if len(sounds) != len(clause):
        sounds = [_read(word.text, espeak_voice) for word in clause]
    return [SpokenWord(word.text, sound, word.before, word.after) for word, sound in zip(clause, sounds, strict=True)]


def _read(text: str, espeak_voice: str) -> str:
    ipa = re.sub(r"\([a-z-]+\)", "", espeak.ipa(text, espeak_voice))  # "(en)" marks a switch of language
    for theirs, ours in _ESPEAK_TO_MISAKI:
        ipa = ipa.replace(theirs, ours)
    return ipa
