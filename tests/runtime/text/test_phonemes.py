# SPDX-License-Identifier: GPL-3.0-or-later
"""Each language's text becomes phones that we know, said as a person would."""

import pytest
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.phones import INVENTORY
from soliloquy.runtime.text.english_forms import spoken_form
from soliloquy.runtime.text.phonemes import phonemise, phones_of


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("5:30", "five thirty"),
        ("7:00", "seven o'clock"),
        ("9:05", "nine oh five"),
        ("2024-05-03", "may third, twenty twenty-four"),
        ("3/5/2024", "march fifth, twenty twenty-four"),
        ("$3.50", "three dollars and fifty cents"),
        ("$1", "one dollar"),
        ("£2m", "two million pounds"),
        ("€0.99", "ninety-nine cents"),
        ("10km", "ten kilometers"),
        ("1kg", "one kilogram"),
        ("50%", "fifty percent"),
        ("1984", "nineteen eighty-four"),
        ("1990s", "nineteen nineties"),
        ("22nd", "twenty-second"),
        ("1,200", "one thousand, two hundred"),
        ("3.14", "three point one four"),
        ("555-1234", "five five five, one two three four"),
        ("-5", "minus five"),
        ("#7", "number seven"),
        ("a@b.com", "a at b dot com"),
        ("&", "and"),
        ("hello", None),
    ],
)
def test_short_forms_are_said_in_full(written: str, said: str | None) -> None:
    assert spoken_form(written) == said


def test_the_british_date_begins_with_the_day() -> None:
    assert spoken_form("3/5/2024", day_first=True) == "may third, twenty twenty-four"


def test_american_words_come_from_the_dictionary() -> None:
    assert dict(phones_of("My brother Bob bought a pump."))["Bob"] == ("b", "ɑ", "b")
    assert dict(phones_of("Choose judge")) == {"Choose": ("tʃ", "u", "z"), "judge": ("dʒ", "ʌ", "dʒ")}


def test_british_words_are_british() -> None:
    assert "ɹ" not in dict(phones_of("car", "en-gb"))["car"]
    assert dict(phones_of("go", "en-gb"))["go"] == ("ɡ", "əʊ")


@pytest.mark.parametrize(
    ("language", "text", "word", "phones"),
    [
        ("es", "Hoy llueve mucho, señor.", "mucho", ("m", "u", "tʃ", "o")),
        ("fr", "Un bon vin blanc.", "bon", ("b", "ɔ̃")),
        ("it", "Gli gnocchi, per favore.", "Gli", ("ʎ", "ɪ")),
        ("pt-br", "Bom dia, Maria.", "Maria", ("m", "a", "ɾ", "i", "æ")),
        ("hi", "नमस्ते, आप कैसे हैं?", "आप", ("a", "p")),
    ],
)
def test_each_language_is_read_with_its_own_sounds(
    language: str, text: str, word: str, phones: tuple[str, ...]
) -> None:
    assert dict(phones_of(text, language))[word] == phones


@pytest.mark.parametrize("language", ["en-us", "en-gb", "es", "fr", "it", "pt-br"])
def test_every_phone_is_in_the_inventory(language: str) -> None:
    text = "The quick brown fox jumps over 13 lazy dogs; genau, señor, gnocchi, château, São Paulo! Xylophone, 2024."
    for _, phones in phones_of(text, language):
        assert set(phones) <= set(INVENTORY)
        assert phones


def test_a_word_in_another_script_is_reported_and_the_rest_is_said() -> None:
    reading = phonemise("Say Привет to Bob.")
    assert [word.written for word in reading.paragraphs[0][0]] == ["Say", "to", "Bob"]
    assert any("Привет" in warning for warning in reading.warnings)


@pytest.mark.parametrize("text", ["", "  \n", "🎈🎈", "…!?", "Привет"])
def test_text_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        phonemise(text)


@pytest.mark.parametrize("language", ["tlh", "", "ja"])
def test_a_language_that_is_not_spoken_is_refused_with_those_that_are(language: str) -> None:
    with pytest.raises(InputError, match="en-us, en-gb, es"):
        phonemise("Hello", language)
