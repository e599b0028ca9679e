# SPDX-License-Identifier: GPL-3.0-or-later
"""Curves to import: every kind of file damaged in every way, and files that lie about how much they hold.

FLAME's parameters need a user's head: tests/runtime/imports has their cases.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from soliloquy.runtime.head.arkit import ARKIT_NAMES

from .case import DONE, INPUT, USAGE, Case, Prepare
from .damage import Spoil, ways
from .samples import Samples

_CODES = frozenset({DONE, USAGE, INPUT})
_KINDS = (".csv", ".a2f.json", ".beat.json", ".curves.json")
_HEAD = ",".join(["Time", *ARKIT_NAMES])
_ROW = ",".join("0" * len(ARKIT_NAMES))


def _long_table() -> bytes:
    return "\n".join([_HEAD, *(f"{place},{_ROW}" for place in range(600_000))]).encode()


def _wide_json() -> bytes:
    return json.dumps({"exportFps": 30, "facsNames": [f"x{n}" for n in range(500_000)], "weightMat": []}).encode()


def _named(*names: str, weight: float = 0.5) -> bytes:
    """Names that are read, and among them ``names``."""
    known = [name for name in ARKIT_NAMES if name not in names]
    row = [0.1] * len(known) + [weight] * len(names)
    return json.dumps({"exportFps": 30, "facsNames": [*known, *names], "weightMat": [row] * 3}).encode()


_CONTENTS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a table of 600,000 rows": (".csv", _long_table),
    "a table of a million names": (".csv", lambda: b"x," * 1_000_000),
    "a table of a million empty lines": (".csv", lambda: _HEAD.encode() + b"\n" * 1_000_000),
    "a table of NUL": (".csv", lambda: bytes(1_000_000)),
    "a table of one quoted cell": (".csv", lambda: _HEAD.encode() + b'\n"' + b"x\n" * 1_000_000),
    "a table with times of centuries": (".csv", f"{_HEAD}\n0,{_ROW}\n1e300,{_ROW}\n".encode),
    "a table with times that are tiny": (".csv", f"{_HEAD}\n0,{_ROW}\n1e-300,{_ROW}\n".encode),
    "a table with a timecode of a billion hours": (".csv", f"{_HEAD}\n999999999:0:0:0,{_ROW}\n".encode),
    "a table in UTF-16": (".csv", lambda: f"{_HEAD}\n0,{_ROW}\n1,{_ROW}\n".encode("utf-16")),
    "a JSON of half a million names": (".json", _wide_json),
    "a JSON of a hundred thousand brackets": (".json", lambda: b"[" * 100_000),
    "a JSON of objects within objects": (".json", lambda: b'{"frames":' * 50_000),
    "a JSON of six million values": (".json", lambda: b"[" + b"0," * 7_000_000 + b"0]"),
    "a JSON with a number of a megabyte": (".json", lambda: b'{"weightMat": [[' + b"9" * 1_000_000 + b"]]}"),
    "a JSON with a trillion frames": (
        ".json", lambda: b'{"format_version":1,"fps":30,"frames":1000000000000,"shapes":{},"turns":{}}',
    ),
    "a JSON with names that are commands of a terminal": (".json", lambda: _named("\x1b[2J\x07", "a\nb", "\u202e")),
    "a JSON with a name of a megabyte": (".json", lambda: _named("x" * 1_000_000)),
    "a JSON with weights that are no numbers": (".json", lambda: _named("jawOpen", weight=float("nan"))),
    "a JSON with weights without end": (".json", lambda: _named("jawOpen", weight=float("inf"))),
    "a table with weights that are no numbers": (".csv", f"{_HEAD}\n0,{_ROW}\n1,{_ROW[:-1]}nan\n".encode),
    "a JSON with half a character": (".json", lambda: b'{"facsNames": ["\\ud800"], "weightMat": []}'),
}  # fmt: skip


def cases(seed: int, samples: Samples) -> Iterator[Case]:
    """Each imported with a sound, as far as it comes."""
    for kind in _KINDS:
        yield replace(_case(f"{kind}: as it is", f"x{kind}", _good(kind), False), codes=frozenset({DONE}))
        for how, spoil in ways(seed, True):
            yield _case(f"{kind}: {how}", f"x{kind}", _spoilt(kind, spoil), how.endswith("unreadable"))
    for name, (kind, make) in _CONTENTS.items():
        yield _case(name, f"x{kind}", _written(kind, make), False)


def _good(kind: str) -> Prepare:
    return _written_by(kind, lambda samples: samples.content(kind))


def _spoilt(kind: str, spoil: Spoil) -> Prepare:
    def prepare(folder: Path, samples: Samples) -> None:
        samples.give(folder, ".wav")
        spoil(folder / f"x{kind}", samples.content(kind))

    return prepare


def _written(kind: str, make: Callable[[], bytes]) -> Prepare:
    return _written_by(kind, lambda samples: make())


def _written_by(kind: str, make: Callable[[Samples], bytes]) -> Prepare:
    def prepare(folder: Path, samples: Samples) -> None:
        samples.give(folder, ".wav")
        (folder / f"x{kind}").write_bytes(make(samples))

    return prepare


def _case(name: str, file: str, prepare: Prepare, unprivileged: bool) -> Case:
    arguments = ("import", file, "--sound=good.wav", "--out=out", "--formats=take,csv", "--json")
    return Case(name, arguments, prepare, codes=_CODES, unprivileged=unprivileged)
