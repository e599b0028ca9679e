# SPDX-License-Identifier: GPL-3.0-or-later
"""Excel workbooks, written here part by part: the sheet with lines is found, and what asks for too much is refused."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.script.reading import read_script

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def sheet(rows: Sequence[Sequence[str | float]], more: str = "") -> str:
    """A worksheet's XML; numbers are numbers, texts stand in their cells. more: rows as they are."""

    def cell(value: str | float, column: int, row: int) -> str:
        place = f"{chr(65 + column)}{row}"
        if isinstance(value, str):
            return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        return f'<c r="{place}"><v>{value}</v></c>'

    lines = [
        f'<row r="{number}">{"".join(cell(value, column, number) for column, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=1)
    ]
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}{more}</sheetData></worksheet>'


def write_workbook(path: Path, sheets: dict[str, str]) -> Path:
    """A workbook of sheets, XML by name."""
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, start=1))
    related = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    root = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{_PACKAGE}">{root}</Relationships>')
        archive.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
        )
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_PACKAGE}">{related}</Relationships>')
        for number, content in enumerate(sheets.values(), start=1):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", content)
    return path


def test_the_sheet_that_names_its_columns_is_read(tmp_path: Path) -> None:
    lines = sheet([["ID", "Character", "Text", "Seed", "Speed"], ["a1", "ANNA", "Hello & goodbye.", 7, 0.9]])
    path = write_workbook(tmp_path / "a.xlsx", {"Notes": sheet([["To do"], ["all"]]), "Lines": lines})
    script = read_script(path)
    (line,) = script.lines
    assert (line.row, line.id, line.text, line.seed, line.speed) == (2, "a1", "Hello & goodbye.", 7, 0.9)
    assert any("'Lines' was read" in note for note in script.notes)


def test_cells_far_apart_are_refused_before_memory_is_asked_for(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = write_workbook(tmp_path / "a.xlsx", {"Lines": sheet([["id", "text"]], far)})
    with pytest.raises(InputError, match="spans 17,179,869,184 cells"):
        read_script(path)


def test_a_workbook_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(300_000_000))
    with pytest.raises(InputError, match="unpacks to more than 200 MB"):
        read_script(path)
