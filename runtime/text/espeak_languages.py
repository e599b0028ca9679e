# SPDX-License-Identifier: GPL-3.0-or-later
"""Spanish, French, Hindi, Italian and Portuguese: eSpeak NG's phonemes in Kokoro's alphabet."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from . import espeak
from .english_numbers import roman
from .forms import FORMS, Forms, in_words
from .languages import Language
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


_ITALIAN_Z = re.compile(r"(?<!\S)([ˈˌ]?)ʣ")
_LONG_VOWEL = re.compile(r"(?i)([aeiouáéíóúàèìòùâêô])\1{2,}")


def through_espeak(written: list[WrittenWord], language: Language) -> list[SpokenWord]:
    """Each clause is read whole, for liaison and stress; where words cannot be told apart, word by word."""
    spoken: list[SpokenWord] = []
    clause: list[WrittenWord] = []
    for word in _in_full(written, FORMS[language.code]):
        clause.append(word)
        if PAUSES & set(word.after):
            spoken += _clause(clause, language.espeak_voice)
            clause = []
    return spoken + (_clause(clause, language.espeak_voice) if clause else [])


def _in_full(written: list[WrittenWord], forms: Forms) -> Iterator[WrittenWord]:
    """Titles in full, their stop no longer a pause; money, dates and units in words, two tokens as one ("R$ 3,50")."""
    index = 0
    while index < len(written):
        word = written[index]
        following = written[index + 1] if index + 1 < len(written) else None
        index += 1
        if word.phonemes:
            yield word
            continue
        if following is not None and not (word.after or following.before or following.phonemes):
            said = in_words(f"{word.text} {following.text}", forms)
            if said is not None:
                index += 1
                yield replace(following, text=f"{word.text} {following.text}", before=word.before, said=said)
                continue
        dotted = f"{word.text.lower().rstrip('.')}."
        if word.after.startswith(".") and dotted in forms.short:
            yield replace(word, said=forms.short[dotted], after=word.after[1:])
        else:
            said = forms.short.get(word.text.lower()) or in_words(word.text, forms) or _with_figures(word.text)
            yield replace(word, said=said or word.said)


def _with_figures(text: str) -> str:
    """ "XXe" and "20e", a rank as eSpeak NG knows it; "Nooon" with a vowel no longer than words have."""
    ranked = re.fullmatch(r"(\d+|[IVXL]{2,}|[VX])(?:e|ème)", text)
    value = (int(ranked[1]) if ranked[1].isdigit() else roman(ranked[1])) if ranked else None
    if value:
        return f"{value}ème"
    return _LONG_VOWEL.sub(r"\1", text) if _LONG_VOWEL.search(text) and roman(text) is None else ""


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
    # eSpeak NG voices the z of zio and zucchero, and the voice then says a d: of sixteen such words Whisper base read
    # five right so, and eleven unvoiced.
    return _ITALIAN_Z.sub(r"\1ʦ", ipa) if espeak_voice == "roa/it" else ipa
