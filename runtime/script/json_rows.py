# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines as JSON: a list of objects, an object whose "lines" is one, or an object a line."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..json_text import parse_json
from ..limits import SCRIPT_COLUMNS, SCRIPT_VALUES
from .columns import PER_LANGUAGE
from .decoding import script_text
from .line import BadRow, Row

_HINT = 'Write objects such as {"id": "a1", "character": "ANNA", "text": "Hello."}'
_LIST = "lines"


def json_rows(path: Path) -> tuple[list[Row | BadRow], tuple[str, ...]]:
    """The rows of a .json file, counted from 1, and notes. Raises InputError."""
    text, notes = script_text(path)
    try:
        content = parse_json(text.encode(), SCRIPT_VALUES)
    except (ValueError, UnicodeEncodeError) as error:
        raise InputError(str(path), f"is no JSON: {error}", _HINT) from error
    found = content.get(_LIST) if isinstance(content, dict) else content
    if not isinstance(found, list):
        raise InputError(str(path), f"is neither a list of lines nor an object with {_LIST!r}", _HINT)
    return [_row(number, each) for number, each in enumerate(found, start=1)], notes


def json_lines_rows(path: Path) -> tuple[list[Row | BadRow], tuple[str, ...]]:
    """The rows of a .jsonl file, numbered as its lines are, and notes. Raises InputError."""
    text, notes = script_text(path)
    return list(_rows_of_lines(text)), notes


def _rows_of_lines(text: str) -> Iterator[Row | BadRow]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield _row(number, parse_json(line.encode(), SCRIPT_VALUES))
            except (ValueError, UnicodeEncodeError) as error:
                yield BadRow(number, "", "", f"is no JSON: {error}", _HINT)


def _row(number: int, found: Any) -> Row | BadRow:
    if not isinstance(found, dict):
        return BadRow(number, "", "", "is no JSON object", _HINT)
    if len(found) > SCRIPT_COLUMNS:
        return BadRow(number, "", "", f"has more than {SCRIPT_COLUMNS} fields", _HINT)
    cells: dict[str, str] = {}
    for name, value in found.items():
        if isinstance(value, Mapping) and name.strip().lower() in PER_LANGUAGE:
            cells |= {f"{name}_{language}": _as_text(said) for language, said in value.items()}
        elif isinstance(value, Mapping) and _all_numbers(value):
            cells[name] = ",".join(f"{each}={strength}" for each, strength in value.items())
        else:
            cells[name] = _as_text(value)
    return Row(number, cells)


def _all_numbers(value: Mapping[str, Any]) -> bool:
    return all(isinstance(each, int | float) for each in value.values())


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
