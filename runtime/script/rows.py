# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows become lines: each cell is understood or named with what is wrong in it."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..errors import SoliloquyError
from ..limits import SCRIPT_CELL_CHARACTERS, SCRIPT_NAME_CHARACTERS
from ..safe_names import safe_names
from ..text.meant_languages import meant_language
from ..voice.voices import seen_from
from . import cells
from .columns import PER_LANGUAGE, Column, bare
from .directions import played
from .line import BadRow, Line, Row, seed_of
from .meant_texts import is_error, meant_text, with_breaks
from .named_files import NamedFiles, may_be_file

_READ: dict[str, Callable[[str], Any]] = {
    "language": lambda written: meant_language(written).language.code,
    "emotion": cells.emotion,
    "seed": cells.seed,
    "variation": cells.variation,
    "manner": cells.manner,
    "speed": lambda written: cells.voice_number("speed", written),
    "pitch": lambda written: cells.voice_number("pitch", written),
    "start": cells.seconds,
    "end": cells.seconds,
    "length": cells.seconds,
    "gap": cells.gap,
}
_NAMES = ("id", "character")
_FILES = ("audio", "edits")
_NO_SEED = -1


@dataclass(frozen=True)
class _Refused(Exception):
    column: str
    reason: str
    hint: str


def lines_of(
    rows: Iterable[Row | BadRow], columns: Mapping[str, Column], folder: Path, before: Mapping[str, str]
) -> Iterator[Line | BadRow]:
    """The lines of each row, one for each language that it is written in, in the order of the rows.

    columns: by header. folder: in which the sound files are named. before: names that ids had. Rows in which nothing is
    written give nothing.
    """
    files = NamedFiles(folder)
    found = list(_with_ids(each for row in rows for each in _of_row(row, columns, files)))
    # Those of bad rows too: files of others are not called otherwise once such a row is mended.
    ids = list(dict.fromkeys(each.id for each in found if each.id))
    names = dict(zip(ids, safe_names(ids, before), strict=True))
    yield from (replace(each, name=names.get(each.id, "")) for each in found)


def _of_row(row: Row | BadRow, columns: Mapping[str, Column], files: NamedFiles) -> Iterator[Line | BadRow]:
    if isinstance(row, BadRow):
        yield row
        return
    written = {header: inner for header, cell in row.cells.items() if (inner := bare(with_breaks(cell)))}
    if not written:
        return
    line_id = next((cell for header, cell in written.items() if columns[header].name == "id"), "")
    shown = line_id[:SCRIPT_NAME_CHARACTERS]
    try:
        shared = _shared(written, columns)
    except _Refused as refused:
        yield BadRow(row.number, shown, refused.column, refused.reason, refused.hint)
        return
    said = _said(written, columns)
    if not said:
        yield BadRow(
            row.number, shown, "text", "says nothing", "Write what is said, or name its sound file under audio"
        )
    for language, own in said.items():
        yield _line(row.number, {**shared, **own}, language, files)


def _said(written: Mapping[str, str], columns: Mapping[str, Column]) -> dict[str, dict[str, str]]:
    """What is said in each language that the row is written in; "" for the row's own."""
    said: dict[str, dict[str, str]] = {}
    for header, cell in written.items():
        column = columns[header]
        if column.name in PER_LANGUAGE:
            meant = cell if column.name == "audio" else meant_text(cell)
            if meant:
                said.setdefault(column.language, {})[column.name] = meant
    return {language: own for language, own in said.items() if "text" in own or "audio" in own}


def _shared(written: Mapping[str, str], columns: Mapping[str, Column]) -> dict[str, Any]:
    """The values of all columns that hold for every language. Raises _Refused."""
    values: dict[str, Any] = {"other": {}}
    for header, cell in written.items():
        name = columns[header].name
        most = SCRIPT_NAME_CHARACTERS if name in _NAMES else SCRIPT_CELL_CHARACTERS
        if len(cell) > most:
            reason = f"has {len(cell):,} characters, more than {most:,}"
            raise _Refused(header, reason, "Shorten it; look for a quotation mark that is not closed")
        if any(ord(letter) < 32 and letter not in "\t\n" for letter in cell):
            raise _Refused(header, "has control characters in it", "Remove them")
        if name and is_error(cell):
            raise _Refused(
                header, f"is the error {cell} of a spreadsheet", "Mend the formula there, or format it as text"
            )
        if name in PER_LANGUAGE:
            continue
        if not name:
            values["other"][header] = cell
            continue
        try:
            values[name] = _READ[name](cell) if name in _READ else cell
        except SoliloquyError as error:
            raise _Refused(header, f"{error.input_name} {error.reason}", error.hint) from error
    return _directed(values)


def _directed(values: dict[str, Any]) -> dict[str, Any]:
    """With what the direction asks for, where the row does not say it itself, and the length between start and end."""
    asked = played(values.get("direction", ""))
    if asked.emotion:
        values.setdefault("emotion", asked.emotion)
    if asked.manner:
        values.setdefault("manner", asked.manner)
    if "end" in values and "length" not in values:
        length = values["end"] - values.get("start", 0.0)
        if "start" not in values or length <= 0:
            raise _Refused("end", "is not after a start", "Give a start before it, or a length")
        values["length"] = round(length, 6)
    if values.get("length") == 0:
        raise _Refused("length", "is 0", "Leave it empty where any length will do")
    return values


def _line(number: int, values: Mapping[str, Any], language: str, files: NamedFiles) -> Line | BadRow:
    if "text" in values and "audio" in values:
        # A recording of the line wins: its words are then what is said in it.
        values = {"transcript": values["text"], **{name: each for name, each in values.items() if name != "text"}}
    named = [name for name, value in values.items() if name in _FILES or may_be_file(name, value)]
    values = {**values, **{name: str(files.path(values[name])) for name in named}}
    if "voice" in values:
        values["voice"] = seen_from(files.folder, values["voice"])
    if "transcript" in values and "audio" not in values:
        shown = values.get("id", "")
        return BadRow(number, shown, "transcript", "has no recording beside it", "Name its sound file under audio")
    return Line(
        number, name="", **{"id": "", "seed": _NO_SEED, **values, **({"language": language} if language else {})}
    )


def _with_ids(found: Iterable[Line | BadRow]) -> Iterator[Line | BadRow]:
    """Lines without an id get one from what they say, the same in each language, so that it stays when others are put
    before them."""
    times: Counter[str] = Counter()
    own: dict[int, str] = {}
    for each in found:
        if isinstance(each, BadRow):
            yield each
            continue
        line_id = each.id or own.get(each.row, "")
        if not line_id:
            line_id = _own_id(each)
            times[line_id] += 1
            own[each.row] = line_id = line_id if times[line_id] == 1 else f"{line_id}-{times[line_id]}"
        yield replace(each, id=line_id, seed=seed_of(line_id) if each.seed == _NO_SEED else each.seed)


def _own_id(line: Line) -> str:
    said = line.text or line.audio or ""
    digest = hashlib.sha256(f"{line.character}\n{said}".encode(errors="replace")).hexdigest()[:8]
    return f"{line.character}-{digest}" if line.character else digest
