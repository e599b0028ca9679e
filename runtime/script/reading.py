# SPDX-License-Identifier: GPL-3.0-or-later
"""A script's file, of whichever kind, becomes lines and the rows that are none."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from ..counted import counted
from ..errors import InputError
from ..limits import SCRIPT_COLUMNS, SCRIPT_ROWS
from ..safe_names import NO_NAMES
from ..text.meant_languages import meant_language
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
_SOURCES = (".yarn", ".ink", ".rpy", ".dlg", ".dialogue", ".twee", ".json", ".csv", ".xlsx", ".po", ".uasset", ".umap")
"""Endings of files in which dialogue stands, and no sound."""
_NAME_BEFORE = re.compile(r"([^\W\d_][\w .'-]{0,30}): +\S")
"""Who speaks, as Yarn Spinner's texts begin."""
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
    ".tab": _of_table(delimited_rows),
    ".xlsx": _of_table(workbook_rows),
    ".json": json_rows,
    ".jsonl": json_lines_rows,
    ".fountain": screenplay_rows,
    ".txt": named_rows,
}
"""What reads a file, by its ending."""


def read_script(path: Path, folder: Path | None = None, before: Mapping[str, str] = NO_NAMES) -> Script:
    """The lines of a script. Its sound files are looked for from ``folder``, by default its own. before: the files'
    names that ids had when the script was read earlier, which they keep.

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
    columns = _without_sources(_columns(headers), rows)
    if headers and not any(column.name in ("text", "audio") for column in columns.values()):
        named = ", ".join(headers[:_SHOWN])
        reason = f"has no column that says what is said (it has {named})"
        raise InputError(str(path), reason, "Call one text, or audio for recordings")
    found = list(lines_of(rows, columns, folder or path.parent, before))
    lines = tuple(each for each in found if isinstance(each, Line))
    bad = tuple(each for each in found if isinstance(each, BadRow))
    if not lines and not bad:
        raise InputError(str(path), "has no lines in it", "Write a line a row below the header")
    notes = (*notes, *_notes_of_languages(rows, columns))
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
    """What each header means. Where two mean the same, the one that is called so by its proper name does, and a
    language itself before one to which it is the nearest."""
    found = {header: column_of(header) for header in headers}
    taken: dict[tuple[str, str], str] = {}
    for header, column in found.items():
        meant = (column.name, column.language)
        proper = header.strip().lower() in COLUMNS
        nearer = meant in taken and bool(found[taken[meant]].note) and not column.note
        if column.name and (meant not in taken or proper or nearer):
            taken[meant] = header
    said = set(taken.values())
    return {header: column if header in said else _unsaid(column, taken) for header, column in found.items()}


def _without_sources(columns: Mapping[str, Column], rows: Iterable[Row | BadRow]) -> dict[str, Column]:
    """Yarn Spinner's tables and others say under "file" in which file of a game's dialogue a line stands."""
    header = next((header for header, column in columns.items() if column.name == "audio" and not column.language), "")
    named = {bare(row.cells.get(header, "")).lower() for row in rows if isinstance(row, Row)} - {""}
    if named and all(each.endswith(_SOURCES) for each in named):
        return {**columns, header: Column(header, "")}
    return dict(columns)


def _unsaid(column: Column, taken: Mapping[tuple[str, str], str]) -> Column:
    """A column that is not known, or whose meaning another has."""
    other = taken.get((column.name, column.language)) if column.language else None
    note = f"{column.header!r} is not said, for {other!r} is {column.language} too" if other else ""
    return Column(column.header, "", note=note)


def _notes_of_languages(rows: Iterable[Row | BadRow], columns: Mapping[str, Column]) -> Iterable[str]:
    """Which languages are said in the nearest that there is, once each."""
    yield from (column.note for column in columns.values() if column.note)
    header = next((header for header, column in columns.items() if column.name == "language"), None)
    if header is None:
        return
    for written in dict.fromkeys(bare(row.cells.get(header, "")) for row in rows if isinstance(row, Row)):
        with suppress(InputError):
            meant = meant_language(written)
            if meant.nearest:
                yield meant.note(written)


def _notes(lines: Sequence[Line]) -> Iterable[str]:
    """What of the script says less than it may seem to, or more."""
    directions = Counter(line.direction for line in lines if line.direction and played(line.direction).unknown)
    if directions:
        named = ", ".join(repr(each[:40]) for each, _ in directions.most_common(_SHOWN))
        times = counted(sum(directions.values()), "line")
        yield f"the direction of {times} says nothing that is known, so it changes nothing: {named}"
    before = Counter(name[1] for line in lines if (name := _NAME_BEFORE.match(line.text or "")))
    if not any(line.character for line in lines) and 2 * before.total() > len(lines):
        who = ", ".join(repr(each) for each, _ in before.most_common(_SHOWN))
        times = counted(before.total(), "line")
        yield f"no column says who speaks, and of {times} a name before the text is said as well: {who}"
    marked = {line.row: found for line in lines if (found := _NOT_WORDS.findall(line.text or ""))}
    if marked:
        each = dict.fromkeys(found for several in marked.values() for found in several)
        named = ", ".join(repr(found) for found in list(each)[:_SHOWN])
        rows = counted(len(marked), "row")
        yield f"in {rows} what may be a direction or a placeholder is said as it is written: {named}"
