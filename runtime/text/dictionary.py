# SPDX-License-Identifier: GPL-3.0-or-later
"""English words in misaki's dictionaries, the ones that Kokoro was trained with, American and British.

Follows ``misaki/en.py`` 0.9.4 (hexgrad, Apache-2.0), class Lexicon. Phonemes are in misaki's alphabet.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..weights import weight_path

_PRIMARY, _SECONDARY = "ˈ", "ˌ"
VOWELS = frozenset("AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻɐ")
"""Letters of English vowels in Kokoro's alphabet."""
_LONG_SOUNDS = frozenset("AIOQWYʤʧ")
_FLAPS_AFTER = frozenset("AIOWYiuæɑəɛɪɹʊʌ")
_PARENTS = (("VB", "VERB"), ("NN", "NOUN"), ("RB", "ADV"), ("JJ", "ADJ"))


@dataclass(frozen=True)
class EnglishDictionary:
    """gold and silver: word -> phonemes, or part of speech -> phonemes where it matters."""

    gold: dict[str, Any]
    silver: dict[str, Any]
    british: bool

    def phonemes(self, word: str, tag: str, next_is_vowel: bool | None) -> str | None:
        """How ``word`` is said, or None when neither it nor its stem is known.

        tag: Penn part of speech ("VBD", "NN"). next_is_vowel: what follows, None at a pause; it decides "the",
        "a" and the weak forms.
        """
        special = self._function_word(word, next_is_vowel)
        if special is not None:
            return special
        if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]?", word):
            return self.spelled(word)
        stress = None if word == word.lower() else 2.0 if word == word.upper() else 0.5
        for form in (word, word.lower()) if len(word) > 1 else (word.upper(),):
            said = self._with_endings(form, tag, stress, next_is_vowel)
            if said:
                return said
        return None

    def _with_endings(self, word: str, tag: str, stress: float | None, next_is_vowel: bool | None) -> str | None:
        if word.endswith("'") and not self._entry(word):
            word = f"{word[:-2]}'s" if word.endswith("s'") else word[:-1]
        return (
            self._looked_up(word, tag, stress, next_is_vowel)
            or self._with_s(word, tag, stress, next_is_vowel)
            or self._with_ed(word, tag, stress, next_is_vowel)
            or self._with_ing(word, tag, 0.5 if stress is None else stress, next_is_vowel)
        )

    def spelled(self, letters: str) -> str | None:
        """Letters by their names as one word, the last one stressed ("FBI"); None when one has no name."""
        names = [self._letter(letter.upper()) for letter in letters if letter.isalpha()]
        if not names or None in names:
            return None
        said = restressed("".join(names), 0)
        head, _, tail = said.rpartition(_SECONDARY)
        return f"{head}{_PRIMARY}{tail}" if head else said.replace(_SECONDARY, _PRIMARY)

    def _letter(self, letter: str) -> Any:
        return "zˈɛd" if self.british and letter == "Z" else self.gold.get(letter)

    def knows(self, word: str) -> bool:
        """Whether the word itself, or its lower-case form, is listed."""
        return self._entry(word) is not None or self._entry(word.lower()) is not None

    def _function_word(self, word: str, next_is_vowel: bool | None) -> str | None:  # noqa: PLR0911 (a return a word)
        lower = word.lower()
        if lower == "a" and word != "A":
            return "ɐ"
        if lower == "an":
            return "ɐn"
        if word == "I":
            return f"{_SECONDARY}I"
        if lower == "the":
            return "ði" if next_is_vowel else "ðə"
        if lower == "to":
            return {None: str(self.gold["to"]), False: "tə", True: "tʊ"}[next_is_vowel]
        if lower == "in":
            return f"{_PRIMARY}ɪn" if next_is_vowel is None else "ɪn"
        if word == "am" and next_is_vowel is not None:
            return "ɐm"
        return None

    def _entry(self, word: str) -> Any:
        """A word of one form of writing stands for the other too: "Paris" is listed, "paris" is meant."""
        other = word.capitalize() if word == word.lower() else word.lower() if word == word.capitalize() else word
        for listed in (self.gold.get(word), self.gold.get(other), self.silver.get(word), self.silver.get(other)):
            if listed is not None:
                return listed
        return None

    def _looked_up(self, word: str, tag: str, stress: float | None, next_is_vowel: bool | None) -> str | None:
        entry = self._entry(word)
        if isinstance(entry, dict):
            if next_is_vowel is None and "None" in entry:
                tag = "None"
            elif tag not in entry:
                tag = next((parent for start, parent in _PARENTS if tag.startswith(start)), tag)
            entry = entry.get(tag, entry["DEFAULT"])
        return restressed(entry, stress) if entry else None

    def _stem(self, stems: tuple[str, ...], tag: str, stress: float | None, next_is_vowel: bool | None) -> str | None:
        for stem in stems:
            if len(stem) > 1 and self._entry(stem) is not None:
                return self._looked_up(stem, tag, stress, next_is_vowel)
        return None

    def _with_s(self, word: str, tag: str, stress: float | None, next_is_vowel: bool | None) -> str | None:
        if len(word) < 3 or not word.endswith("s") or word.endswith("ss"):
            return None
        stems = (
            word[:-1],
            word[:-2] if word.endswith("'s") or (len(word) > 4 and re.search("[^i]es$", word)) else "",
            word[:-3] + "y" if len(word) > 4 and word.endswith("ies") else "",
        )
        stem = self._stem(stems, tag, stress, next_is_vowel)
        if not stem:
            return None
        if stem[-1] in "ptkfθ":
            return stem + "s"
        return stem + (("ɪz" if self.british else "ᵻz") if stem[-1] in "szʃʒʧʤ" else "z")

    def _with_ed(self, word: str, tag: str, stress: float | None, next_is_vowel: bool | None) -> str | None:
        if len(word) < 4 or not word.endswith("d") or word.endswith("dd"):
            return None
        stems = (
            word[:-1],
            word[:-2] if re.search("[^e]ed$", word) else "",
            word[:-3] if re.search(r"([bdgklmnprt])\1ed$", word) else "",
            word[:-3] + "y" if word.endswith("ied") else "",
        )
        stem = self._stem(stems, tag, stress, next_is_vowel)
        if not stem:
            return None
        if stem[-1] in "pkfθʃsʧ":
            return stem + "t"
        if stem[-1] not in "td":
            return stem + "d"
        if self.british:
            return stem + "ɪd"
        return (stem[:-1] + "ɾᵻd") if stem[-1] == "t" and stem[-2:-1] in _FLAPS_AFTER else stem + "ᵻd"

    def _with_ing(self, word: str, tag: str, stress: float | None, next_is_vowel: bool | None) -> str | None:
        if len(word) < 5 or not word.endswith("ing"):
            return None
        doubled = re.search(r"([bcdgklmnprstvxz])\1ing$|cking$", word)
        stems = (word[:-3], word[:-3] + "e", word[:-4] if doubled else "")
        stem = self._stem(stems, tag, stress, next_is_vowel)
        if not stem:
            return None
        if self.british:
            linking = "ɹ" if re.search("r(?:e|r)?ing$", word) and stem[-1] in "əː" else ""
            return f"{stem}{linking}ɪŋ"
        return (stem[:-1] + "ɾɪŋ") if stem[-1] == "t" and stem[-2:-1] in _FLAPS_AFTER else stem + "ɪŋ"


@cache
def american() -> EnglishDictionary:
    """Loaded once. Raises SetupError when the dictionaries are missing or altered."""
    return _loaded("us", british=False)


@cache
def british() -> EnglishDictionary:
    """Loaded once. Raises SetupError when the dictionaries are missing or altered."""
    return _loaded("gb", british=True)


def _loaded(name: str, british: bool) -> EnglishDictionary:
    content = json.loads(weight_path(f"english_{name}").read_bytes())
    return EnglishDictionary(content["gold"], content["silver"], british)


def restressed(phonemes: str, stress: float | None) -> str:
    """``apply_stress`` of misaki/en.py: -0.5 and 0 weaken a primary stress, 0.5 and 2 give an unstressed word one."""
    if stress is None:
        return phonemes
    if stress in (0, -0.5) and _PRIMARY in phonemes:
        return phonemes.replace(_SECONDARY, "").replace(_PRIMARY, _SECONDARY)
    marked = _PRIMARY in phonemes or _SECONDARY in phonemes
    first = next((index for index, letter in enumerate(phonemes) if letter in VOWELS), None)
    if stress >= 0 and not marked and first is not None:
        return phonemes[:first] + (_PRIMARY if stress > 1 else _SECONDARY) + phonemes[first:]
    if stress >= 1 and _PRIMARY not in phonemes:
        return phonemes.replace(_SECONDARY, _PRIMARY)
    return phonemes


def compound(parts: list[str]) -> str:
    """Parts of a hyphenated word as one: the lighter half lose their primary stress (misaki, resolve_tokens)."""
    weights = [
        (_PRIMARY in part, sum(2 if letter in _LONG_SOUNDS else 1 for letter in part), index)
        for index, part in enumerate(parts)
    ]
    if sum(stressed for stressed, _, _ in weights) <= (len(parts) + 1) // 2:
        return "".join(parts)
    lighter = {index for _, _, index in sorted(weights)[: len(parts) // 2]}
    return "".join(restressed(part, -0.5) if index in lighter else part for index, part in enumerate(parts))
