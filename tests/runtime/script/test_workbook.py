# SPDX-License-Identifier: GPL-3.0-or-later
"""Excel workbooks: the sheet with lines is found, and what asks for too much is refused."""

import zipfile
from pathlib import Path

import pytest
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.script.reading import read_script

from .workbooks import sheet, write_workbook


def test_the_sheet_that_names_its_columns_is_read(tmp_path: Path) -> None:
    lines = sheet([["ID", "Character", "Text", "Seed", "Speed"], ["a1", "ANNA", "Hello & goodbye.", 7, 0.9]])
    path = tmp_path / "a.xlsx"
    write_workbook(path, {"Notes": sheet([["To do"], ["all"]]), "Lines": lines})
    script = read_script(path)
    (line,) = script.lines
    assert (line.row, line.id, line.text, line.seed, line.speed) == (2, "a1", "Hello & goodbye.", 7, 0.9)
    assert any("'Lines' was read" in note for note in script.notes)


LINES = sheet([["ID", "Character", "Text"], ["a1", "ANNA", "Hello."]])
OTHERS = {
    "characters": sheet([["Character", "Age"], ["ANNA", 20]]),
    "a glossary": sheet([["Text", "Meaning"], ["boat", "ship"]]),
    "an older script": sheet([["ID", "Character", "Text"], ["a1", "ANNA", "Cut."]]),
}


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("first", [False, True])
def test_the_sheet_that_holds_lines_is_read_whatever_lies_before_it(tmp_path: Path, name: str, first: bool) -> None:
    path, sheets = tmp_path / "a.xlsx", {"Other": OTHERS[name], "Lines": LINES}
    hidden = ["Other"] if name == "an older script" else []
    write_workbook(path, sheets if first else dict(reversed(sheets.items())), hidden)
    script = read_script(path)
    assert [line.text for line in script.lines] == ["Hello."] and any("'Lines' was read" in one for one in script.notes)


def test_of_several_sheets_with_lines_the_first_is_read_and_a_hidden_one_where_it_is_alone(tmp_path: Path) -> None:
    path, more = tmp_path / "a.xlsx", sheet([["ID", "Character", "Text", "Seed"], ["b1", "BOB", "Bye.", 1]])
    write_workbook(path, {"Act 1": LINES, "Act 2": more})
    assert [line.id for line in read_script(path).lines] == ["a1"]
    write_workbook(path, {"About": OTHERS["characters"], "Act 2": more}, hidden=["Act 2"])
    assert [line.id for line in read_script(path).lines] == ["b1"]


def test_a_cell_over_several_rows_holds_for_each_line_but_for_what_is_said(tmp_path: Path) -> None:
    rows = [["id", "character", "text", "mood"], ["a1", "ANNA", "One.", "happy"], ["a2", "", "Two.", ""]]
    rows += [["a3", "", "Three.", ""], ["a4", "BOB", "Four.", ""], ["a5", "", "", ""]]
    path = tmp_path / "a.xlsx"
    write_workbook(path, {"Lines": sheet(rows, merged=["B2:B4", "D2:D3", "C5:C6", "A1:A1"])})
    script = read_script(path)
    assert [line.character for line in script.lines] == ["ANNA", "ANNA", "ANNA", "BOB"]
    assert [bool(line.emotion) for line in script.lines] == [True, True, False, False]
    assert [(row.id, row.reason) for row in script.bad] == [("a5", "says nothing")]


def test_cells_far_apart_are_refused_before_memory_is_asked_for(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = tmp_path / "a.xlsx"
    write_workbook(path, {"Lines": sheet([["id", "text"]], far)})
    with pytest.raises(InputError, match="spans 17,179,869,184 cells"):
        read_script(path)


def test_a_workbook_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(300_000_000))
    with pytest.raises(InputError, match="unpacks to more than 200 MB"):
        read_script(path)
