# SPDX-License-Identifier: GPL-3.0-or-later
"""Each language's text becomes phones that we know, said as a person would."""

import unicodedata
from pathlib import Path

import pytest
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.phones import INVENTORY
from soliloquy.runtime.text.languages import LANGUAGES
from soliloquy.runtime.text.phonemes import phonemise, phones_of
from soliloquy.runtime.voice.kokoro import VOCABULARY

HOMOGRAPHS = Path(__file__).with_name("homographs.tsv")
SENTENCES = Path(__file__).parents[3] / "training" / "data" / "sentences"


def _phones_at(text: str, place: int, language: str = "en-us") -> tuple[str, ...]:
    return phones_of(text, language)[place][1]


@pytest.mark.parametrize(
    ("text", "place", "phones"),
    [
        ("I read it yesterday", 1, ("ɹ", "ɛ", "d")),
        ("I will read it", 2, ("ɹ", "i", "d")),
        ("They have read it", 2, ("ɹ", "ɛ", "d")),
        ("They read every day", 1, ("ɹ", "i", "d")),
        ("People live here", 1, ("l", "ɪ", "v")),
        ("It is live music", 2, ("l", "aɪ", "v")),
        ("He lives alone", 1, ("l", "ɪ", "v", "z")),
        ("Our lives changed", 1, ("l", "aɪ", "v", "z")),
        ("A lead pipe", 1, ("l", "ɛ", "d")),
        ("The lead singer", 1, ("l", "i", "d")),
        ("The wind blew", 1, ("w", "ɪ", "n", "d")),
        ("Please wind the clock", 1, ("w", "aɪ", "n", "d")),
        ("Close the door", 0, ("k", "l", "oʊ", "z")),
        ("The close door", 1, ("k", "l", "oʊ", "s")),
        ("We use it", 1, ("j", "u", "z")),
        ("The use of it", 1, ("j", "u", "s")),
        ("She tears the paper", 1, ("t", "ɛ", "ɹ", "z")),
        ("Her tears fell", 1, ("t", "ɪ", "ɹ", "z")),
        ("He wound up the clock", 1, ("w", "aʊ", "n", "d")),
        ("The wound healed", 1, ("w", "u", "n", "d")),
    ],
)
def test_words_of_two_readings_are_told_apart(text: str, place: int, phones: tuple[str, ...]) -> None:
    assert _phones_at(text, place) == phones


def test_nearly_all_of_a_hundred_words_of_two_readings_are_read_right() -> None:
    rows = [row.split("\t") for row in HOMOGRAPHS.read_text(encoding="utf-8").splitlines() if not row.startswith("#")]
    wrong = []
    for text, word, sound in rows:
        (sentence,) = phonemise(text).paragraphs[0]
        said = next(each.phonemes for each in sentence if each.written == word).replace("ˌ", "")
        if sound not in said:
            wrong.append((text, said))
    assert len(rows) > 100
    assert len(wrong) <= 2, wrong


def test_names_outside_the_dictionary_are_read_by_espeak() -> None:
    assert _phones_at("Mr. Schwarzenegger", 1)[:3] == ("ʃ", "w", "ɔ")


def test_sounds_that_are_no_words_are_not_spelled() -> None:
    assert [phones for _, phones in phones_of("Shhhh, brr, psst, pfft")] == [
        ("ʃ", "ʃ"),
        ("b", "ɹ", "ɹ"),
        ("p", "s", "t"),
        ("p", "f", "t"),
    ]


def test_initialisms_are_spelled_and_known_ones_are_read() -> None:
    assert _phones_at("The FBI", 1) == ("ɛ", "f", "b", "i", "aɪ")
    assert _phones_at("The NASA", 1) == ("n", "æ", "s", "ə")


def test_phonemes_in_the_text_are_taken_as_they_are() -> None:
    found = phones_of("The [Kyoto](/kiˈoʊtoʊ/) trip")
    assert found[1] == ("Kyoto", ("k", "i", "oʊ", "t", "oʊ"))
    assert dict(phones_of("Je dis [x](/ʁø/)", "fr"))["x"] == ("ʁ", "ø")


def test_wrong_phonemes_in_the_text_are_refused_by_name() -> None:
    with pytest.raises(InputError, match="Kyoto"):
        phonemise("The [Kyoto](/k5/) trip")


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


@pytest.mark.parametrize("language", ["tlh", "", "xx-yy"])
def test_a_language_that_is_not_spoken_is_refused_with_those_that_are(language: str) -> None:
    with pytest.raises(InputError, match="en-us, en-gb, es"):
        phonemise("Hello", language)


@pytest.mark.parametrize("language", ["es", "fr", "hi", "it", "pt-br"])
def test_every_letter_that_espeak_writes_is_known_to_the_voice(language: str) -> None:
    lines = (SENTENCES / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    assert language in {known.code for known in LANGUAGES}
    letters = {letter for line in lines[:150] if line.strip() for letter in _phonemes(line, language)}
    assert letters - set(VOCABULARY) == set()


def test_a_word_of_another_language_brings_no_marks_of_the_switch() -> None:
    (sentence,) = phonemise("OK, computer।", "hi").paragraphs[0]
    assert not set("()") & set("".join(word.phonemes for word in sentence))


def test_nothing_but_letters_of_the_voice_comes_out_of_any_character() -> None:
    printable = [chr(code) for code in range(0x20, 0x250) if unicodedata.category(chr(code)) != "Cc"]
    for first in range(0, len(printable), 40):
        text = " ".join(f"a{character}b" for character in printable[first : first + 40])
        assert set(_phonemes(text, "en-us")) <= set(VOCABULARY)


def _phonemes(text: str, language: str) -> str:
    reading = phonemise(text, language)
    return "".join(word.phonemes for paragraph in reading.paragraphs for sentence in paragraph for word in sentence)
