# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes: every field of their JSON of another type and beyond its range, other arrays, and zips that are traps."""

import io
import json
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from .case import DONE, INPUT, SETUP, USAGE, Case
from .samples import Samples

_CODES = frozenset({DONE, USAGE, INPUT, SETUP})
_WRONG: tuple[Any, ...] = (
    None, True, -1, 0, 1e308, float("nan"), float("inf"), 2**70, "", "x", "\ud800", "a\0b\n", [], [None], {},
    {"x": None}, [[[]]],
)  # fmt: skip
_OF_A_PHONE = ("symbol", "start", "end", "stress", "word", "confidence")
_OF_A_WORD = ("text", "start", "end")

Entries = dict[str, bytes]
Alter = Callable[[Entries], None]


def cases(seed: int, samples: Samples) -> Iterator[Case]:
    """Each exported to what reads most of a take; a few are evaluated instead."""
    about = json.loads(zipfile.ZipFile(io.BytesIO(samples.content(".take"))).read("take.json"))
    for field in about:
        for wrong in _WRONG:
            yield _altered(f"{field} is {ascii(wrong)[:20]}", _set(field, wrong))
        yield _altered(f"{field} is missing", _without(field))
    for group, fields in (("phones", _OF_A_PHONE), ("words", _OF_A_WORD)):
        for field in fields:
            for wrong in _WRONG[:12]:
                yield _altered(f"{group}: {field} is {ascii(wrong)[:20]}", _set(field, wrong, group))
            yield _altered(f"{group}: no {field}", _without(field, group))
    for name, alter in {**_SENSE, **_ENTRIES, **_ARRAYS}.items():
        yield _altered(name, alter)
        yield _altered(f"{name}, evaluated", alter, evaluated=True)
    for name, make in _ZIPS.items():
        yield _take(name, make)


def _altered(name: str, alter: Alter, evaluated: bool = False) -> Case:
    def make(samples: Samples) -> bytes:
        with zipfile.ZipFile(io.BytesIO(samples.content(".take"))) as archive:
            entries = {entry: archive.read(entry) for entry in archive.namelist()}
        alter(entries)
        return zipped(entries)

    return _take(name, make, evaluated)


def _take(name: str, make: Callable[[Samples], bytes], evaluated: bool = False) -> Case:
    def prepare(folder: Path, samples: Samples) -> None:
        (folder / "x.take").write_bytes(make(samples))

    exported = ("export", "x.take", "--out", "out", "--formats", "take,wav,csv,textgrid", "--json")
    arguments = ("evaluate", "x.take", "--json") if evaluated else exported
    return Case(name, arguments, prepare, codes=_CODES)


def zipped(entries: Entries, packing: int = zipfile.ZIP_STORED) -> bytes:
    """A zip of entries by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packing) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _json(alter: Callable[[dict[str, Any]], object]) -> Alter:
    def altered(entries: Entries) -> None:
        about = json.loads(entries["take.json"])
        alter(about)
        entries["take.json"] = json.dumps(about).encode()

    return altered


def _set(field: str, value: Any, group: str = "") -> Alter:
    """Another value in a field, or in that of the second phone or word."""
    return _json(lambda about: (about[group][1] if group else about).update({field: value}))


def _without(field: str, group: str = "") -> Alter:
    return _json(lambda about: (about[group][1] if group else about).pop(field))


_SENSE: dict[str, Alter] = {
    "version 999": _json(lambda about: about.update(format_version=999)),
    "phones backwards": _json(lambda about: about["phones"].reverse()),
    "phones that overlap": _json(lambda about: [phone.update(start=0.0, end=1.0) for phone in about["phones"]]),
    "phones that end before they start": _json(
        lambda about: [phone.update(start=1.0, end=0.5) for phone in about["phones"]]
    ),
    "phones beyond the sound": _json(lambda about: about["phones"][-1].update(end=1e6)),
    "a hundred thousand phones": _json(lambda about: about.update(phones=about["phones"][:1] * 100_000)),
    "a phone of a word that is not there": _json(lambda about: about["phones"][1].update(word=99)),
    "an extra field": _json(lambda about: about.update(extra=1)),
    "a phone with an extra field": _json(lambda about: about["phones"][0].update(extra=1)),
    "a word of a megabyte": _json(lambda about: about["words"][0].update(text="x" * 1_000_000)),
    "an emotion that is unknown": _json(lambda about: about.update(emotion={"bored": 1})),
    "an emotion of NaN": _json(lambda about: about.update(emotion={"happy": float("nan")})),
    "a head that is a path": _json(lambda about: about.update(head="../../../etc/passwd")),
    "the request nested deep": _json(lambda about: about.update(request=_nested(400))),
    "another rate": _json(lambda about: about.update(sample_rate=8000, duration=1.0)),
}


def _nested(depth: int) -> dict[str, Any]:
    return {"a": _nested(depth - 1)} if depth else {}


def _entry(name: str, content: bytes | None) -> Alter:
    """Another content in an entry's place, or None for none."""

    def alter(entries: Entries) -> None:
        if content is None:
            del entries[name]
        else:
            entries[name] = content

    return alter


_CONTENTS: dict[str, bytes | None] = {
    "missing": None,
    "empty": b"",
    "one byte": b"x",
    "text": b"no such thing\n" * 99,
    "null": b"null",
    "deep": b"[" * 100_000,
    "a zip of nothing": zipped({}),
    "not UTF-8": b'{"a": "\xff"}',
    "a claim of 2^36 samples": b"fLaC\0\0\0\x22" + b"\xff" * 34,
}
_ENTRIES: dict[str, Alter] = {
    f"{name} is {how}": _entry(name, content)
    for name in ("take.json", "speech.flac", "motion.npz")
    for how, content in _CONTENTS.items()
}


def npy(header: str, data: bytes = b"") -> bytes:
    """A .npy file with any header."""
    written = header.encode("latin-1").ljust(118) + b"\n"
    return b"\x93NUMPY\x01\0" + struct.pack("<H", len(written)) + written + data


def _array(name: str, content: bytes | None) -> Alter:
    def alter(entries: Entries) -> None:
        with zipfile.ZipFile(io.BytesIO(entries["motion.npz"])) as archive:
            arrays = {entry: archive.read(entry) for entry in archive.namelist()}
        _entry(f"{name}.npy", content)(arrays)
        entries["motion.npz"] = zipped(arrays)

    return alter


def saved(array: Any) -> bytes:
    """An .npy of it."""
    buffer = io.BytesIO()
    np.save(buffer, np.asarray(array))
    return buffer.getvalue()


NPYS: dict[str, bytes] = {
    "a terabyte": npy("{'descr': '<f8', 'fortran_order': False, 'shape': (125000000000,), }"),
    "a negative shape": npy("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }", bytes(80)),
    "objects": npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", b"\x80\x04N."),
    "a header that is code": npy("__import__('os').system('true')"),
    "a deep header": npy("(" * 100 + ")" * 10),
    "a billion dimensions": npy("{'descr': '<f8', 'fortran_order': False, 'shape': (" + "1," * 30 + "), }", bytes(8)),
    "a structured type": npy("{'descr': [('a', '<f8', (1000, 1000))], 'fortran_order': False, 'shape': (9,), }"),
    "a shape of bools": npy("{'descr': '<f8', 'fortran_order': False, 'shape': (True, 50), }", bytes(400)),
    "of complex numbers": saved(np.ones((70, 3), complex)),
    "of texts": saved(np.array([["a", "b", "c"]] * 70)),
    "of dates": saved(np.zeros((70, 3), "M8[s]")),
    "a single number": saved(1.0),
    "of NaN": saved(np.full((70, 3), np.nan)),
    "of 1e30": saved(np.full((70, 3), 1e30)),
    "of no rows": saved(np.zeros((0, 3))),
    "of big-endian numbers": saved(np.zeros((70, 3), ">f8")),
}
"""Contents of a .npy that no good file has, by what they are."""

_ARRAYS: dict[str, Alter] = {
    f"{name} is {how}": _array(name, content) for name in ("jaw", "expression") for how, content in NPYS.items()
} | {"no jaw": _array("jaw", None), "an extra array": _array("extra", saved([1.0]))}


def bomb(name: str, megabytes: int = 3000) -> bytes:
    """A zip whose one entry unpacks to gigabytes of zeros."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(name, "w", force_zip64=True) as entry,
    ):
        for _ in range(megabytes):
            entry.write(bytes(1_000_000))
    return buffer.getvalue()


def _packed(packing: int) -> Callable[[Samples], bytes]:
    def make(samples: Samples) -> bytes:
        with zipfile.ZipFile(io.BytesIO(samples.content(".take"))) as archive:
            return zipped({entry: archive.read(entry) for entry in archive.namelist()}, packing)

    return make


def _damaged_deflate(samples: Samples) -> bytes:
    content = bytearray(_packed(zipfile.ZIP_DEFLATED)(samples))
    content[60:90] = b"\xff" * 30
    return bytes(content)


def _twice(samples: Samples) -> bytes:
    good = samples.content(".take")
    return good + good


_ZIPS: dict[str, Callable[[Samples], bytes]] = {
    "a bomb as take.json": lambda samples: bomb("take.json"),
    "a bomb as speech.flac": lambda samples: bomb("speech.flac"),
    "deflated": _packed(zipfile.ZIP_DEFLATED),
    "with bzip2": _packed(zipfile.ZIP_BZIP2),
    "with LZMA": _packed(zipfile.ZIP_LZMA),
    "damaged deflate": _damaged_deflate,
    "two takes behind each other": _twice,
    "a hundred thousand entries": lambda samples: zipped({f"{number}": b"" for number in range(30_000)}),
    "names that climb": lambda samples: zipped({"../../x": b"x", "/etc/x": b"x"}),
    "behind a program": lambda samples: b"#!/bin/sh\nexit\n" + samples.content(".take"),
    "encrypted": lambda samples: samples.content(".take").replace(
        b"PK\x01\x02\x14\x03\x14\0\0", b"PK\x01\x02\x14\x03\x14\0\x01"
    ),
}
