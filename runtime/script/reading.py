# SPDX-License-Identifier: GPL-3.0-or-later
"""A script's file, of whichever kind, becomes lines and the rows that are none."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from ..counted import counted
from ..errors import InputError
from ..limits import SCRIPT_COLUMNS, SCRIPT_ROWS
from ..user_file import check_file
from .columns import COLUMNS, PER_LANGUAGE, Column, bare, column_of
from .decoding import HINT
from .delimited import delimited_rows
from .directions import played
from .json_rows import json_lines_rows, json_rows
from .line import BadRow, Line, Row, Script, Table
from .named_lines import named_rows
from .rows import lines_of
from .screenplay import screenplay_rows
from .workbook import workbook_rows

_Rows = tuple[Sequence[Row | BadRow], tuple[str, ...]]
_HEADER = "Write id, character and text into the first row"
_NOT_WORDS = re.compile(
    r"\[[^\]\n]{1,60}\](?!\()|\*(?=\S)[^*\n]{1,60}(?<=\S)\*|\A\([^)\n]{1,60}\)|\{[^}\n]{0,60}\}|%[sd]\b|\$[A-Z_]{2,60}\b"
)
"""What pipelines put into a text that nobody says: "[sighs]", "*laughs*", "(softly)" before it, "{name}", "$PLAYER"."""
_SHOWN = 8
"""Names that a warning has at most."""


def _of_table(read: Callable[[Path], tuple[Table, tuple[str, ...]]]) -> Callable[[Path], _Rows]:
    """The rows of a table whose first one is the header."""

    def rows(path: Path) -> _Rows:
        table, notes = read(path)
        header = _header(path, table[0] if table else [])
        return [_row(number, header, cells) for number, cells in enumerate(table[1:], start=2)], notes

    return rows


KINDS: dict[str, Callable[[Path], _Rows]] = {
    ".csv": _of_table(delimited_rows),
    ".tsv": _of_table(delimited_rows),
    ".xlsx": _of_table(workbook_rows),
    ".json": json_rows,
    ".jsonl": json_lines_rows,
    ".fountain": screenplay_rows,
    ".txt": named_rows,
}
"""What reads a file, by its ending."""


def read_script(path: Path, folder: Path | None = None) -> Script:
    """The lines of a script. Its sound files are looked for from ``folder``, by default its own.

    Raises InputError where the file cannot be read as a whole; a bad row is in ``Script.bad`` and stops no other.
    SetupError where a package is missing.
    """
    check_file(path, 10**12, HINT)
    read = KINDS.get(path.suffix.lower())
    if read is None:
        raise InputError(str(path), "is no script: its ending is not known", HINT)
    rows, notes = read(path)
    if len(rows) > SCRIPT_ROWS:
        raise InputError(str(path), f"has {len(rows):,} rows, more than {SCRIPT_ROWS:,}", "Split it")
    headers = list(dict.fromkeys(header for row in rows if isinstance(row, Row) for header in row.cells))
    columns = _columns(headers)
    if headers and not any(column.name in ("text", "audio") for column in columns.values()):
        named = ", ".join(headers[:_SHOWN])
        reason = f"has no column that says what is said (it has {named})"
        raise InputError(str(path), reason, "Call one text, or audio for recordings")
    found = list(lines_of(rows, columns, folder or path.parent))
    lines = tuple(each for each in found if isinstance(each, Line))
    bad = tuple(each for each in found if isinstance(each, BadRow))
    if not lines and not bad:
        raise InputError(str(path), "has no lines in it", "Write a line a row below the header")
    unknown = tuple(header for header, column in columns.items() if not column.name)
    languages = {column.language for column in columns.values() if column.name in PER_LANGUAGE and column.language}
    return Script(lines, bad, unknown, (*notes, *_notes(lines)), tuple(sorted(languages)))


def _header(path: Path, cells: list[str] | BadRow) -> list[str]:
    """The names of the columns, one each: two that are called alike and mean nothing to us get a number."""
    if isinstance(cells, BadRow):
        raise InputError(f"{path}, first row", cells.reason, cells.hint)
    header = [bare(cell) for cell in cells]
    if not any(header):
        raise InputError(str(path), "has no header: its first row is empty", _HEADER)
    if len(header) > SCRIPT_COLUMNS:
        raise InputError(str(path), f"has {len(header):,} columns, more than {SCRIPT_COLUMNS}", "Leave some out")
    times: Counter[str] = Counter()
    names = []
    for name in header:
        times[name] += 1
        if name and times[name] > 1 and column_of(name).name:
            raise InputError(str(path), f"has two columns called {name[:80]!r}", "Rename one of the two")
        names.append(f"{name} ({times[name]})" if name and times[name] > 1 else name)
    return names


def _row(number: int, header: list[str], cells: list[str] | BadRow) -> Row | BadRow:
    """Cells beyond the header, or below an empty one, must be empty."""
    if isinstance(cells, BadRow):
        return cells
    if [bare(cell) for cell in cells] == header:
        return BadRow(number, "", "", "says what the header says", "Remove it; it comes where tables are joined")
    stray = [cell for index, cell in enumerate(cells) if cell.strip() and (index >= len(header) or not header[index])]
    if stray:
        hint = "Put a text that has a separator in it between quotation marks, or name the column"
        return BadRow(number, "", "", f"has more cells than the header names: {stray[0][:40]!r}", hint)
    return Row(number, {name: cell for name, cell in zip(header, cells, strict=False) if name})


def _columns(headers: Iterable[str]) -> dict[str, Column]:
    """What each header means. Where two mean the same, the one that is called so by its proper name does."""
    found = {header: column_of(header) for header in headers}
    taken: dict[tuple[str, str], str] = {}
    for header, column in found.items():
        meant = (column.name, column.language)
        proper = header.strip().lower() in COLUMNS
        if column.name and (meant not in taken or proper):
            taken[meant] = header
    meant_by = {header: found[header] for header in taken.values()}
    return {header: meant_by.get(header, Column(header, "")) for header in found}


def _notes(lines: Sequence[Line]) -> Iterable[str]:
    """What of the script says less than it may seem to, or more."""
    directions = Counter(line.direction for line in lines if line.direction and played(line.direction).unknown)
    if directions:
        named = ", ".join(repr(each[:40]) for each, _ in directions.most_common(_SHOWN))
        times = counted(sum(directions.values()), "line")
        yield f"the direction of {times} says nothing that is known, so it changes nothing: {named}"
    marked = {line.row: found for line in lines if (found := _NOT_WORDS.findall(line.text or ""))}
    if marked:
        each = dict.fromkeys(found for several in marked.values() for found in several)
        named = ", ".join(repr(found) for found in list(each)[:_SHOWN])
        rows = counted(len(marked), "row")
        yield f"in {rows} what may be a direction or a placeholder is said as it is written: {named}"
