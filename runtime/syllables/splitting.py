# SPDX-License-Identifier: GPL-3.0-or-later
"""Words into syllables, by sonority and by what a syllable of the language may begin with.

All of it in the letters of the voice model (``runtime.phones.KOKORO``), stress marks left out. A vowel and the vowels
that glide from it make one syllable; of the consonants between two vowels as many go to the second as may begin a
syllable (maximal onset, Kahn 1976), sonority rising towards the vowel (Clements 1990).
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from ..phones import KOKORO, KOKORO_MODIFIERS, KOKORO_STRESS, VOWELS

_CLOSING = frozenset("ɪʊ")
_NEVER_FIRST = frozenset("ŋɴ")
_OBSTRUENTS = frozenset("pbtdkɡqfvθðsSzʃʒxɣhʂɕçʝʈɖcɟʧʤʦʣʨʥβɸχʋ")
_LIQUIDS = frozenset("lɹrɾʁɽɻʎT")
_GLIDES = frozenset("jwɥɰ")
_NASALS = frozenset("mnɲ")
_HISSES = frozenset("sʃ")
_NO_ONSETS = frozenset({"tl", "dl", "θl", "ðl"})
_HISSED = frozenset({"en-us", "en-gb", "it", "fr"})
"""Languages whose syllables may begin with s and another consonant (Spanish and Portuguese part them)."""
_VOWELS_TOGETHER = frozenset({"zh"})
"""Languages in which neighbouring vowels are one syllable until its tone."""
_TONES = frozenset("↓→↗↘")


@dataclass(frozen=True)
class Part:
    """One syllable of a word: its letters before the vowel, and from the vowel on."""

    head: str
    rhyme: str

    @property
    def letters(self) -> str:
        return self.head + self.rhyme


def syllables_of(word: str, language: str) -> list[Part]:
    """The syllables of a word's letters, which joined give them back. A word without a vowel is one syllable's head."""
    sounds = _sounds(word)
    nuclei = _nuclei(sounds, language)
    if not nuclei:
        return [Part("".join(sounds), "")] if sounds else []
    starts = [0]
    for (_, before), (after, _) in itertools.pairwise(nuclei):
        starts.append(after - _onset(sounds[before:after], language))
    ends = [*starts[1:], len(sounds)]
    return [
        Part("".join(sounds[start:nucleus]), "".join(sounds[nucleus:end]))
        for start, (nucleus, _), end in zip(starts, nuclei, ends, strict=True)
    ]


def is_vowel(letter: str) -> bool:
    return KOKORO.get(letter) in VOWELS


def _sounds(word: str) -> list[str]:
    """Letters with the modifiers that follow them."""
    found: list[str] = []
    for letter in word:
        if letter in KOKORO_STRESS:
            continue
        # eSpeak writes the bent r of Hindi with a full stop.
        if found and (letter in KOKORO_MODIFIERS or letter == "."):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _nuclei(sounds: Sequence[str], language: str) -> list[tuple[int, int]]:
    """First and last + 1 of each syllable's vowels."""
    found: list[tuple[int, int]] = []
    for place, sound in enumerate(sounds):
        if not is_vowel(sound[0]):
            continue
        if found and found[-1][1] == place and _glides(sounds[place - 1], sound, language):
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found


def _glides(before: str, sound: str, language: str) -> bool:
    if language in _VOWELS_TOGETHER:
        return not _TONES & set(before)
    # English writes its diphthongs with one letter, so two vowels there are two syllables.
    return not language.startswith("en") and sound[0] in _CLOSING and before[0] not in _CLOSING


def _onset(between: Sequence[str], language: str) -> int:
    """How many of the consonants between two vowels begin the second syllable."""
    letters = [sound[0] for sound in between]
    if not letters or letters[-1] in _NEVER_FIRST:
        return 0
    count = 1
    if len(letters) > 1 and _rises(letters[-2], letters[-1]):
        count = 2
    if len(letters) > count and letters[-count - 1] in _HISSES and language in _HISSED and _after_hiss(letters[-count]):
        count += 1
    return count


def _rises(first: str, second: str) -> bool:
    if second in _GLIDES:
        return first in _OBSTRUENTS or first in _NASALS or first in _LIQUIDS
    return second in _LIQUIDS and first in _OBSTRUENTS and first + second not in _NO_ONSETS and first not in "szʃʒ"


def _after_hiss(letter: str) -> bool:
    return letter in "ptkmnlw"
