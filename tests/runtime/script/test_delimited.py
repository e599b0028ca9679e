# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands between quotation marks in a table, and what only looks so, is said as it was written."""

from pathlib import Path

import pytest
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.script.reading import read_script

_FILLER = "".join(f'f{number},ANNA,"Well, that is line {number}.",calm\n' for number in range(1000))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('a1,ANNA,"She said ""No, never"" and left.",calm\n', ['She said "No, never" and left.']),
        # What the csv module looks at to tell the dialect ends before this one.
        (_FILLER + 'a1,ANNA,"She said ""No, never"" and left.",calm\n', ['She said "No, never" and left.']),
        ("a1,ANNA,'Tis late.,calm\na2,BOB,The dogs',sad\n", ["'Tis late.", "The dogs'"]),
        ('a1, ANNA, "Well, hello.", calm\n', ["Well, hello."]),
    ],
)
def test_quotation_marks_in_what_is_said(tmp_path: Path, rows: str, said: list[str]) -> None:
    path = tmp_path / "lines.csv"
    path.write_text("id,character,text,emotion\n" + rows, encoding="utf-8")
    script = read_script(path)
    assert script.bad == ()
    assert [line.text for line in script.lines if line.id.startswith("a")] == said


def test_cells_between_apostrophes(tmp_path: Path) -> None:
    path = tmp_path / "lines.csv"
    path.write_text("'id','character','text'\n'a1','ANNA','Well, hello.'\n", encoding="utf-8")
    (line,) = read_script(path).lines
    assert (line.id, line.text) == ("a1", "Well, hello.")


@pytest.mark.parametrize("told", ["sep=;\n", '"sep=;"\r\n', "SEP=;\n"])
def test_a_first_row_that_tells_excel_the_separator_is_no_row(tmp_path: Path, told: str) -> None:
    path = tmp_path / "lines.csv"
    path.write_bytes((told + "id;text\na1;Well, well, hello.\na2;\n").encode())
    script = read_script(path)
    (line,) = script.lines
    assert (line.row, line.id, line.text) == (2, "a1", "Well, well, hello.")
    assert [row.id for row in script.bad] == ["a2"]


def test_marks_of_a_table_that_parts_its_cells_by_tabs_alone_are_letters(tmp_path: Path) -> None:
    path = tmp_path / "lines.tsv"
    rows = ['a1\tANNA\t"Wait, I', "a2\tBOB\tNo.", 'a3\tANNA\t"Stop" he said', 'a4\tBOB\t"Fine."', 'a5\tBOB\t5"']
    path.write_text("id\tcharacter\ttext\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    script = read_script(path)
    assert [(line.row, line.text) for line in script.lines] == [
        (2, '"Wait, I'), (3, "No."), (4, '"Stop" he said'), (5, "Fine."), (6, '5"')
    ]  # fmt: skip
    assert any("as letters" in note for note in script.notes) and script.bad == ()


def test_a_row_that_swallows_others_is_named_and_not_said(tmp_path: Path) -> None:
    path = tmp_path / "lines.csv"
    rows = [
        'a1,ANNA,"Wait, what',
        "a2,BOB,No.",
        'a3,ANNA,"Stop" he said',
        "a4,BOB,Fine.",
        'a5,BOB,"Now, wait',
        "a6,,No",
    ]
    path.write_text("id,character,text\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    script = read_script(path)
    assert [line.text for line in script.lines] == ["Fine."]
    assert [row.row for row in script.bad] == [2, 4]
    assert "swallows 2 lines" in script.bad[0].reason and "swallows 1 line of" in script.bad[1].reason


def test_cells_of_several_lines_are_said_whole(tmp_path: Path) -> None:
    path = tmp_path / "lines.csv"
    said = ['Well, I went\nand, you know,\n\n"saw", he said, it.', "One,\ntwo."]
    cells = [f'"{each.replace(chr(34), chr(34) * 2)}"' for each in said]
    path.write_text(
        f"id,character,text,emotion\na1,ANNA,{cells[0]},calm\na2, ANNA , {cells[1]} , sad\n", encoding="utf-8"
    )
    script = read_script(path)
    assert script.bad == () and script.notes == ()
    assert [(line.text, line.emotion) for line in script.lines] == [(said[0], {"calm": 1.0}), (said[1], {"sad": 1.0})]


def test_a_header_that_swallows_the_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lines.csv"
    path.write_text('id,text,"my, notes\na1,Hi.,"x" y\n', encoding="utf-8")
    with pytest.raises(InputError, match="first row: has a quotation mark that nothing closes"):
        read_script(path)
