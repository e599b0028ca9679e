# SPDX-License-Identifier: GPL-3.0-or-later
"""Every language has all that its entry promises, and every voice one language."""

import subprocess
import sys
from collections import Counter

import pytest
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.phones import KOKORO, KOKORO_MODIFIERS
from soliloquy.runtime.text.languages import DEFAULT_LANGUAGE, LANGUAGES, Language, find_language
from soliloquy.runtime.text.phonemes import phonemise
from soliloquy.runtime.text.reader import Reader
from soliloquy.runtime.voice.voices import list_voices


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_a_language_has_all_of_it(language: Language) -> None:
    assert language.code and language.name and len(language.voice_prefix) == 1
    assert isinstance(language.reader, Reader)
    reading = phonemise(language.sample, language.code)
    assert reading.language is language
    assert reading.paragraphs and not reading.warnings
    assert {letter for _, ours in language.phoneme_letters for letter in ours} <= set(KOKORO) | KOKORO_MODIFIERS


def test_voices_are_parted_by_language() -> None:
    voices = list_voices()
    of_language = Counter(voice.language for voice in voices)
    assert set(of_language) == {language.code for language in LANGUAGES}
    assert sum(of_language.values()) == len(voices) == 54
    assert all(find_language(voice.language).voice_prefix == voice.name[0] for voice in voices)


def test_no_code_or_voice_prefix_stands_for_two() -> None:
    codes = [code for language in LANGUAGES for code in (language.code, *language.aliases)]
    prefixes = [language.voice_prefix for language in LANGUAGES]
    assert len(set(codes)) == len(codes) and len(set(prefixes)) == len(prefixes)


@pytest.mark.parametrize(
    ("code", "found"),
    [("EN_GB", "en-gb"), (" en ", "en-us"), ("pt", "pt-br"), ("zh-Hant", "zh"), ("jp", "ja"), ("fr-FR", "fr")],
)
def test_a_language_is_found_by_any_of_its_codes(code: str, found: str) -> None:
    assert find_language(code).code == found


def test_an_unknown_language_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError, match="en-us, en-gb, es, fr, hi, it, pt-br, ja, zh"):
        find_language("tlh")
    assert find_language(DEFAULT_LANGUAGE) is LANGUAGES[0]


def test_the_registry_loads_no_reader() -> None:
    code = (
        "import sys, soliloquy.runtime.text.languages; "
        "sys.exit(any(name in sys.modules for name in ('numpy', 'soliloquy.runtime.text.english')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
