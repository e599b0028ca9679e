# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON that ends with a long list, written item by item: an hour's numbers at once are hundreds of megabytes."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from ..runtime.arrays import Array
from ..runtime.long_arrays import blocks

_BLOCK = 1_000
"""Frames whose rows are made together."""


def write_rows(path: Path, about: Mapping[str, Any], name: str, rows: Iterable[Any]) -> None:
    """The text of ``json.dumps({**about, name: [*rows]}, ensure_ascii=False)`` and a line's end. Raises OSError."""
    encoder = json.JSONEncoder(ensure_ascii=False)
    head, _, tail = encoder.encode({**about, name: []}).rpartition("[]")
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"{head}[")
        for number, row in enumerate(rows):
            file.write((", " if number else "") + encoder.encode(row))
        file.write(f"]{tail}\n")


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """A list with an item of JSON a line. Raises OSError."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("[\n")
        for number, line in enumerate(lines):
            file.write((",\n" if number else "") + line)
        file.write("\n]\n")


def rounded_rows(values: Array, digits: int) -> Iterator[list[float]]:
    """The rows of ``values`` (T,N), without a negative zero."""
    for block in blocks(len(values), _BLOCK):
        yield from (np.round(values[block].astype(np.float64), digits) + 0.0).tolist()
