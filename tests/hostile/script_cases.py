# SPDX-License-Identifier: GPL-3.0-or-later
"""Scripts, casts and ledgers: spoilt, too large, poisonous; and folders with something in the way."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from soliloquy.tests.runtime.script.workbooks import sheet, write_workbook

from .case import DONE, INPUT, SETUP, USAGE, WRITE, Case
from .damage import NAMES, Spoil, named, ways
from .samples import Samples

_CODES = frozenset({DONE, USAGE, INPUT, SETUP})
_RUN = ("--out", "out", "--formats", "csv", "--engine", "rules", "--jobs", "1")
_DRY = (*_RUN, "--dry-run")
_ROWS = [
    ["id", "character", "text", "fr", "seed"],
    ["a1", "ANNA", "Hi, Bob.", "Salut.", "7"],
    ["a2", "BOB", "Ha.", "", ""],
]
_CAST = (
    '[everybody]\nstyle = "plain"\n[characters.ANNA]\nvoice = "af_heart"\n[characters.ANNA.languages.fr]\nspeed = 0.9\n'
)

Lay = Callable[[Path], None]
"""Puts files into a case's folder."""


def cases(seed: int, samples: Samples) -> Iterator[Case]:
    """Read alone for the most part, and made where the outcome hangs on it."""
    yield _case("a good script", "x.csv", _written(_GOOD[".csv"]), _RUN, made=("out/en-us/a1.csv", "out/fr/a1.csv"))
    for ending, good in _GOOD.items():
        called, structured = f"x{ending}", ending == ".xlsx"
        for how, spoil in ways(seed, structured):
            yield _case(f"{ending}: {how}", called, _spoilt(spoil, good))
        for other in (".wav", ".take", ".png", ".npz"):
            yield _case(f"{ending}: holds {other}", called, _written(samples.content(other)))
        for how, pattern in NAMES.items():
            if how not in ("no UTF-8", "a dash", "two dashes"):
                yield _case(f"{ending}: its name is {how}", named(pattern, ending), _written(good))
    for how, spoil in ways(seed, False):
        yield _with_cast(f"cast: {how}", spoil)
    yield from _poisonous()
    yield from _in_the_way()


def _poisonous() -> Iterator[Case]:
    for how, row in _POISON.items():
        content = json.dumps([row, {"id": "good", "text": "Hi."}]).encode(errors="replace")
        yield _case(f"poison: {how}", "x.json", _written(content), _RUN, codes=frozenset({DONE, INPUT}))
    for how, content in _LARGE.items():
        yield _case(f"large: {how}", "x.csv", _written(content))
    for how, xml in _SHEETS.items():
        yield _case(f"sheet: {how}", "x.xlsx", _workbook(xml))
    yield _case("sheet: 250 MB of spaces", "x.xlsx", _bomb)
    for how, shard in {"none": "0/3", "beyond": "4/3", "a million": "9/1000000", "no number": "a/b"}.items():
        yield _case(f"shard: {how}", "x.csv", _written(_GOOD[".csv"]), (*_DRY, "--shard", shard))
    for only in ("", ",,,", "ZOE", "a1,,", "\x1b[31m", "ANNA" * 1000):
        yield _case(f"only {only[:9]!a}", "x.csv", _written(_GOOD[".csv"]), (*_DRY, f"--only={only}"))


def _in_the_way() -> Iterator[Case]:
    for how, ledger in _LEDGERS.items():
        yield _case(f"ledger: {how}", "x.csv", _beside("out/ledger-1of1.jsonl", ledger), _RUN, keeps=True)
        yield _merging(how, ledger)
    for how, lay in _PLACES.items():
        yield _case(f"in the way: {how}", "x.csv", _also(lay), _RUN, codes=_CODES | {WRITE}, keeps=True)


def _case(
    name: str,
    called: str,
    lay: Lay,
    around: tuple[str, ...] = _DRY,
    codes: frozenset[int] = _CODES,
    made: tuple[str, ...] = (),
    keeps: bool = False,
) -> Case:
    def prepare(folder: Path, samples: Samples) -> None:
        lay(folder / called)

    arguments = ("batch", called, *around)
    unprivileged = name.endswith("unreadable")
    replaced = ("out/ledger-1of1.jsonl", "out/report.html")
    return Case(
        name, arguments, prepare, codes=codes, many=True, made=made, keeps=keeps, unprivileged=unprivileged,
        replaced=replaced,
    )  # fmt: skip


def _with_cast(name: str, spoil: Spoil) -> Case:
    def prepare(folder: Path, samples: Samples) -> None:
        (folder / "x.csv").write_bytes(_GOOD[".csv"])
        spoil(folder / "CAST.toml", _CAST.encode())

    arguments = ("batch", "x.csv", "--cast", "CAST.toml", *_DRY)
    return Case(name, arguments, prepare, codes=_CODES, many=True, unprivileged=name.endswith("unreadable"))


def _merging(how: str, ledger: bytes) -> Case:
    def prepare(folder: Path, samples: Samples) -> None:
        (folder / "out" / "ledger-1of2.jsonl").write_bytes(ledger)

    return Case(f"merging: {how}", ("batch", "--merge", "out"), prepare, codes=_CODES, many=True)


def _written(content: bytes) -> Lay:
    return lambda path: _write(path, content)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _spoilt(spoil: Spoil, good: bytes) -> Lay:
    return lambda path: spoil(path, good)


def _beside(place: str, content: bytes) -> Lay:
    def lay(path: Path) -> None:
        path.write_bytes(_GOOD[".csv"])
        (path.parent / place).write_bytes(content)

    return lay


def _also(lay: Lay) -> Lay:
    def both(path: Path) -> None:
        path.write_bytes(_GOOD[".csv"])
        lay(path.parent / "out")

    return both


def _workbook(xml: str) -> Lay:
    return lambda path: write_workbook(path, {"Lines": xml})


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 250_000_000)


def _within(folder: Path, content: bytes) -> None:
    folder.mkdir()
    (folder / "a1.csv").write_bytes(content)


def _linked(folder: Path, target: Path) -> None:
    folder.mkdir()
    (folder / "a1.csv").symlink_to(target)


def _good_workbook() -> bytes:
    held = io.BytesIO()
    write_workbook(held, {"Lines": sheet(_ROWS)})
    return held.getvalue()


_GOOD: dict[str, bytes] = {
    ".csv": "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in _ROWS).encode(),
    ".tsv": "".join("\t".join(row) + "\n" for row in _ROWS).encode(),
    ".json": json.dumps([dict(zip(_ROWS[0], row, strict=True)) for row in _ROWS[1:]]).encode(),
    ".jsonl": b"".join(json.dumps(dict(zip(_ROWS[0], row, strict=True))).encode() + b"\n" for row in _ROWS[1:]),
    ".txt": b"ANNA: Hi, Bob.\nBOB (softly): Ha.\n",
    ".fountain": b"INT. KITCHEN\n\nANNA\n(softly)\nHi, Bob.\n\nBOB\nHa.\n",
    ".xlsx": _good_workbook(),
}

_POISON: dict[str, dict[str, object]] = {
    "a path as an id": {"id": "../../mine/take", "text": "Hi."},
    "a device as an id": {"id": "CON", "text": "Hi."},
    "a long id": {"id": "x" * 900, "text": "Hi."},
    "a too long id": {"id": "x" * 9000, "text": "Hi."},
    "a formula": {"id": "=cmd|' /C calc'!A0", "text": "Hi."},
    "nothing that can be said": {"id": "a", "text": "..."},
    "marks that do not close": {"id": "a", "text": "<prosody rate='2'>Hi."},
    "a break of a year": {"id": "a", "text": "Hi. <break time='31536000s'/>"},
    "a recording that is none": {"id": "a", "audio": "x.json"},
    "a recording that is missing": {"id": "a", "audio": "../../../etc/none"},
    "a device as a recording": {"id": "a", "audio": "/dev/zero"},
    "a style that is none": {"id": "a", "text": "Hi.", "style": "x.style.npz"},
    "a head that is none": {"id": "a", "text": "Hi.", "head": "../Clara"},
    "a voice that is none": {"id": "a", "text": "Hi.", "voice": "__import__('os')"},
    "a language that is none": {"id": "a", "text": "Hi.", "language": "tlh"},
    "a seed beyond all": {"id": "a", "text": "Hi.", "seed": 10**40},
    "a length of nothing": {"id": "a", "text": "Hi.", "length": 0},
    "a length of a day": {"id": "a", "text": "Hi.", "length": 86400},
    "numbers where texts are": {"id": 7, "text": 8, "character": 9, "direction": [1, 2]},
    "half a character": {"id": "a", "text": "Hi \ud800."},
    "a column of a megabyte": {"id": "a", "text": "Hi.", "x" * 1_000_000: "y"},
    "a page in the text": {"id": "<script>", "text": "Hi.", "character": "</td><script>alert(1)</script>"},
}

_LARGE: dict[str, bytes] = {
    "a quote that is not closed": b'id,text\na1,"Hi.\n' + b"a,b\n" * 200_000,
    "a cell of five megabytes": b"id,text\na1," + b"x" * 5_000_000 + b"\n",
    "300,000 rows": b"id,text\n" + b"a,b\n" * 300_000,
    "600 columns": b"id,text," + ",".join(f"c{number}" for number in range(600)).encode() + b"\na,b\n",
    "a header of a megabyte": b"x" * 1_000_000 + b",text\na,b\n",
    "200,000 empty rows": b"id,text\n" + b"\n" * 200_000 + b"a,Hi.\n",
    "words that are all markers": b"id,text\na," + b"*_" * 25_000 + b"\n",
}

_SHEETS: dict[str, str] = {
    "corners apart": sheet(_ROWS, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "many rows, one wide": sheet(
        _ROWS, '<row r="9"><c r="XFD9"><v>1</v></c></row><row r="999999"><c r="A999999"/></row>'
    ),
    "cells without places": sheet(_ROWS, "<row>" + "<c/>" * 3000 + "</row>" + "<row/>" * 3000),
    "a place that is none": sheet(_ROWS, '<row r="x"><c r="1A"><v>1</v></c></row>'),
    "a text that is not there": sheet(_ROWS, '<row r="9"><c r="A9" t="s"><v>999999</v></c></row>'),
    "an entity": '<!DOCTYPE a [<!ENTITY b "' + "c" * 1000 + '">]>' + sheet(_ROWS).replace("Ha.", "&b;" * 1000),
    "an error": sheet(_ROWS, '<row r="9"><c r="A9" t="e"><v>#REF!</v></c></row>'),
    "a date beyond all": sheet(_ROWS, '<row r="9"><c r="A9" s="1"><v>1e300</v></c></row>'),
    "no end": sheet(_ROWS)[:-40],
}

_HEAD = b'{"record": "ledger", "format": 1, "shard": "1of1"}\n'
_LEDGERS: dict[str, bytes] = {
    "random": bytes(range(256)) * 100,
    "empty": b"",
    "of a later format": b'{"record": "ledger", "format": 2}\n',
    "a line cut short": _HEAD + b'{"record": "line", "key": "en',
    "records that lack all": _HEAD
    + b'{"record": "line"}\n{"record": "removed"}\n{"record": "run"}\n{"record": 7}\n[]\n',
    "deep": _HEAD + b"[" * 100_000 + b"\n",
    "paths that lead away": _HEAD
    + b'{"record": "line", "key": "en-us/a1", "id": "a1", "row": 2, "language": "en-us", "said": "x", "seconds": 1,'
    + b' "hash": "", "models": {}, "speech_seconds": 1, "warnings": [], "staged": "../..",'
    + b' "outputs": [{"path": "../mine/take.wav", "bytes": 1, "sha256": ""}]}\n',
}

_PLACES: dict[str, Lay] = {
    "a file where a language's folder goes": lambda out: _write(out / "fr", b"mine"),
    "a file of that name": lambda out: _within(out / "fr", b"mine"),
    "a folder of that name": lambda out: (out / "fr" / "a1.csv").mkdir(parents=True),
    "a link that leads away": lambda out: _linked(out / "fr", out / "theirs.blend"),
    "a report of the user's": lambda out: _write(out / "report.html", b"mine"),
    "a folder as the ledger": lambda out: (out / "ledger-1of1.jsonl").mkdir(),
    "a folder as the lock": lambda out: (out / ".soliloquy-1of1.lock").mkdir(),
    "a file as the staging folder": lambda out: _write(out / ".soliloquy-1of1", b"mine"),
}
