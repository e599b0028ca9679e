# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger of a shard: a JSON object a line, only ever added to, each on the disk before anything follows from it.

The first line is {"record": "ledger", "format": 1, "shard": "3of40"}; docs/batch.md describes the others. What a killed
run cut short is no line, and says nothing.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..runtime.errors import InputError

FORMAT = 1
MADE, FAILED, REMOVED, BAD, RUN, END = "line", "failed", "removed", "bad", "run", "end"
_NAME = re.compile(r"ledger-([1-9][0-9]*)of([1-9][0-9]*)\.jsonl")
Record = dict[str, Any]
_OF_LINE = {"key": str, "id": str, "row": int, "language": str, "said": str, "seconds": (int, float)}
_FIELDS: dict[str, dict[str, Any]] = {
    MADE: {**_OF_LINE, "hash": str, "models": dict, "outputs": list, "speech_seconds": (int, float), "warnings": list},
    FAILED: {**_OF_LINE, "error": dict, "exit_code": int},
    REMOVED: {"keys": list, "paths": list},
    BAD: {"row": int, "id": str, "column": str, "language": str, "reason": str, "hint": str},
    RUN: {"notes": list, "chosen": list},
}
"""What a record must have to be one; a ledger is a file that anybody may have altered."""
_OUTPUT = {"path": str, "bytes": int, "sha256": str}


class Ledger:
    """What was recorded, and the file that more is added to. Use it as a context, within the shard's lock."""

    def __init__(self, path: Path, shard: str) -> None:
        """Raises OSError, InputError for a file that is no ledger of this format."""
        self.records = read_ledger(path)
        is_new = not self.records
        self._file = path.open("ab")
        if self._file.tell() and not _ends_with_line(path):
            self._write(b"\n")
        if is_new:
            self.add({"record": "ledger", "format": FORMAT, "shard": shard})

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *raised: object) -> None:
        self._file.close()

    def add(self, record: Record) -> None:
        """Write a record; it is on the disk when this returns. Raises OSError."""
        record = {**record, "at": _now()}
        self._write(json.dumps(record, ensure_ascii=True).encode() + b"\n")
        self.records.append(record)

    def _write(self, content: bytes) -> None:
        self._file.write(content)
        self._file.flush()
        os.fsync(self._file.fileno())


def read_ledger(path: Path) -> list[Record]:
    """The records of a ledger, none where there is no file. Raises OSError, InputError."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return []
    records = list(_records(content))
    if records and (records[0].get("record") != "ledger" or records[0].get("format") != FORMAT):
        raise InputError(str(path), f"is no ledger of format {FORMAT}", "Move it away, or give another --out")
    if not records and content.strip():
        raise InputError(str(path), "is no ledger", "Move it away, or give another --out")
    return records


def ledgers_in(folder: Path) -> dict[str, list[Record]]:
    """The records of every shard's ledger in a folder, by "3of40". Raises OSError, InputError."""
    found = sorted((path for path in folder.glob("ledger-*of*.jsonl") if _NAME.fullmatch(path.name)), key=_number)
    return {path.name.removeprefix("ledger-").removesuffix(".jsonl"): read_ledger(path) for path in found}


def made_lines(records: Iterable[Record]) -> dict[str, Record]:
    """The last record of each line that was made and not removed since, by key."""
    found: dict[str, Record] = {}
    for record in records:
        if record.get("record") == MADE:
            found[record["key"]] = record
        elif record.get("record") == REMOVED:
            found = {key: each for key, each in found.items() if key not in record["keys"]}
    return found


def names_in(folder: Path) -> dict[str, str]:
    """What files of each id are called that was made into a folder. Raises OSError, InputError."""
    made = (record for records in ledgers_in(folder).values() for record in made_lines(records).values())
    return {record["id"]: record["name"] for record in made if isinstance(record.get("name"), str)}


def outputs_of(records: Iterable[Mapping[str, Any]]) -> set[str]:
    """Every path that was ever written, relative to the output folder."""
    return {output["path"] for record in records for output in record.get("outputs", ())}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _number(path: Path) -> tuple[int, int]:
    found = _NAME.fullmatch(path.name)
    assert found is not None
    return int(found[2]), int(found[1])


def _records(content: bytes) -> Iterator[Record]:
    for line in content.split(b"\n"):
        with suppress(ValueError, RecursionError):
            record = json.loads(line)
            if isinstance(record, dict) and _is_whole(record):
                yield record


def _is_whole(record: Record) -> bool:
    kind = record.get("record")
    outputs = record.get("outputs", [])
    return (
        isinstance(kind, str)
        and _has(record, _FIELDS.get(kind, {}))
        and isinstance(outputs, list)
        and all(isinstance(output, dict) and _has(output, _OUTPUT) and is_place(output["path"]) for output in outputs)
    )


def is_place(path: str) -> bool:
    """Whether a path is FOLDER/NAME, which leads nowhere else on any system."""
    parts = path.split("/")
    return len(parts) == 2 and not any(part in ("", ".", "..") or set(part) & set("\\:\0") for part in parts)


def _has(found: Mapping[str, Any], fields: Mapping[str, Any]) -> bool:
    return all(isinstance(found.get(name), kind) for name, kind in fields.items())


def _ends_with_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
