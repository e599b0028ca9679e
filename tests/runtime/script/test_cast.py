# SPDX-License-Identifier: GPL-3.0-or-later
"""Who speaks with which voice: what CAST.toml says, and voices for those of whom it says nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.script.cast import FITS_THE_HEAD, Cast, read_cast
from soliloquy.runtime.script.casting import chosen_voices, language_of
from soliloquy.runtime.script.line import Line
from soliloquy.runtime.voice.voices import list_voices, parse_voice

ReadCast = Callable[[str], Cast]
FULL = """
[everybody]
style = "plain"
lexicon = "names.lexicon"
speed = 1.1
voice = "am_adam"

[characters.ANNA]
voice = "af_heart:0.6,bf_emma:0.4"
emotion = "calm=0.3"
pitch = -1

[characters.ANNA.languages.fr]
voice = "ff_siwis"
speed = 0.9

[characters."The Guard"]
picture = "guard.png"
head = "clara"

[characters.MAYOR]
voice = "fits the head"
"""


@pytest.fixture
def cast(tmp_path: Path) -> ReadCast:
    def written(content: str) -> Cast:
        (tmp_path / "CAST.toml").write_text(content, encoding="utf-8")
        return read_cast(tmp_path / "CAST.toml")

    return written


def test_a_name_is_the_same_however_its_accents_are_written(cast: ReadCast) -> None:
    """Macs part a letter from its accent where names come from files."""
    found = cast(
        '[characters."Zoe\u0301"]\nvoice = "bf_emma"\n[characters."Zoe\u0301".languages.fr]\nvoice = "ff_siwis"\n'
    )
    assert found.knows("ZO\u00c9") and found.part("zo\u00e9", "en-gb").voice == "bf_emma"
    assert found.part("Zo\u00e9", "fr").voice == "ff_siwis"
    lines = [Line(2, "a", "a", "Zo\u00e9", "Hi."), Line(3, "b", "b", "Zoe\u0301", "Ho.")]
    assert len({each.voice for each in chosen_voices(lines, Cast(), list_voices()).values()}) == 1


def test_the_narrower_holds_over_the_wider(cast: ReadCast, tmp_path: Path) -> None:
    found = cast(FULL)
    anna, french = found.part("anna", "en-us"), found.part("ANNA", "fr")
    assert (anna.voice, anna.speed, anna.pitch, anna.emotion) == ("af_heart:0.6,bf_emma:0.4", 1.1, -1.0, {"calm": 0.3})
    assert (french.voice, french.speed, french.style) == ("ff_siwis", 0.9, "plain")
    assert anna.lexicon == str(tmp_path / "names.lexicon")
    guard = found.part("the  guard", "en-us")
    assert (guard.voice, guard.picture) == (None, str(tmp_path / "guard.png"))
    assert found.part("MAYOR", "fr").voice == FITS_THE_HEAD
    assert found.part("nobody", "fr").voice == "am_adam"


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ("[characters.ANNA]\nvoice = 'nobody'", "characters.ANNA.voice"),
        ("[characters.ANNA]\nvoice = 7", "characters.ANNA.voice"),
        ("[characters.ANNA]\ncolour = 'red'", "characters.ANNA.colour"),
        ("[characters.ANNA]\nspeed = 9", "characters.ANNA.speed"),
        ("[characters.ANNA]\nemotion = 'silly'", "characters.ANNA.emotion"),
        ("[characters.ANNA]\ngender = 'cat'", "characters.ANNA.gender"),
        ("[characters.ANNA]\nvoice = 'af_heart'\npicture = 'a.png'", "characters.ANNA"),
        ("[characters.ANNA.languages.xx]\nvoice = 'af_heart'", "characters.ANNA.languages.xx"),
        ("[characters.ANNA.languages.fr]\nhead = 'Clara'", "characters.ANNA.languages.fr.head"),
        ("[characters.ANNA]\n[characters.anna]\n", "characters.anna"),
        ("characters = 3", "characters"),
        ("[people]\n", "people"),
        ("[characters", "is no TOML"),
    ],
)
def test_what_is_wrong_is_named_by_its_place(cast: ReadCast, content: str, where: str) -> None:
    with pytest.raises(InputError, match=where.replace(".", r"\.")):
        cast(content)


def lines(*characters: str, language: str | None = None) -> list[Line]:
    return [Line(row, f"a{row}", f"a{row}", each, "Hi.", language=language) for row, each in enumerate(characters, 2)]


def test_a_character_without_a_voice_gets_one_that_no_other_has_whatever_the_order(cast: ReadCast) -> None:
    names = [f"C{number}" for number in range(60)]
    script = [*lines(*names), *lines(*names, language="fr")]
    found = chosen_voices(script, cast(FULL.replace('voice = "am_adam"', "")), list_voices())
    voices = [each.voice for each in found.values()]
    assert len(voices) == len(set(voices)) == 120
    assert not {"ff_siwis", "af_heart:0.6,bf_emma:0.4"} & set(voices)
    assert chosen_voices(script[::-1], cast(FULL.replace('voice = "am_adam"', "")), list_voices()) == found
    assert all(parse_voice(voice) for voice in voices)


def test_gender_and_language_are_kept(cast: ReadCast) -> None:
    script = [*lines("ADA"), *lines("ADA", language="it")]
    found = chosen_voices(script, cast("[characters.ADA]\ngender = 'female'"), list_voices())
    assert found["ada", "en-us"].voice.startswith("af_")
    assert found["ada", "it"].voice.startswith("if_")


def test_a_line_is_in_the_language_of_its_row_its_character_or_its_voice(cast: ReadCast) -> None:
    found = cast("[characters.A]\nlanguage = 'fr'\n[characters.B]\nvoice = 'bf_emma'")
    (a, b, c, d) = lines("A", "B", "C"), lines("A", language="es"), lines("C"), lines("B")
    assert [language_of(line, found) for line in a] == ["fr", "en-gb", "en-us"]
    assert language_of(b[0], found) == "es"
    assert language_of(c[0], found) == "en-us" and language_of(d[0], found) == "en-gb"
