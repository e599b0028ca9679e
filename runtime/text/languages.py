# SPDX-License-Identifier: GPL-3.0-or-later
"""The registry of languages: one entry each, with all that differs between them.

To add one: an entry here, and the reader that it names (for a language that eSpeak NG reads, a line in
``espeak_languages.py`` and its words in ``forms.py``). Readers are imported when their language is first read, so that
this module is light enough for Blender's own process.
"""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from ..errors import InputError

if TYPE_CHECKING:
    from .reader import Reader

DEFAULT_LANGUAGE = "en-us"
_LATIN = ("LATIN", "FEMININE ORDINAL", "MASCULINE ORDINAL", "MICRO")
_CHARACTERS = (*_LATIN, "CJK", "IDEOGRAPHIC")
_JAPANESE = (*_CHARACTERS, "HIRAGANA", "KATAKANA", "FULLWIDTH", "HALFWIDTH")
_ENGLISH_LETTERS = (
    ("aɪ", "I"), ("aʊ", "W"), ("eɪ", "A"), ("oʊ", "O"), ("əʊ", "Q"), ("ɔɪ", "Y"), ("ʦ", "ts"), ("ʣ", "dz"),
    ("r", "ɹ"), ("eə", "ɛː"), ("ɾ", "T"), ("ɚ", "əɹ"),
)  # fmt: skip
_ENGLISH_SAMPLE = "Hello! This is how I sound."


@dataclass(frozen=True)
class Language:
    """What there is to know of a language.

    code: as users write it. aliases: other codes for it. voice_prefix: first letter of its voices' names. sample: a
    line by which a voice is heard. reading: its reader, as "module:NAME" below this package. scripts: beginnings of
    the Unicode names of the letters that the reader knows. phoneme_letters: IPA that a user writes -> letters that the
    voice was trained on, one after the other, beyond those of every language (``lexicon.read_phonemes``).
    """

    code: str
    name: str
    voice_prefix: str
    sample: str
    reading: str
    aliases: tuple[str, ...] = ()
    scripts: tuple[str, ...] = _LATIN
    phoneme_letters: tuple[tuple[str, str], ...] = ()

    @property
    def base(self) -> str:
        """The code without a country ("pt")."""
        return self.code.partition("-")[0]

    @property
    def reader(self) -> "Reader":
        """What turns its text into phonemes; imported now."""
        return _reader(self.reading)


LANGUAGES: tuple[Language, ...] = (
    Language(
        "en-us", "American English", "a", _ENGLISH_SAMPLE, "english:AMERICAN",
        aliases=("en",), phoneme_letters=(*_ENGLISH_LETTERS, ("ː", "")),
    ),
    Language(
        "en-gb", "British English", "b", _ENGLISH_SAMPLE, "english:BRITISH", phoneme_letters=_ENGLISH_LETTERS,
    ),
    Language(
        "es", "Spanish", "e", "¡Hola! Así es como sueno.", "espeak_languages:SPANISH", aliases=("es-es",),
    ),
    Language(
        "fr", "French", "f", "Bonjour ! Voici ma voix.", "espeak_languages:FRENCH", aliases=("fr-fr",),
    ),
    Language(
        "hi", "Hindi", "h", "नमस्ते! मेरी आवाज़ ऐसी है।", "espeak_languages:HINDI",
        aliases=("hi-in",), scripts=(*_LATIN, "DEVANAGARI"),
    ),
    Language(
        "it", "Italian", "i", "Ciao! Ecco la mia voce.", "espeak_languages:ITALIAN", aliases=("it-it",),
    ),
    Language(
        "pt-br", "Brazilian Portuguese", "p", "Olá! É assim que eu falo.", "espeak_languages:PORTUGUESE",
        aliases=("pt",),
    ),
    Language(
        "ja", "Japanese", "j", "こんにちは！これが私の声です。", "japanese:JAPANESE",
        aliases=("ja-jp", "jp"), scripts=_JAPANESE,
    ),
    Language(
        "zh", "Mandarin", "z", "你好！这就是我的声音。", "mandarin:MANDARIN",
        aliases=("cmn", "zh-cn", "zh-tw", "zh-hans", "zh-hant"), scripts=_CHARACTERS,
    ),
)  # fmt: skip

_BY_CODE = {code: language for language in LANGUAGES for code in (language.code, *language.aliases)}
_BY_PREFIX = {language.voice_prefix: language for language in LANGUAGES}


def find_language(code: str) -> Language:
    """The language of a code ("en-us", "EN_GB", "fr-fr"). Raises InputError when it is unknown."""
    language = _BY_CODE.get(code.strip().lower().replace("_", "-"))
    if language is None:
        known = ", ".join(each.code for each in LANGUAGES)
        raise InputError(f"language {code!r}", "is not known", f"Use one of: {known}")
    return language


def language_of_voice(voice: str) -> Language:
    """The language that a Kokoro voice speaks by its name's first letter ("bf_emma": British English)."""
    return _BY_PREFIX[voice[0]]


@cache
def _reader(reading: str) -> "Reader":
    module, _, name = reading.partition(":")
    found: Reader = getattr(import_module(f".{module}", __package__), name)
    return found
