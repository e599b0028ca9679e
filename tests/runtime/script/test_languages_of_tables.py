# SPDX-License-Identifier: GPL-3.0-or-later
"""Languages as localisation tools write them: what is certain is taken, and said where it is only the nearest."""

from collections.abc import Callable
from pathlib import Path

import pytest
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.script.cast import read_cast
from soliloquy.runtime.script.line import Script
from soliloquy.runtime.script.reading import read_script
from soliloquy.runtime.text.meant_languages import meant_language

Read = Callable[[str], Script]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def written(content: str) -> Script:
        path = tmp_path / "a.csv"
        path.write_text(content, encoding="utf-8")
        return read_script(path)

    return written


def meanings(names: str) -> dict[str, tuple[str, bool]]:
    """Of each name between semicolons the code that it means, and whether that is the nearest alone."""
    meant = {name: meant_language(name) for name in names.split(";")}
    return {name: (each.language.code, each.nearest) for name, each in meant.items()}


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("en-us", "English;english (US);American English;English (United States);en_US;eng"),
        ("en-gb", "British English;English (United Kingdom);en-UK"),
        ("es", "Spanish;es_ES;Español;Spanish (Spain);Castilian"),
        ("fr", "French;fr_FR;Français;French (France)"),
        ("pt-br", "pt_BR;Brazilian Portuguese;Portuguese (Brazil);Português"),
        ("ja", "Japanese;ja_JP;日本語"),
        ("zh", "Chinese;zh-Hans-CN;Simplified Chinese;Chinese (Traditional);中文;zh_TW"),
        ("hi", "hi_IN;हिन्दी;Hindi"),
        ("it", "Italian;it-IT;Italiano"),
    ],
)
def test_a_language_is_known_by_its_names(code: str, names: str) -> None:
    assert meanings(names) == dict.fromkeys(names.split(";"), (code, False))


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("es", "es-MX;es_419;Spanish (Mexico);Latin American Spanish"),
        ("pt-br", "pt-PT;European Portuguese"),
        ("fr", "fr_CA;French (Canada)"),
        ("en-gb", "en-AU;English (New Zealand);en_IE"),
        ("en-us", "en-CA"),
    ],
)
def test_another_countrys_is_said_in_the_nearest(code: str, names: str) -> None:
    assert meanings(names) == dict.fromkeys(names.split(";"), (code, True))


@pytest.mark.parametrize("name", ["German", "de-DE", "zh-HK", "Cantonese", "ja-Latn", "Old English", "en-xx", "", "MX"])
def test_what_is_not_certain_is_refused_with_what_there_is(name: str) -> None:
    with pytest.raises(InputError, match="en-us, en-gb, es, fr, hi, it, pt-br, ja, zh"):
        meant_language(name)


def test_cells_and_columns_may_say_so_and_the_nearest_is_named_once(read: Read) -> None:
    script = read("id,text,language\na1,Hola.,es-MX\na2,Adiós.,es-MX\na3,Oi.,pt_BR\na4,Hi.,English\na5,Hallo.,German\n")
    assert [line.language for line in script.lines] == ["es", "es", "pt-br", "en-us"]
    assert script.notes == ("'es-MX' is said as es (Spanish), the nearest that there is",)
    (bad,) = script.bad
    assert bad.column == "language" and "'German'" in bad.reason and "pt-br" in bad.hint
    script = read("id,English,Spanish (Mexico),French audio,audio_ja-JP,notes\na1,Hi.,Hola.,a.wav,b.wav,x\n")
    assert [(line.language, line.text) for line in script.lines] == [
        ("en-us", "Hi."), ("es", "Hola."), ("fr", None), ("ja", None)
    ]  # fmt: skip
    assert len(script.notes) == 1 and "'Spanish (Mexico)' is said as es" in script.notes[0]
    assert script.unknown == ("notes",)


@pytest.mark.parametrize("header", ["es-MX,es-ES", "es-ES,es-MX"])
def test_of_two_countries_the_languages_own_is_said_and_the_other_named(read: Read, header: str) -> None:
    own = header.split(",").index("es-ES")
    script = read(f"id,{header}\na1,zero,one\n")
    assert [(line.language, line.text) for line in script.lines] == [("es", ("zero", "one")[own])]
    assert script.notes == ("'es-MX' is not said, for 'es-ES' is es too",)


def test_a_cast_may_say_so_too(tmp_path: Path) -> None:
    path = tmp_path / "CAST.toml"
    path.write_text('[characters.ANNA]\nlanguage = "English"\n[characters.ANNA.languages.es-MX]\npitch = 2.0\n')
    cast = read_cast(path)
    assert cast.part("Anna", "es").pitch == 2.0 and cast.part("Anna", "es").language == "en-us"
    assert cast.notes == ("'es-MX' is said as es (Spanish), the nearest that there is",)
    path.write_text("[characters.ANNA.languages.es-MX]\npitch = 2.0\n[characters.ANNA.languages.es]\npitch = 1.0\n")
    with pytest.raises(InputError, match=r"languages\.es: is es, which is there already"):
        read_cast(path)


YARN = "language,id,text,file,node,lineNumber,lock,comment\n{0},line:0a1,Hello.,{1},Start,3,,\n"


@pytest.mark.parametrize("source", ["/Users/me/Dialogue/Start.yarn", "Start.YARN"])
def test_a_column_file_of_yarn_spinner_is_no_sound(read: Read, source: str) -> None:
    script = read(YARN.format("en-US", source))
    (line,) = script.lines
    assert (line.id, line.name, line.text, line.audio) == ("line:0a1", "line_0a1", "Hello.", None)
    assert line.other["file"] == source and "file" in script.unknown
    (line,) = read(YARN.format("en-US", "VO/a1.wav")).lines
    assert line.audio is not None and line.audio.endswith("a1.wav")


def test_a_name_before_each_text_is_pointed_out(read: Read) -> None:
    rows = "id,text\na1,Mae: Hello.\na2,Bea: Hi.\na3,Mae: It is ten: run!\n"
    assert read(rows).notes == (
        "no column says who speaks, and of 3 lines a name before the text is said as well: 'Mae', 'Bea'",
    )
    assert not read(rows.replace("id,", "id,character,").replace(",Mae:", ",MAE,Mae:")).notes
    assert not read("id,text\na1,Listen: run.\na2,Hello.\na3,Hello again.\n").notes


def test_headers_of_full_width_are_known(read: Read) -> None:
    (line,) = read("ＩＤ,ｔｅｘｔ\na1,Hello.\n").lines
    assert (line.id, line.text) == ("a1", "Hello.")


def test_a_renpy_dialogue_table_is_read(tmp_path: Path) -> None:
    path = tmp_path / "dialogue.tab"
    path.write_text(
        "Identifier\tCharacter\tDialogue\tFilename\tLine Number\nstart_1\tEileen\tHi, you.\tgame/script.rpy\t7\n"
    )
    (line,) = read_script(path).lines
    assert (line.id, line.character, line.text) == ("start_1", "Eileen", "Hi, you.")
