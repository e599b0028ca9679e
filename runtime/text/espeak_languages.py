# SPDX-License-Identifier: GPL-3.0-or-later
"""Spanish, French, Hindi, Italian and Portuguese: eSpeak NG's phonemes in Kokoro's alphabet."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from . import espeak
from . import forms as forms_of
from .english_numbers import roman
from .forms import Forms, in_words
from .reader import Reader
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


_ITALIAN_Z = re.compile(r"(?<!\S)([ˈˌ]?)ʣ"), r"\1ʦ"
"""eSpeak NG voices the z of zio and zucchero, and the voice then says a d: of sixteen such words Whisper base read five
right so, and eleven unvoiced."""
_LONG_VOWEL = re.compile(r"(?i)([aeiouáéíóúàèìòùâêô])\1{2,}")


@dataclass(frozen=True)
class EspeakVoice:
    """name: eSpeak NG's, of the voice that reads. forms: what the language's writing shortens. corrections: patterns
    and what takes their place in the phonemes."""

    name: str
    forms: Forms
    corrections: tuple[tuple[re.Pattern[str], str], ...] = ()


def through_espeak(written: list[WrittenWord], voice: EspeakVoice) -> list[SpokenWord]:
    """Each clause is read whole, for liaison and stress; where words cannot be told apart, word by word."""
    spoken: list[SpokenWord] = []
    clause: list[WrittenWord] = []
    for word in _in_full(written, voice.forms):
        clause.append(word)
        if PAUSES & set(word.after):
            spoken += _clause(clause, voice)
            clause = []
    return spoken + (_clause(clause, voice) if clause else [])


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


def _clause(clause: list[WrittenWord], voice: EspeakVoice) -> list[SpokenWord]:
    alone = [word.phonemes or _read(word.said or word.text, voice) for word in clause]
    together = _read(" ".join(word.said or word.text for word in clause), voice).split()
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


def _read(text: str, voice: EspeakVoice) -> str:
    ipa = re.sub(r"\([a-z^-]+\)", "", espeak.ipa(text, voice.name))  # "(e^n)" marks a switch of language
    for theirs, ours in _ESPEAK_TO_MISAKI:
        ipa = ipa.replace(theirs, ours)
    for pattern, said in voice.corrections:
        ipa = pattern.sub(said, ipa)
    return ipa


def _reader(name: str, words: Forms, *corrections: tuple[re.Pattern[str], str]) -> Reader:
    return Reader(partial(through_espeak, voice=EspeakVoice(name, words, corrections)))


SPANISH = _reader("roa/es", forms_of.SPANISH)
FRENCH = _reader("roa/fr", forms_of.FRENCH)
HINDI = _reader("inc/hi", forms_of.HINDI)
ITALIAN = _reader("roa/it", forms_of.ITALIAN, _ITALIAN_Z)
PORTUGUESE = _reader("roa/pt-BR", forms_of.PORTUGUESE)
