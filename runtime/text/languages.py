# SPDX-License-Identifier: GPL-3.0-or-later
"""The languages that the voices speak, and what turns their text into phonemes."""

from dataclasses import dataclass

from ..errors import InputError


@dataclass(frozen=True)
class Language:
    """code: as users write it. voice_prefix: first letter of Kokoro's voice names. espeak_voice: eSpeak NG's
    name, empty where another grapheme-to-phoneme converter is used."""

    code: str
    name: str
    voice_prefix: str
    espeak_voice: str


LANGUAGES: tuple[Language, ...] = (
    Language("en-us", "American English", "a", ""),
    Language("en-gb", "British English", "b", "gmw/en"),
    Language("es", "Spanish", "e", "roa/es"),
    Language("fr", "French", "f", "roa/fr"),
    Language("hi", "Hindi", "h", "inc/hi"),
    Language("it", "Italian", "i", "roa/it"),
    Language("pt-br", "Brazilian Portuguese", "p", "roa/pt-BR"),
    Language("ja", "Japanese", "j", ""),
    Language("zh", "Mandarin", "z", ""),
)
SPOKEN: frozenset[str] = frozenset(language.code for language in LANGUAGES)
"""The languages whose text can be turned into phonemes: all of them."""

_BY_CODE = {language.code: language for language in LANGUAGES}
_BY_PREFIX = {language.voice_prefix: language for language in LANGUAGES}
_ALIASES = {"en": "en-us", "fr-fr": "fr", "pt": "pt-br", "es-es": "es", "it-it": "it", "hi-in": "hi", "ja-jp": "ja"} | {
    "jp": "ja", "cmn": "zh", "zh-cn": "zh", "zh-tw": "zh", "zh-hans": "zh", "zh-hant": "zh",
}  # fmt: skip


def find_language(code: str) -> Language:
    """The language of a code ("en-us", "EN_GB", "fr-fr"). Raises InputError when it is unknown or not spoken."""
    key = code.strip().lower().replace("_", "-")
    language = _BY_CODE.get(_ALIASES.get(key, key))
    spoken = ", ".join(known.code for known in LANGUAGES if known.code in SPOKEN)
    if language is None:
        raise InputError(f"language {code!r}", "is not known", f"Use one of: {spoken}")
    return language


def language_of_voice(voice: str) -> Language:
    """The language that a Kokoro voice speaks by its name's first letter ("bf_emma": British English)."""
    return _BY_PREFIX[voice[0]]
