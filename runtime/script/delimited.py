# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables whose cells stand between commas, semicolons, tabs or bars."""

import csv
import io
import re
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from ..counted import counted
from ..limits import SCRIPT_BYTES
from .columns import column_of
from .decoding import script_text
from .line import BadRow, Table

_SEPARATORS = ",;\t|"
_SNIFFED = 20_000
"""Characters from which the csv module tells the separator."""
_TOLD = re.compile(r'"?sep=(?P<separator>[,;\t|])"?\n', re.IGNORECASE)
"""A first row by which Excel is told the separator; it shows the row to nobody, and does not count it."""
_SPACES_AFTER = re.compile(r'(?<=") +(?=[,;\t|\n])')
_AROUND = re.compile(r'\A"(.*)"\Z')
_CLOSE_IT = "Close it, or write it twice and the cell between quotation marks"
_AS_LETTERS = "has quotation marks that part no cells, and is read with them as letters"
_reading = threading.Lock()


def delimited_rows(path: Path) -> tuple[Table, tuple[str, ...]]:
    """The cells of a .csv or .tsv, and notes. A row that swallows others, because a quotation mark is not closed, is
    bad. Raises InputError."""
    text, notes = script_text(path)
    told = _TOLD.match(text)
    text = text if told is None else text[told.end() :]
    dialect = _dialect(text, path.suffix.lower()) if told is None else _excel(told["separator"])
    rows, unclosed = _parsed(text, dialect)
    if not unclosed:
        return list(rows), notes
    plain = _with_marks_as_letters(text, dialect.delimiter)
    if plain[0] == rows[0] and all(len(row) in (0, len(plain[0])) for row in plain):
        return list(plain), (*notes, _AS_LETTERS)
    found = enumerate(rows, start=1)
    return [
        BadRow(number, "", "", _swallows(unclosed[number]), _CLOSE_IT) if number in unclosed else row
        for number, row in found
    ], notes


def _swallows(lines: int) -> str:
    return f"has a quotation mark that nothing closes, and swallows {counted(lines, 'line')} of the file below it"


def _dialect(text: str, suffix: str) -> type[csv.Dialect]:
    """The dialect under which the header names most columns. What the csv module sniffs comes last: it takes the
    apostrophes of "'Tis late" for quotation marks."""
    separators = f"\t{_SEPARATORS}" if suffix in (".tsv", ".tab") else _SEPARATORS
    candidates = [_excel(separator) for separator in separators]
    with suppress(csv.Error):
        sniffed = csv.Sniffer().sniff(text[:_SNIFFED], _SEPARATORS)
        # It believes that nobody doubles quotation marks when none of the characters that it looked at are.
        sniffed.doublequote = True
        candidates.append(sniffed)
    return max(candidates, key=lambda dialect: _known_columns(text, dialect))


def _excel(separator: str) -> type[csv.Dialect]:
    class Excel(csv.excel):
        delimiter = separator
        skipinitialspace = True

    return Excel


def _with_marks_as_letters(text: str, separator: str) -> list[list[str]]:
    """As spreadsheets on the web write cells between tabs; marks around a whole cell go all the same."""

    class Plain(csv.excel):
        delimiter = separator
        quoting = csv.QUOTE_NONE

    return [[_AROUND.sub(r"\1", cell.strip()) for cell in row] for row in _parsed(text, Plain)[0]]


def _known_columns(text: str, dialect: type[csv.Dialect]) -> int:
    header = next(iter(_parsed(text[:_SNIFFED], dialect)[0]), [])
    return len({column.name + column.language for column in map(column_of, header) if column.name})


def _parsed(text: str, dialect: type[csv.Dialect]) -> tuple[list[list[str]], dict[int, int]]:
    """The rows, and for each, counted from 1, that goes over lines because a quotation mark is not closed, over how
    many it goes."""
    rows: list[list[str]] = []
    unclosed: dict[int, int] = {}
    lines = list(io.StringIO(text))
    # The module's own limit is one for the whole process, and would end the reading where one cell is too long.
    with _reading:
        before = csv.field_size_limit(SCRIPT_BYTES)
        try:
            reader, first = csv.reader(lines, dialect), 0
            for row in reader:
                rows.append(row)
                own, first = lines[first : reader.line_num], reader.line_num
                if len(own) > 1 and not _closes(own, dialect):
                    unclosed[len(rows)] = len(own) - 1
        finally:
            csv.field_size_limit(before)
    return rows, unclosed


def _closes(lines: Sequence[str], dialect: type[csv.Dialect]) -> bool:
    """Whether the quotation marks of a row that goes over several lines come in pairs, each the end of its cell."""
    try:
        list(csv.reader([_SPACES_AFTER.sub("", "".join(lines))], dialect, strict=True))
    except csv.Error:
        return False
    return True
