# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables whose cells stand between commas, semicolons, tabs or bars."""

import csv
import io
import re
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ..limits import SCRIPT_BYTES
from .columns import column_of
from .decoding import script_text

_SEPARATORS = ",;\t|"
_SNIFFED = 20_000
"""Characters from which the csv module tells the separator."""
_TOLD = re.compile(r'"?sep=(?P<separator>[,;\t|])"?\n', re.IGNORECASE)
"""A first row by which Excel is told the separator; it shows the row to nobody, and does not count it."""
_reading = threading.Lock()


def delimited_rows(path: Path) -> tuple[list[list[str]], tuple[str, ...]]:
    """The cells of a .csv or .tsv, a list a row, the header first, and notes. Raises InputError."""
    text, notes = script_text(path)
    told = _TOLD.match(text)
    if told is not None:
        return list(_parsed(text[told.end() :], _excel(told["separator"]))), notes
    return list(_parsed(text, _dialect(text, path.suffix.lower()))), notes


def _dialect(text: str, suffix: str) -> type[csv.Dialect]:
    """The dialect under which the header names most columns. What the csv module sniffs comes last: it takes the
    apostrophes of "'Tis late" for quotation marks."""
    separators = f"\t{_SEPARATORS}" if suffix == ".tsv" else _SEPARATORS
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
