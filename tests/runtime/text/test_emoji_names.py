# SPDX-License-Identifier: GPL-3.0-or-later
"""Emoji are said by their names where that is wanted, and left out with a warning where it is not."""

import pytest
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.requests import VoiceRequest
from soliloquy.runtime.text.emoji_names import with_emoji_named
from soliloquy.runtime.text.languages import LANGUAGES
from soliloquy.runtime.text.phonemes import phonemise
from soliloquy.runtime.voice.synthesis import time_text


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Great job 🎉!", "Great job , party popper!"),
        ("I ❤️ New York", "I , red heart,  New York"),
        ("😂😂😂", " face with tears of joy"),
        ("Up 👍🏽.", "Up , thumbs up medium skin tone."),
        ("A 👨‍👩‍👧 B", "A , family man woman girl,  B"),
        ("No picture (c) here.", "No picture (c) here."),
    ],
)
def test_names_stand_between_commas_and_a_row_is_named_once(written: str, said: str) -> None:
    assert with_emoji_named(written, "en-us") == said


@pytest.mark.parametrize(
    ("language", "name"),
    [
        *(("en-gb", "rocket"), ("es", "cohete"), ("fr", "fusée"), ("it", "razzo"), ("pt-br", "foguete")),
        *(("ja", "ロケット"), ("zh", "火箭"), ("hi", "rocket")),
    ],
)
def test_names_are_those_of_the_language_and_can_be_said(language: str, name: str) -> None:
    text = with_emoji_named("🚀", language)
    assert text.strip() == name
    reading = phonemise(text, language)
    assert reading.warnings == ()
    assert any(character for character in reading.paragraphs[0][0][0].phonemes)


def test_every_language_has_names() -> None:
    for language in LANGUAGES:
        assert "🐈" not in with_emoji_named("🐈", language.code)


def test_tones_in_the_text_stay_tones() -> None:
    text = "[长](/ꭧʰa↗ŋ/)城🎈"
    assert with_emoji_named(text, "zh").startswith("[长](/ꭧʰa↗ŋ/)城")


def test_they_are_said_only_when_asked_for() -> None:
    said = time_text(VoiceRequest("Well done 🎉", say_emoji=True))
    assert [word.text for word in said.words] == ["Well", "done", "party", "popper"]
    assert said.warnings == ()
    silent = time_text("Well done 🎉")
    assert [word.text for word in silent.words] == ["Well", "done"]
    assert any("party popper" in warning for warning in silent.warnings)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(InputError, match="klingon"):
        with_emoji_named("🎉", "klingon")
