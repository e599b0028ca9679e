# SPDX-License-Identifier: GPL-3.0-or-later
"""English sentences in the phonemes that Kokoro was trained on, American or British.

Words come from misaki's dictionaries; those that they lack from eSpeak NG, rewritten as misaki rewrites it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache, partial

from . import dictionary, espeak
from .dictionary import VOWELS, EnglishDictionary
from .english_calendar import calendar_name, day_of_month
from .english_forms import spoken_form, unit_after
from .english_names import (
    ABBREVIATIONS,
    BEFORE_NUMBERS,
    COUNTED,
    INTERJECTIONS,
    RULERS,
    SPELLED,
    SPELLED_AFTER,
    WITHOUT_STOP,
)
from .english_numbers import cardinal, digits, ordinal, roman
from .parts_of_speech import metal_lead, tags
from .reader import Reader
from .spoken import SpokenWord
from .writing import PAUSES, WrittenWord

# Of its two readings the dictionary has the rarer one.
_READINGS = {"bowed": "bˈWd"}
_AMOUNT = re.compile(r"[\d.,/]*\d|[½¼¾⅓⅔⅛]")
_DRAWN_OUT = re.compile(r"(?i)([a-z])\1{2,}")
_SOUND = re.compile(r"[^\W_ˈˌː]")

# misaki/espeak.py (Apache-2.0), EspeakFallback: eSpeak's English phonemes in misaki's alphabet.
_ESPEAK_COMMON = (
    ("ʔˌn\u0329", "tᵊn"), ("ʔn\u0329", "tᵊn"), ("a^ɪ^ə", "Iə"), ("a^ʊ^ə", "Wə"), ("a^ɪ", "I"), ("a^ʊ", "W"),
    ("d^ʒ", "ʤ"), ("e^ɪ", "A"), ("t^ʃ", "ʧ"), ("ɔ^ɪ", "Y"), ("ə^l", "ᵊl"), ("ʔn", "tᵊn"), ("ʔ", "t"), ("ʲ", ""),
    ("r", "ɹ"), ("x", "k"), ("ç", "k"), ("ɐ", "ə"), ("ɬ", "l"), ("ɫ", "l"), ("\u0303", ""), ("-", ""),
)  # fmt: skip
_ESPEAK_BRITISH = (("ə^ʊ", "Q"), ("o^ʊ", "Q"), ("e^ə", "ɛː"), ("ɪ^ə", "ɪə"), ("iə", "ɪə"), ("ɚ", "ə"), ("^", ""))
_ESPEAK_AMERICAN = (
    ("o^ʊ", "O"), ("ə^ʊ", "O"), ("ɜːɹ", "ɜɹ"), ("ɜː", "ɜɹ"), ("ɪ^ə", "iə"), ("ɪə", "iə"), ("ɚ", "əɹ"), ("ː", ""),
    ("o", "ɔ"), ("ɾ", "T"), ("^", ""),
)  # fmt: skip


@dataclass
class _Said:
    """One word to say. of: index of the written word. joined: said without a break after the one before."""

    text: str
    of: int
    phonemes: str = ""
    joined: bool = False


def read_english(written: list[WrittenWord], british: bool) -> list[SpokenWord]:
    """Phonemes of one sentence. A word that brings its phonemes along keeps them."""
    words = dictionary.british() if british else dictionary.american()
    said = [part for index in range(len(written)) for part in _parts(written, index, words, british)]
    texts = [part.text for part in said]
    parts_of_speech = _tags(said, written)
    next_is_vowel: bool | None = None
    for index in range(len(said) - 1, -1, -1):
        part = said[index]
        last_of_its_word = index + 1 == len(said) or said[index + 1].of != part.of
        if last_of_its_word and PAUSES & set(written[part.of].after):
            next_is_vowel = None
        if not part.phonemes:
            if part.text.lower() == "lead" and metal_lead(texts, index):
                part.phonemes = "lˈɛd"
            else:
                part.phonemes = _phonemes(part.text, parts_of_speech[index], next_is_vowel, words)
        first = _SOUND.search(part.phonemes)
        next_is_vowel = first[0] in VOWELS if first else next_is_vowel
    of_word: list[list[_Said]] = [[] for _ in written]
    for part in said:
        of_word[part.of].append(part)
    return [_spoken(word, of_word[index], _mark_after(written, index)) for index, word in enumerate(written)]


def _tags(said: list[_Said], written: list[WrittenWord]) -> list[str]:
    """Parts of speech; what stands on the other side of a pause is no neighbour."""
    texts: list[str] = []
    places = []
    for index, part in enumerate(said):
        places.append(len(texts))
        texts.append(part.text)
        if (index + 1 == len(said) or said[index + 1].of != part.of) and PAUSES & set(written[part.of].after):
            texts.append("")
    found = tags(texts)
    return [found[place] for place in places]


@lru_cache(maxsize=10_000)
def from_espeak(text: str, british: bool) -> str:
    """What eSpeak NG says, in misaki's alphabet. Remembered, as the words of a text come again."""
    ipa = re.sub(r"\([a-z^-]+\)", "", espeak.ipa(text, "gmw/en" if british else "gmw/en-US"))
    for theirs, ours in _ESPEAK_COMMON:
        ipa = ipa.replace(theirs, ours)
    ipa = re.sub(r"(\S)\u0329", r"ᵊ\1", ipa)
    for theirs, ours in _ESPEAK_BRITISH if british else _ESPEAK_AMERICAN:
        ipa = ipa.replace(theirs, ours)
    return ipa


def _phonemes(text: str, tag: str, next_is_vowel: bool | None, words: EnglishDictionary) -> str:
    if len(text) == 1 and text.isupper() and text != "I":
        return words.spelled(text) or from_espeak(text, words.british)
    special = INTERJECTIONS.get(text.lower()) or _READINGS.get(text.lower())
    if special:
        return special
    if _is_initialism(text, words):
        spelled = words.spelled(text.removesuffix("s") if text[-1].islower() else text)
        if spelled:
            return f"{spelled}z" if text[-1].islower() else spelled
    known = words.phonemes(text, tag, next_is_vowel)
    if known is None and _DRAWN_OUT.search(text):
        known = _drawn_out(text, tag, next_is_vowel, words)
    return (known or from_espeak(text, words.british)).replace("ɾ", "T").replace("ʔ", "t")


def _drawn_out(text: str, tag: str, next_is_vowel: bool | None, words: EnglishDictionary) -> str | None:
    """ "Nooooo", "sooo", "coool": the word with so few of the letter that it is one."""
    for few in (r"\1\1", r"\1"):
        shorter = _DRAWN_OUT.sub(few, text)
        if shorter.lower() in INTERJECTIONS:
            return INTERJECTIONS[shorter.lower()]
        if words.knows(shorter):
            return words.phonemes(shorter, tag, next_is_vowel)
    return None


def _is_initialism(text: str, words: EnglishDictionary) -> bool:
    """ "FBI", "TVs": capitals that are no word. Long ones with vowels ("UNICEF") are read."""
    capitals = text.removesuffix("s")
    if _DRAWN_OUT.search(capitals) and len(capitals) > 4:
        return False
    if not capitals.isalpha() or capitals != capitals.upper() or len(capitals) < 2 or capitals in words.gold:
        return False
    if words.knows(capitals.lower()):
        return False
    return len(capitals) <= 4 or not re.search("[AEIOUY]", capitals)


def _parts(written: list[WrittenWord], index: int, words: EnglishDictionary, british: bool) -> list[_Said]:
    word = written[index]
    if word.phonemes:
        return [_Said(word.text, index, word.phonemes)]
    said = _form(written, index, british)
    if said is None and not words.knows(word.text):
        said = re.sub(r"\s*&\s*", " and ", word.text)
        said = re.sub(r"[^\w\s'.-]+", " ", said).strip() or word.text
    parts: list[_Said] = []
    for token in (word.text if said is None else said).split():
        pieces = [token] if words.knows(token) else [piece for piece in re.split(r"[-_–]", token) if piece]
        parts += [_Said(piece.rstrip(","), index, joined=position > 0) for position, piece in enumerate(pieces)]
    return parts


def _form(written: list[WrittenWord], index: int, british: bool) -> str | None:  # noqa: PLR0911 (a return a rule)
    """The words that a token stands for among its neighbours, or None when it is said as it is written."""
    word = written[index]
    text, lower = word.text, word.text.lower()
    before = written[index - 1].text if index else ""
    after = written[index + 1].text if index + 1 < len(written) else ""
    # What stands before a comma does not count what comes after it.
    amount = "" if index and written[index - 1].after else before
    special = (
        _by_neighbours(word, before, after, amount)
        or calendar_name(word, before, after)
        or day_of_month(word, before, after, british)
    )
    if special is not None:
        return special
    if is_abbreviation(word, after):
        return _abbreviation(f"{lower.rstrip('.')}.", before, after)
    if lower in WITHOUT_STOP:
        return WITHOUT_STOP[lower]
    if _AMOUNT.fullmatch(amount):
        if lower == "x" and after[:1].isdigit():
            return "by"
        unit = unit_after(text, amount)
        if unit is not None and (len(text) > 1 or not word.after.startswith("'")):
            return unit
    measured = _feet_or_inches(written, index)
    if measured is not None:
        return measured
    if re.fullmatch(r"\d{3}", text) and re.fullmatch(r"\d{3}-\d{4}", after):
        return digits(text)
    value = roman(text) if text else None
    if value is not None and (len(text) > 1 or text in "IVX"):
        if before.lower() in RULERS and before[:1].isupper() and (text != "I" or not after or after[:1].isupper()):
            return f"the {ordinal(value)}"
        if before.lower() in COUNTED:
            return cardinal(value)
    return spoken_form(text, british)


def _by_neighbours(word: WrittenWord, before: str, after: str, amount: str) -> str | None:
    if word.text in SPELLED or (word.text in SPELLED_AFTER and before.lower() in SPELLED_AFTER[word.text]):
        return " ".join(word.text)
    if word.text == "Reading" and before.lower() in {"in", "to", "from", "near", "at", "of"}:
        return "redding"
    if word.text == "Ft" and word.after.startswith(".") and after[:1].isupper() and not amount[-1:].isdigit():
        return "fort"
    return "ounces" if word.text == "oz" and before == "fl" else None


def _feet_or_inches(written: list[WrittenWord], index: int) -> str | None:
    """6' and 15": only where no quotation is open that the sign could close."""
    word = written[index]
    if not word.text.isdecimal() or word.after[:1] not in {"'", '"'}:
        return None
    mark = word.after[0]
    earlier = "".join(each.before + each.after for each in written[:index]) + word.before
    if earlier.count(mark) % 2 or "“" in earlier:
        return None
    one, many = ("foot", "feet") if mark == "'" else ("inch", "inches")
    return f"{cardinal(int(word.text))} {one if word.text == '1' else many}"


def is_abbreviation(word: WrittenWord, following: str) -> bool:
    """Whether the stop after the word belongs to it."""
    dotted = f"{word.text.rstrip('.')}.".lower()
    if dotted not in ABBREVIATIONS or not (word.text.endswith(".") or word.after.startswith(".")):
        return False
    return dotted not in BEFORE_NUMBERS or following[:1].isdigit()


def _abbreviation(dotted: str, before: str, after: str) -> str:
    street = before[:1].isupper() and not after[:1].isupper()
    if dotted in {"st.", "dr."} and street:
        return {"st.": "street", "dr.": "drive"}[dotted]
    return ABBREVIATIONS[dotted]


def _spoken(word: WrittenWord, parts: list[_Said], after: str) -> SpokenWord:
    groups: list[list[str]] = []
    for part in parts:
        if part.joined and groups:
            groups[-1].append(part.phonemes)
        else:
            groups.append([part.phonemes])
    phonemes = " ".join(dictionary.compound(group) if len(group) > 1 else group[0] for group in groups)
    return SpokenWord(word.text, phonemes, word.before, after)


def _mark_after(written: list[WrittenWord], index: int) -> str:
    """The punctuation after a word as a pause: a shortening's stop is none, unless the sentence ends there."""
    word = written[index]
    if index + 1 == len(written):
        return f".{word.after}" if word.text.endswith(".") and not PAUSES & set(word.after) else word.after
    before, after = written[index - 1].text if index else "", written[index + 1].text
    dated = word.after.startswith(".") and calendar_name(word, before, after) is not None
    measured = _AMOUNT.fullmatch(before) and unit_after(word.text, before)
    shortened = dated or measured or is_abbreviation(word, after) or re.fullmatch(r"[A-Z]", word.text)
    return word.after.removeprefix(".") if shortened else word.after


AMERICAN = Reader(partial(read_english, british=False))
BRITISH = Reader(partial(read_english, british=True))
