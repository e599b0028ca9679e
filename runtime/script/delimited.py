# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables whose cells stand between commas, semicolons, tabs or bars."""

import csv
import io
import threading
from collections.abc import Iterator
from pathlib import Path

from ..limits import SCRIPT_BYTES
from .columns import column_of
from .decoding import script_text

_SEPARATORS = ",;\t|"
_SNIFFED = 20_000
"""Characters from which the csv module tells the separator."""
_reading = threading.Lock()


def delimited_rows(path: Path) -> tuple[list[list[str]], tuple[str, ...]]:
    """The cells of a .csv or .tsv, a list a row, the header first, and notes. Raises InputError."""
    text, notes = script_text(path)
    return list(_parsed(text, _dialect(text, path.suffix.lower()))), notes


def _dialect(text: str, suffix: str) -> type[csv.Dialect]:
    """The dialect under which the header names most columns: what the csv module sniffs is no more than a guess."""
    usual = [_excel(separator) for separator in _SEPARATORS]
    preferred = [_excel("\t")] if suffix == ".tsv" else []
    try:
        sniffed = [csv.Sniffer().sniff(text[:_SNIFFED], _SEPARATORS)]
    except csv.Error:
        sniffed = []
    candidates = [*preferred, *sniffed, *usual]
    return max(candidates, key=lambda dialect: _known_columns(text, dialect))


def _excel(separator: str) -> type[csv.Dialect]:
    class Excel(csv.excel):
        delimiter = separator

    return Excel


def _known_columns(text: str, dialect: type[csv.Dialect]) -> int:
    header = next(_parsed(text[:_SNIFFED], dialect), [])
    return len({column.name + column.language for column in map(column_of, header) if column.name})


def _parsed(text: str, dialect: type[csv.Dialect]) -> Iterator[list[str]]:
    # The module's own limit is one for the whole process, and would end the reading where one cell is too long.
    with _reading:
        before = csv.field_size_limit(SCRIPT_BYTES)
        try:
            yield from csv.reader(io.StringIO(text, newline=""), dialect)
        finally:
            csv.field_size_limit(before)
