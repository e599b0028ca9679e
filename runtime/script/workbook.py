# SPDX-License-Identifier: GPL-3.0-or-later
"""The first sheet of an Excel workbook that holds lines, read by calamine from bytes that were checked before."""

import datetime
import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..archives import opened_archive
from ..errors import InputError, SetupError
from ..limits import SCRIPT_BYTES, WORKBOOK_CELLS, WORKBOOK_ENTRIES, WORKBOOK_UNPACKED_BYTES
from ..user_file import open_file
from .columns import PER_LANGUAGE, column_of
from .line import Table

_HINT = "Save it again as .xlsx, or as .csv"
_REFERENCE = re.compile(rb'<(c|row)\b[^>]*?\br="([A-Z]{0,4})([0-9]{1,9})"')
_CELL, _ROW = re.compile(rb"<c[\s/>]"), re.compile(rb"<row[\s/>]")
_UNUSABLE = "cannot be read as a workbook: "


def workbook_rows(path: Path) -> tuple[Table, tuple[str, ...]]:
    """The cells of the sheet with the lines, and which one that was where there are more: the first whose header names
    what is said and who says it or its id; otherwise the first that names what is said, or any column of ours. A sheet
    that is hidden is only read where no other can be.

    Raises InputError: no workbook, damaged, locked by a password, too large when unpacked; SetupError: no calamine.
    """
    try:
        from python_calamine import CalamineError, SheetVisibleEnum, load_workbook
    except ImportError as error:
        hint = "Install it, or save the workbook as .csv"
        raise SetupError(str(path), "needs the package python-calamine, which is not installed", hint) from error
    content = _checked(path)
    try:
        with load_workbook(io.BytesIO(content)) as workbook:
            names = workbook.sheet_names
            seen = {each.name: each.visible == SheetVisibleEnum.Visible for each in workbook.sheets_metadata}
            best: tuple[tuple[bool, int], str, list[list[str]]] | None = None
            for name in names:
                sheet = workbook.get_sheet_by_name(name)
                rows: list[list[str]] = [
                    [_as_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)
                ]
                told = _tells(rows[0]) if rows else 0
                fit = (told > 1 and seen[name], told)
                if told and (best is None or fit > best[0]):
                    best = (fit, name, _with_merged(rows, sheet.merged_cell_ranges or ()))
            if best is not None:
                return best[2], (f"has {len(names)} sheets; {best[1]!r} was read",) if len(names) > 1 else ()
    except CalamineError as error:
        raise InputError(str(path), f"{_UNUSABLE}{error}", _HINT) from error
    raise InputError(str(path), "has no sheet whose first row names its columns", "Write id, character, text into it")


def _tells(header: list[str]) -> int:
    """How much a header names of what a script has."""
    named = {column_of(each).name for each in header}
    if not named & {"text", "audio"}:
        return int(bool(named - {""}))
    return 3 if named & {"id", "character"} else 2


def _with_merged(rows: list[list[str]], ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> list[list[str]]:
    """With what a cell over several rows says of a line in each of these rows, as who speaks; what is said and a line's
    id are one line's alone."""
    names = {number: column_of(header).name for number, header in enumerate(rows[0])}
    for (first, column), (last, _) in ranges:
        if names.get(column, "id") not in ("id", *PER_LANGUAGE) and first > 0:
            for row in rows[first + 1 : last + 1]:
                row[column] = row[column] or rows[first][column]
    return rows


def _checked(path: Path) -> bytes:
    """The workbook with its parts unpacked and their sizes checked: calamine asks for the memory that a file claims."""
    with open_file(path, SCRIPT_BYTES, _HINT) as file:
        try:
            with opened_archive(file, entries=WORKBOOK_ENTRIES, most=WORKBOOK_UNPACKED_BYTES) as archive:
                unpacked = io.BytesIO()
                with zipfile.ZipFile(unpacked, "w", zipfile.ZIP_STORED) as copy:
                    for name in archive.entries:
                        part = archive.read(name)
                        if name.lower().startswith("xl/worksheets/"):
                            _check_size(part)
                        copy.writestr(name, part)
        except ValueError as error:
            raise InputError(str(path), f"{_UNUSABLE}{error}", _HINT) from error
    return unpacked.getvalue()


def _check_size(sheet: bytes) -> None:
    """Raises ValueError where the corners of a sheet lie so far apart that no memory holds what is between."""
    wide, high = len(_CELL.findall(sheet)), len(_ROW.findall(sheet))
    last_column, last_row, named = 0, 0, 0
    for kind, letters, number in _REFERENCE.findall(sheet):
        named += kind == b"c"
        last_row = max(last_row, int(number))
        last_column = max(last_column, _column_number(letters))
    # Cells that do not say where they stand come one after the other.
    cells = (last_column + wide - named) * max(last_row, high)
    if cells > WORKBOOK_CELLS:
        raise ValueError(f"a sheet spans {cells:,} cells, more than {WORKBOOK_CELLS:,}")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _as_text(cell: Any) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)
