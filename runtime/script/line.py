# SPDX-License-Identifier: GPL-3.0-or-later
"""What a script is made of once it is read: lines, and the rows that are none."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_SEED_BYTES = 4
"""Of an id's hash, that make its seed."""


@dataclass(frozen=True)
class Line:
    """One line in one language.

    row: where it stands, counted from 1 as the file's editor does. name: of its files, fit for every system. Either
    text or audio is given; transcript: what is said in audio. language: a code of ours, None where neither row nor
    column says it. emotion, variation: None where the row says nothing of it. start, end: seconds on the picture's
    clock. length: seconds that the speech has there, None where it is free. gap: seconds after what was said
    before, less than 0 for an overlap, None for the usual. edits: a file of them. other: columns that we do not know,
    as they are written.
    """

    row: int
    id: str
    name: str
    character: str = ""
    text: str | None = None
    audio: str | None = None
    transcript: str | None = None
    language: str | None = None
    emotion: Mapping[str, float] | None = None
    seed: int = 0
    variation: float | None = None
    voice: str | None = None
    head: str | None = None
    style: str | None = None
    manner: str | None = None
    speed: float | None = None
    pitch: float | None = None
    start: float | None = None
    end: float | None = None
    length: float | None = None
    gap: float | None = None
    edits: str | None = None
    direction: str = ""
    other: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class BadRow:
    """A row, or one language of it, that cannot be made. row: counted from 1. id: as far as it is known. column: the
    one at fault, empty where it is the whole row. reason, hint: as those of an error. name: of the files that it had if
    it could be made, as far as its id is known."""

    row: int
    id: str
    column: str
    reason: str
    hint: str
    language: str = ""
    name: str = ""


@dataclass(frozen=True)
class Row:
    """A row before it is understood: number counted from 1, cells by the header's own words."""

    number: int
    cells: Mapping[str, str]


Table = Sequence[list[str] | BadRow]
"""The cells of each row, the header first."""


@dataclass(frozen=True)
class Script:
    """Every row of a file is in lines or in bad, or, where it says nothing at all, in neither. unknown: names of the
    columns that we do not know. notes: what is worth knowing and wrong with no line. languages: those that have columns
    of their own."""

    lines: tuple[Line, ...]
    bad: tuple[BadRow, ...] = ()
    unknown: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


def seed_of(line_id: str) -> int:
    """The seed of a line that gives none: another for each id, and the same in every run."""
    return int.from_bytes(hashlib.sha256(line_id.encode(errors="replace")).digest()[:_SEED_BYTES], "big")
