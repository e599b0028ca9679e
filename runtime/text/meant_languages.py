# SPDX-License-Identifier: GPL-3.0-or-later
"""Languages as people and their tools write them: "es-MX", "pt_BR", "Spanish (Mexico)", "日本語"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..errors import InputError
from .languages import LANGUAGES, Language, find_language

_NAMES = {
    "en": ("english", "eng"),
    "es": ("spanish", "español", "espanol", "castellano", "castilian", "spa"),
    "fr": ("french", "français", "francais", "fra"),
    "hi": ("hindi", "हिन्दी", "हिंदी", "hin"),
    "it": ("italian", "italiano", "ita"),
    "pt": ("portuguese", "português", "portugues", "brazilian", "por"),
    "ja": ("japanese", "日本語", "jpn"),
    "zh": ("chinese", "mandarin", "中文", "简体中文", "繁體中文", "普通话", "国语", "汉语", "zho"),
}
"""What a language is called, by its code without a country."""
_OWN = {
    "es": "es spain castilian",
    "fr": "fr france",
    "hi": "in india deva",
    "it": "it italy italia",
    "pt": "br brazil brazilian brasil",
    "ja": "jp japan jpan",
    "zh": "cn tw sg hans hant simplified traditional mandarin mainland china taiwan",
}
"""Of each, countries and scripts that are those of ours."""
_NEAR = {
    "es": "mx mexico mexican latin latam america american neutral international argentina chile colombia peru us",
    "fr": "ca canada canadian quebec be belgium ch switzerland",
    "it": "ch switzerland",
    "pt": "pt portugal european europe iberian",
}
"""Of each, other countries whose speech ours is nearest to."""
_ENGLISH = {
    "en-us": ("us usa america american states", "ca canada canadian ph philippines"),
    "en-gb": (
        "gb uk british britain england kingdom",
        "au australia australian nz zealand ie ireland irish in india indian za africa african",
    ),
}
"""Of either English: what is it, and to what it is nearest."""
_FILLING = ("united", "south", "new")
"""Words of countries' names that tell no two apart here."""
_OTHERS = {"zh": ("hk", "mo")}
"""Countries in which another language goes by this code: Cantonese."""
_COUNTRY = re.compile(r"[a-z]{2}|\d{3}")


@dataclass(frozen=True)
class Meant:
    """language: ours. nearest: it is another country's, and ours the nearest that there is."""

    language: Language
    nearest: bool = False

    def note(self, written: str) -> str:
        """What is to be said of it where it is the nearest."""
        return f"{written!r} is said as {self.language.code} ({self.language.name}), the nearest that there is"


@lru_cache(maxsize=1024)
def meant_language(written: str) -> Meant:
    """The language that is meant, where that is certain. Raises InputError naming those that there are."""
    try:
        return Meant(find_language(written))
    except InputError:
        words = re.findall(r"[^\W_]+[\u0900-\u097f]*", written.casefold())
        found = next(filter(None, (_of_words(base, words) for base in _NAMES)), None)
        if found is None:
            raise
        return found


def _of_words(base: str, words: Sequence[str]) -> Meant | None:
    """What words mean if they name the language of ``base``: a code and parts of it, or a name with countries."""
    is_code = words[:1] == [base]
    named = words[:1] if is_code else [word for word in words if word in _NAMES[base]]
    if not named:
        return None
    others = words[1:] if is_code else [word for word in words if word not in named]
    countries = [word for word in others if word not in _FILLING]
    return _english(countries) if base == "en" else _of_countries(base, countries, is_code or len(named[0]) == 3)


def _of_countries(base: str, countries: Sequence[str], is_code: bool) -> Meant | None:
    (language,) = (each for each in LANGUAGES if each.base == base)
    others = [each for each in countries if each not in _OWN[base].split()]
    near = _NEAR.get(base, "").split()
    if set(others) & set(_OTHERS.get(base, ())):
        return None
    if all(each in near or (is_code and _COUNTRY.fullmatch(each)) for each in others):
        return Meant(language, nearest=bool(others))
    return None


def _english(countries: Sequence[str]) -> Meant | None:
    if not countries:
        return Meant(find_language("en"))
    for code, (own, near) in _ENGLISH.items():
        for words, nearest in ((own, False), (near, True)):
            if all(each in words.split() for each in countries):
                return Meant(find_language(code), nearest)
    return None
