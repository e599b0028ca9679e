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
