# SPDX-License-Identifier: GPL-3.0-or-later
"""A plain text of a line each: ``NAME: what is said``, with a parenthetical after the name or before the words."""

import re
from collections.abc import Iterator
from pathlib import Path

from .decoding import script_text
from .line import BadRow, Row

_LINE = re.compile(r"([^:：(\n]{1,80}?) ?(?:\(([^()\n]*)\) ?)?[:：]\s*(?:\(([^()\n]*)\)\s*)?(\S.*)")


def named_rows(path: Path) -> tuple[list[Row | BadRow], tuple[str, ...]]:
    """The lines of the text, numbered as in the file; those that begin with # are comments. Raises InputError."""
    text, notes = script_text(path)
    return list(_rows(text)), notes


def _rows(text: str) -> Iterator[Row | BadRow]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _LINE.fullmatch(line.strip())
        if found is None:
            yield BadRow(number, "", "", "does not say who speaks", "Write NAME: what is said")
            continue
        direction = ", ".join(part for part in (found[2], found[3]) if part)
        yield Row(number, {"character": found[1], "text": found[4], "direction": direction})
