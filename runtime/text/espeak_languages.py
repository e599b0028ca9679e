# SPDX-License-Identifier: GPL-3.0-or-later
"""Spanish, French, Hindi, Italian and Portuguese: eSpeak NG's phonemes in Kokoro's alphabet."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

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
    ("\u032a", ""),  # dental: the tongue's place in Italian is the same for the lips
    ("ɫ", "l"),
    ("ɬ", "l"),
    ("g", "ɡ"),
)


# eSpeak NG reads figures and most signs itself; these it spells or reads in another language.
_SHORT_FORMS: dict[str, dict[str, str]] = {
    "roa/es": {"sr.": "señor", "sra.": "señora", "srta.": "señorita", "dr.": "doctor", "dra.": "doctora"},
    "roa/fr": {"m.": "monsieur", "mme.": "madame", "mme": "madame", "mlle.": "mademoiselle", "mlle": "mademoiselle"},
    "roa/it": {"sig.": "signor", "sig.ra": "signora", "dott.": "dottor", "dr.": "dottor"},
    "roa/pt-BR": {"sr.": "senhor", "sra.": "senhora", "dr.": "doutor", "dra.": "doutora"},
}


def through_espeak(written: list[WrittenWord], espeak_voice: str) -> list[SpokenWord]:
    """Each clause is read whole, for liaison and stress; where words cannot be told apart, word by word."""
    spoken: list[SpokenWord] = []
    clause: list[WrittenWord] = []
    for word in _in_full(written, _SHORT_FORMS.get(espeak_voice, {})):
        clause.append(word)
        if PAUSES & set(word.after):
            spoken += _clause(clause, espeak_voice)
            clause = []
    return spoken + (_clause(clause, espeak_voice) if clause else [])


def _in_full(written: list[WrittenWord], short_forms: dict[str, str]) -> Iterator[WrittenWord]:
    """Titles in full, their stop no longer a pause; an amount in reais with its currency after it."""
    for word in written:
        dotted = f"{word.text.lower()}."
        if word.after.startswith(".") and dotted in short_forms:
            yield replace(word, said=short_forms[dotted], after=word.after[1:])
        elif word.text.lower() in short_forms:
            yield replace(word, said=short_forms[word.text.lower()])
        elif word.text.startswith("R$") and len(word.text) > 2:
            yield replace(word, said=f"{word.text[2:]} reais")
        else:
            yield word


def _clause(clause: list[WrittenWord], espeak_voice: str) -> list[SpokenWord]:
    alone = [word.phonemes or _read(word.said or word.text, espeak_voice) for word in clause]
    together = _read(" ".join(word.said or word.text for word in clause), espeak_voice).split()
    counts = [len(sound.split()) for sound in alone]
    if sum(counts) == len(together):
        ends = list(itertools.accumulate(counts))
        sounds = [" ".join(together[end - count : end]) for count, end in zip(counts, ends, strict=True)]
    else:
        sounds = alone
    return [
        SpokenWord(word.text, word.phonemes or sound, word.before, word.after)
        for word, sound in zip(clause, sounds, strict=True)
    ]


def _read(text: str, espeak_voice: str) -> str:
    ipa = re.sub(r"\([a-z^-]+\)", "", espeak.ipa(text, espeak_voice))  # "(e^n)" marks a switch of language
    for theirs, ours in _ESPEAK_TO_MISAKI:
        ipa = ipa.replace(theirs, ours)
    return ipa
