# SPDX-License-Identifier: GPL-3.0-or-later
"""Scripts of every kind become the same lines; what is wrong in them is named with its row and column."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.limits import SCRIPT_CELL_CHARACTERS
from soliloquy.runtime.script.line import Line, Script, seed_of
from soliloquy.runtime.script.reading import KINDS, read_script

Read = Callable[[str, str | bytes], Script]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def written(name: str, content: str | bytes) -> Script:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_script(path)

    return written


def only_line(script: Script) -> Line:
    (line,) = script.lines
    assert script.bad == ()
    return line


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "id,character,text,speed\na1,ANNA,\"Hello, Bob.\",0.9\n"),
        ("a.csv", "ID;Speaker;Line;Pace\r\na1;ANNA;Hello, Bob.;0,9\r\n"),
        ("a.csv", "line_id|name|dialogue|speed\na1|ANNA|Hello, Bob.|0.9\n".encode("utf-8-sig")),
        ("a.tsv", "id\tcharacter\ttext\tspeed\na1\tANNA\tHello, Bob.\t0.9\n".encode("utf-16")),
        ("a.json", '[{"id": "a1", "character": "ANNA", "text": "Hello, Bob.", "speed": 0.9}]'),
        ("a.json", '{"lines": [{"id": "a1", "speaker": "ANNA", "text": "Hello, Bob.", "speed": "0.9"}]}'),
        ("a.jsonl", '\n{"id": "a1", "character": "ANNA", "text": "Hello, Bob.", "speed": 0.9}\n'),
    ],
)  # fmt: skip
def test_the_same_line_in_every_form(read: Read, name: str, content: str | bytes) -> None:
    line = only_line(read(name, content))
    assert (line.id, line.name, line.character, line.text, line.speed) == ("a1", "a1", "ANNA", "Hello, Bob.", 0.9)
    assert line.row == (2 if name.endswith(("csv", "tsv", "jsonl")) else 1)
    assert line.seed == seed_of("a1")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"Hello.\nBob, go!", "Hello.\nBob, go!"),
        (r"Hello,\r\nBob.\t", "Hello,\nBob."),
        (r"He said \"no\".", 'He said "no".'),
        ("Anna &amp; Bob don&#39;t&nbsp;go.", "Anna & Bob don't go."),
        ("Hello,\r\nBob.", "Hello,\nBob."),
        ("Hello,\x0bBob.", "Hello,\nBob."),
        ("AT&T; R&D, fish &chips", "AT&T; R&D, fish &chips"),
        ("#1! He's the #NUM!", "#1! He's the #NUM!"),
    ],
)
@pytest.mark.parametrize("language", ["", "fr"])
def test_a_text_is_said_as_it_is_meant_however_a_game_or_a_page_spells_it(
    read: Read, written: str, meant: str, language: str
) -> None:
    cells = {"id": "a1", f"text_{language}".rstrip("_"): written}
    assert only_line(read("a.json", json.dumps([cells]))).text == meant


@pytest.mark.parametrize("error", ["#NAME?", "#REF!", "#N/A", "#WERT!", "#¿NOMBRE?"])
@pytest.mark.parametrize("column", ["id", "text", "emotion"])
def test_an_error_of_a_spreadsheet_is_not_said(read: Read, error: str, column: str) -> None:
    cells = {"id": "a1", "text": "Hello.", "emotion": "happy", column: error}
    script = read("a.csv", f"{','.join(cells)},notes\n{','.join(cells.values())},{error}\na2,Bye.,,\n")
    (bad,) = script.bad
    assert bad.column == column and error in bad.reason and [line.id for line in script.lines] == ["a2"]


def test_the_path_of_a_sound_keeps_its_backslashes(read: Read, tmp_path: Path) -> None:
    (tmp_path / "act").mkdir()
    (tmp_path / "act" / "new.wav").write_bytes(b"")
    assert only_line(read("a.csv", "id,audio\na1,act\\new.wav\n")).audio == str(tmp_path / "act" / "new.wav")


def test_a_column_a_language_makes_a_line_for_each(read: Read) -> None:
    script = read("a.csv", "id,text,fr,text_es,Text (it),audio_fr\na1,Hi.,Salut.,Hola.,,s.wav\na2,Bye.,,,Ciao.,\n")
    found = {(line.id, line.language): line.text or line.transcript for line in script.lines}
    wanted = {("a1", None): "Hi.", ("a1", "fr"): "Salut.", ("a1", "es"): "Hola.", ("a2", None): "Bye."}
    assert found == {**wanted, ("a2", "it"): "Ciao."}
    recorded = next(line for line in script.lines if line.language == "fr")
    assert recorded.audio is not None and recorded.audio.endswith("s.wav") and recorded.text is None
    assert script.languages == ("es", "fr", "it")


def test_paths_that_were_written_on_windows_are_found_elsewhere(read: Read, tmp_path: Path) -> None:
    (tmp_path / "takes").mkdir()
    for name in ("one.wav", "two\\three.wav"):
        (tmp_path / "takes" / name).touch()
    script = read("a.csv", "id,audio\na1,takes\\one.wav\na2,takes/two\\three.wav\na3,takes\\none.wav\n")
    found = [Path(line.audio or "").relative_to(tmp_path).as_posix() for line in script.lines]
    assert found == ["takes/one.wav", "takes/two\\three.wav", "takes/none.wav"]


@pytest.mark.parametrize(
    "header",
    [
        "LineID,CharacterName,DialogueText,AudioFile",
        "Key,Speaker Name,SourceString,file",
        "\ufeff\ufeffid\u200b,\u200bwho,\u2060Line Text \ufeff,\u00a0wav",
    ],
)
def test_columns_are_known_by_what_engines_and_studios_call_them(read: Read, header: str) -> None:
    line = only_line(read("a.csv", f"{header}\n\u200ba1,ANNA\ufeff,Hello.,\u200b\n"))
    assert (line.id, line.character, line.text, line.audio) == ("a1", "ANNA", "Hello.", None)


def test_directions_and_placeholders_in_a_text_are_pointed_out(read: Read) -> None:
    texts = ["[sighs] No.", "*laughs* Ha.", "(softly) Hi (you) {name}.", "$PLAYER, %s!", "[No](/noʊ/) $5 * 3 * 2 [a"]
    script = read("a.json", json.dumps([{"id": str(number), "text": text} for number, text in enumerate(texts)]))
    (note,) = script.notes
    assert note.startswith("in 4 rows")
    assert note.endswith("'[sighs]', '*laughs*', '(softly)', '{name}', '$PLAYER', '%s'")
    assert read("a.csv", "id,text,audio\na1,[sighs] No.,x.wav\n").notes == ()


def test_two_columns_of_notes_are_kept_apart(read: Read) -> None:
    script = read("a.csv", "id,text,Notes,Notes,,Notes\na1,Hi.,one,two,,three\n")
    assert only_line(script).other == {"Notes": "one", "Notes (2)": "two", "Notes (3)": "three"}


def test_a_header_between_the_rows_is_not_said(read: Read) -> None:
    script = read("a.csv", "id,text\na1,Hi.\n\ufeffid,text\na2,Bye.\n")
    assert [line.text for line in script.lines] == ["Hi.", "Bye."]
    assert [(row.row, row.reason) for row in script.bad] == [(3, "says what the header says")]


def test_unknown_columns_are_kept_and_named(read: Read) -> None:
    script = read("a.csv", "id,text,VO take,Scene\na1,Hi.,7,Harbour\n")
    assert script.unknown == ("VO take", "Scene")
    assert only_line(script).other == {"VO take": "7", "Scene": "Harbour"}


def test_a_strength_may_have_a_decimal_comma(read: Read) -> None:
    line = only_line(read("a.csv", 'id;text;emotion\na1;Hi.;"happy=0,6, angry =1,surprised= 0,25; calm"\n'))
    assert line.emotion == {"happy": 0.6, "angry": 1.0, "surprised": 0.25, "calm": 1.0}


def test_a_row_says_how_much_its_mouth_varies(read: Read) -> None:
    assert only_line(read("a.csv", 'id,text,Variation\na1,Hi.,"0,5"\n')).variation == 0.5
    assert only_line(read("a.csv", "id,text,variation\na1,Hi.,\n")).variation is None
    (bad,) = read("a.csv", "id,text,variation\na1,Hi.,2\n").bad
    assert bad.column == "variation" and "between 0 and 1" in bad.reason


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ("a1,Hi.,fast,,", "speed", "is no number"),
        ("a1,Hi.,9,,", "speed", "between 0.5 and 2"),
        ("a1,Hi.,,silly,", "emotion", "is not known"),
        ("a1,Hi.,,happy=2,", "emotion", "between 0 and 1"),
        ("a1,Hi.,,,-1", "seed", "is no seed"),
        ("a1,,,,", "text", "says nothing"),
        ("a1,Hi.,,,,more", "", "more cells"),
        ("a1,H\x07i.,,,", "text", "control characters"),
        ("a1," + "x" * (SCRIPT_CELL_CHARACTERS + 1) + ",,,", "text", "60,001 characters"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named_and_stops_no_other(read: Read, cells: str, column: str, reason: str) -> None:
    script = read("a.csv", f"id,text,speed,emotion,seed\n{cells}\na2,Good.,,,\n")
    (bad,) = script.bad
    assert (bad.row, bad.id if column else "a1", bad.column) == (2, "a1", column)
    assert reason in bad.reason and bad.hint
    assert only_line(Script(script.lines)).id == "a2"


def test_every_row_of_a_poisonous_script_is_accounted_for(read: Read) -> None:
    rows = ["{}", "[1]", "not json", '{"text": "a"}', '{"text": null}', '{"text": "b", "seed": 1e999}', '"x"']
    script = read("a.jsonl", "\n".join(rows))
    assert {line.row for line in script.lines} | {bad.row for bad in script.bad} == {2, 3, 4, 6, 7}
    assert [line.text for line in script.lines] == ["a"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", "", "no header"),
        ("a.csv", "colour,size\nred,1\n", "no column that says what is said"),
        ("a.csv", "id,text,text\na,b,c\n", "two columns called 'text'"),
        ("a.csv", "id,text\n", "has no lines"),
        ("a.csv", b"id,text\n\x00\x01\x02,\x00\n", "null characters"),
        ("a.xlsx", b"PK\x03\x04 no workbook", "cannot be read as a workbook"),
        ("a.json", "{", "is no JSON"),
        ("a.json", "[" * 5000, "is no JSON"),
        ("a.json", '{"text": "x"}', "neither a list of lines"),
        ("a.docx", "x", "ending is not known"),
        ("a.txt", "# nothing", "has no lines"),
    ],
)
def test_a_script_that_cannot_be_read_as_a_whole_says_why(
    read: Read, name: str, content: str | bytes, reason: str
) -> None:
    with pytest.raises(InputError, match=reason):
        read(name, content)


def test_letters_of_an_old_encoding_are_read_and_it_is_said(read: Read) -> None:
    text = "id;text\n" + "".join(f"{n};Où êtes-vous allés déjà, Éloïse ? Là-bas, à côté.\n" for n in range(20))
    script = read("a.csv", text.encode("cp1252"))
    assert script.lines[0].text == "Où êtes-vous allés déjà, Éloïse ? Là-bas, à côté."
    assert any("is not UTF-8" in note for note in script.notes)


def test_ids_become_names_of_files_on_every_system(read: Read) -> None:
    ids = ["../up", "CON", "end.", "Hello", "hello", "x" * 500, "a/b"]
    script = read("a.json", json.dumps([{"id": each, "text": "Hi."} for each in ids]))
    names = [line.name for line in script.lines]
    assert [line.id for line in script.lines] == ids
    assert len({name.casefold() for name in names}) == len(ids)
    assert not any(set(name) & set("/\\:") or name.startswith(".") or name.endswith(".") for name in names)


def test_lines_without_ids_keep_theirs_when_others_are_put_before(read: Read) -> None:
    before = read("a.csv", "character,text,fr\nANNA,Hi.,Salut.\nANNA,Hi.,Salut.\n")
    after = read("a.csv", "character,text,fr\nBOB,New.,\nANNA,Hi.,Salut.\nANNA,Hi.,Salut.\n")
    kept = {line.id for line in before.lines}
    assert len(kept) == 2 and kept < {line.id for line in after.lines}
    assert len({line.id for line in before.lines if line.row == 2}) == 1


def test_an_end_gives_a_length_and_a_clock_is_understood(read: Read) -> None:
    script = read("a.csv", "id,text,start,end\na1,Hi.,00:01:02.500,1:05\na2,Hi.,2,1\na3,Hi.,,4\na4,Hi.,00:00:10:12,\n")
    line = only_line(Script(script.lines))
    assert (line.start, line.end, line.length) == (62.5, 65.0, 2.5)
    assert [(bad.id, bad.column) for bad in script.bad] == [("a2", "end"), ("a3", "end"), ("a4", "start")]


def test_names_before_colons(read: Read) -> None:
    script = read("a.txt", "ANNA: Hello: you.\n\n# no\nBOB (angrily): No!\njunk\nANNA: (softly) Oh.\n")
    said = [(line.row, line.character, line.text, line.direction) for line in script.lines]
    assert said == [(1, "ANNA", "Hello: you.", ""), (4, "BOB", "No!", "angrily"), (6, "ANNA", "Oh.", "softly")]
    assert [bad.row for bad in script.bad] == [5]


@pytest.mark.parametrize(
    ("written", "emotion"),
    [
        ("Neutral", {}), ("none", {}), ("Furious", {"angry": 1.0}), ("Joy", {"happy": 1.0}),
        ("angry; fear", {"angry": 1.0, "afraid": 1.0}), ("happy=0,6", {"happy": 0.6}),
    ],
)  # fmt: skip
def test_emotions_as_tables_say_them(read: Read, written: str, emotion: dict[str, float]) -> None:
    line = only_line(read("a.csv", f"id|text|emotion|direction\na1|Hi.|{written}|happily\n"))
    assert line.emotion == emotion, "the direction says nothing where the row does"


def test_a_row_that_is_bad_today_keeps_its_name(read: Read) -> None:
    rows = "id,text,emotion\na_b,Hi.,{}\nA_B,Hi.,\na/b,Hi.,\n"
    whole = {line.id: line.name for line in read("a.csv", rows.format("happy")).lines}
    part = {line.id: line.name for line in read("a.csv", rows.format("furry")).lines}
    assert whole["A_B"] == "A_B_2" and part == {name: whole[name] for name in ("A_B", "a/b")}


def test_every_kind_has_a_test_or_a_module_of_its_own() -> None:
    assert set(KINDS) == {".csv", ".tsv", ".tab", ".xlsx", ".json", ".jsonl", ".fountain", ".txt"}
