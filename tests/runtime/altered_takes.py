# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes that somebody altered: not a test itself. Same seed, same takes."""

import io
import json
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from soliloquy.runtime.motion import MOTION_COLUMNS, Motion, frame_count
from soliloquy.runtime.speech import SILENCE, Phone, Speech, Word
from soliloquy.runtime.take import Take, save_take

DAMAGED_BYTES, CUT_OFF = 40, 12
_HUGE_INT = 10**400
_STRANGE: tuple[Any, ...] = (
    *(None, [], {}, "x", "", -1, 2, 1e300, float("nan"), float("inf"), True, _HUGE_INT, [[None]], {"a": None}),
    *("\ud800", "a\nb", "../../etc/passwd", [0] * 5),
)


@dataclass(frozen=True)
class Parts:
    about: dict[str, Any]
    flac: bytes
    arrays: dict[str, bytes]


def sound_take() -> Take:
    """A second of two words."""
    generator = np.random.default_rng(7)
    samples = (0.3 * np.sin(np.arange(24_000) * 0.05)).astype(np.float32)
    arrays = {
        name: generator.normal(0, 0.001, (frame_count(1.0), columns)).astype(np.float32)
        for name, columns in MOTION_COLUMNS.items()
    }
    phones = (Phone(SILENCE, 0.0, 0.3), Phone("b", 0.3, 0.5, word=0), Phone("ɑ", 0.5, 1.0, stress=1, word=1))
    words = (Word("Bah", 0.3, 0.5, "!"), Word("Ah", 0.5, 1.0, "."))
    return Take(Speech(samples, 24_000, phones, words, text="Bah! Ah.", language="en-us"), Motion(**arrays), "rules")


def altered_takes(folder: Path, seed: int = 0) -> Iterator[tuple[str, bytes]]:
    """Each with what was done to it."""
    save_take(sound_take(), folder / "sound.take")
    content = (folder / "sound.take").read_bytes()
    parts = _parts(content)
    yield from _fields(parts)
    yield from _texts(parts)
    yield from _arrays(parts)
    yield from _sounds(parts)
    yield from _archives(parts, content)
    generator = np.random.default_rng(seed)
    for number in range(DAMAGED_BYTES):
        damaged = bytearray(content)
        for place in generator.integers(0, len(content), 1 + number % 8):
            damaged[place] = generator.integers(0, 256)
        yield f"bytes damaged {number}", bytes(damaged)
    for place in generator.integers(0, len(content), CUT_OFF):
        yield f"cut off at {place}", content[:place]


def _parts(content: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        with zipfile.ZipFile(io.BytesIO(archive.read("motion.npz"))) as motion:
            arrays = {name: motion.read(name) for name in motion.namelist()}
        return Parts(json.loads(archive.read("take.json")), archive.read("speech.flac"), arrays)


def _zip(entries: list[tuple[str, bytes]], how: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", how) as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name), content, how)
    return buffer.getvalue()


def _take(parts: Parts, text: bytes | None = None, flac: bytes | None = None, npz: bytes | None = None) -> bytes:
    text = json.dumps(parts.about).encode() if text is None else text
    npz = _zip(list(parts.arrays.items())) if npz is None else npz
    return _zip([("take.json", text), ("speech.flac", parts.flac if flac is None else flac), ("motion.npz", npz)])


def _fields(parts: Parts) -> Iterator[tuple[str, bytes]]:
    """Every field of the take, of a phone and of a word, missing, or with values that it cannot have."""
    for path in (
        *((name,) for name in parts.about),
        *(("phones", 1, name) for name in parts.about["phones"][1]),
        *(("words", 1, name) for name in parts.about["words"][1]),
        *(("phones", 1), ("words", 0), ("unknown",)),
    ):
        for value in (*_STRANGE, ...):
            about = json.loads(json.dumps(parts.about))
            place = about
            for step in path[:-1]:
                place = place[step]
            if value is ...:
                place.pop(path[-1], None) if isinstance(place, dict) else place.pop(path[-1])
            else:
                place[path[-1]] = value
            shown = "missing" if value is ... else repr(value)[:30]
            yield f"{'.'.join(map(str, path))} {shown}", _take(parts, json.dumps(about).encode())


def _texts(parts: Parts) -> Iterator[tuple[str, bytes]]:
    sound = json.dumps(parts.about)
    texts: dict[str, bytes | str] = {
        "nothing": b"",
        "no object": b"[1, 2]",
        "a number": b"3",
        "null": b"null",
        "not UTF-8": b'{"format_version": "\xff\xfe"}',
        "UTF-16": sound.encode("utf-16"),
        "byte-order mark": b"\xef\xbb\xbf" + sound.encode(),
        "lists within lists": b"[" * 200_000,
        "lists within the request": sound.replace('"request": {}', '"request": {"a": ' + "[" * 5000 + "]" * 5000 + "}"),
        "many values": b"[" + b"0," * 2_500_000 + b"0]",
        "many empty lists": b"[" + b"[]," * 1_500_000 + b"[]]",
        "a long text": b'{"format_version": "' + b"x" * 30_000_000 + b'"}',
        "a number of a million digits": b'{"format_version": ' + b"9" * 1_000_000 + b"}",
        "twice the same field": sound[:-1] + ', "seed": -1}',
    }
    for name, text in texts.items():
        yield f"take.json: {name}", _take(parts, text.encode() if isinstance(text, str) else text)


def _npy(kind: str, shape: str, data: bytes, order: str = "False", version: int = 1) -> bytes:
    header = f"{{'descr': {kind}, 'fortran_order': {order}, 'shape': {shape}, }}".encode()
    header += b" " * (-(len(header) + 11) % 64) + b"\n"
    return b"\x93NUMPY" + bytes([version, 0]) + struct.pack("<H", len(header) % 65536) + header + data


def _arrays(parts: Parts) -> Iterator[tuple[str, bytes]]:
    rows = frame_count(1.0)
    jaw = np.zeros((rows, 3), np.float32)
    objects = io.BytesIO()
    np.save(objects, np.array([{"a": 1}, print], object), allow_pickle=True)
    for name, array in {
        "terabytes": _npy("'<f4'", "(1099511627776, 3)", b""),
        "more than any address": _npy("'<f4'", f"({2**62}, {2**62})", b""),
        "a negative size": _npy("'<f4'", "(-1, 3)", b""),
        "objects": objects.getvalue(),
        "a kind that unpacks code": _npy("'|O'", f"({rows}, 3)", jaw.tobytes()),
        "fields": _npy("[('a', '<f4')]", f"({rows}, 3)", jaw.tobytes()),
        "texts": _npy("'<U4'", "(3,)", b"\0" * 48),
        "complex": _npy("'<c8'", f"({rows}, 3)", jaw.tobytes() * 2),
        "halves": _npy("'<f2'", f"({rows}, 3)", jaw.tobytes()[: rows * 6]),
        "doubles": _npy("'<f8'", f"({rows}, 3)", jaw.tobytes() * 2),
        "an expression": _npy("__import__('os').getcwd()", f"({rows}, 3)", jaw.tobytes()),
        "columns first": _npy("'<f4'", f"({rows}, 3)", jaw.tobytes(), "True"),
        "a header without an end": _npy("'<f4'", "(" * 5000, b""),
        "version 9": _npy("'<f4'", f"({rows}, 3)", jaw.tobytes(), version=9),
        "no header": b"",
        "half a header": b"\x93NUMPY\x01",
        "one frame less": _npy("'<f4'", f"({rows - 1}, 3)", jaw[1:].tobytes()),
        "four columns": _npy("'<f4'", f"({rows}, 4)", b"\0" * rows * 16),
        "flat": _npy("'<f4'", f"({rows * 3},)", jaw.tobytes()),
        "one number": _npy("'<f4'", "()", b"\0" * 4),
        "no number": _npy("'<f4'", f"({rows}, 3)", (jaw + np.nan).tobytes()),
        "infinite": _npy("'<f4'", f"({rows}, 3)", (jaw - np.inf).tobytes()),
        "huge": _npy("'<f4'", f"({rows}, 3)", (jaw + 3e38).tobytes()),
        "a hundred": _npy("'<f4'", f"({rows}, 3)", (jaw + 99).tobytes()),
    }.items():
        yield f"jaw: {name}", _take(parts, npz=_zip([*{**parts.arrays, "jaw.npy": array}.items()]))
    entries = list(parts.arrays.items())
    for name, npz in {
        "nothing": b"",
        "no zip": b"PK\3\4" + b"\0" * 100,
        "one array less": _zip(entries[1:]),
        "one array more": _zip([*entries, ("tail.npy", entries[0][1])]),
        "an array twice": _zip([*entries, entries[0]]),
        "deflated": _zip(entries, zipfile.ZIP_DEFLATED),
        "a bomb": _zip([*entries[:-1], (entries[-1][0], b"\0" * 40_000_000)], zipfile.ZIP_DEFLATED),
    }.items():
        yield f"motion.npz: {name}", _take(parts, npz=npz)


def _sounds(parts: Parts) -> Iterator[tuple[str, bytes]]:
    def sound(rate: int, kind: str = "FLAC", channels: int = 1, seconds: float = 1.0) -> bytes:
        buffer = io.BytesIO()
        soundfile.write(buffer, np.zeros((round(rate * seconds), channels), np.float32), rate, format=kind)
        return buffer.getvalue()

    def claiming(samples: int) -> bytes:
        fields = int.from_bytes(parts.flac[18:26], "big")
        return parts.flac[:18] + (fields >> 36 << 36 | samples).to_bytes(8, "big") + parts.flac[26:]

    def at_rate(rate: int, about_rate: Any) -> bytes:
        about = {**parts.about, "sample_rate": about_rate}
        return _take(parts, json.dumps(about).encode(), sound(rate))

    for name, flac in {
        "nothing": b"",
        "text": b"fLaC is not what this is",
        "WAV": sound(24_000, "WAV"),
        "two channels": sound(24_000, channels=2),
        "another rate": sound(16_000),
        "twice as long": sound(24_000, seconds=2.0),
        "no samples claimed": claiming(0),
        "2 to the 36 samples": claiming(2**36 - 1),
        "one sample more claimed": claiming(24_001),
        "cut off": parts.flac[: len(parts.flac) // 2],
        "frames of zeros": parts.flac[:100] + b"\0" * (len(parts.flac) - 100),
    }.items():
        yield f"speech.flac: {name}", _take(parts, flac=flac)
    for rate in (0, 1, 10**9, 24_000.5):
        yield f"sample rate {rate}", at_rate(24_000, rate)
    yield "sample rate 300,000", at_rate(300_000, 300_000)
    yield "silence of a day", _take(parts, json.dumps({**parts.about, "duration": 86_400.0}).encode())


def _archives(parts: Parts, content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = [(name, archive.read(name)) for name in archive.namelist()]
    end = content.rfind(b"PK\5\6")
    directory = content.find(b"PK\1\2")
    for name, take in {
        "nothing": b"",
        "zeros": b"\0" * 4096,
        "text": b"This is no take.\n" * 100,
        "an empty archive": _zip([]),
        "deflated": _zip(entries, zipfile.ZIP_DEFLATED),
        "bzip2": _zip(entries, zipfile.ZIP_BZIP2),
        "lzma": _zip(entries, zipfile.ZIP_LZMA),
        "another order": _zip(entries[::-1]),
        "an entry more": _zip([*entries, ("readme.txt", b"hello")]),
        "an entry twice": _zip([*entries, entries[0]]),
        "a path upwards": _zip([("../take.json", entries[0][1]), *entries[1:]]),
        "20,000 entries": _zip([*entries, *((f"{number}", b"") for number in range(20_000))]),
        "a bomb": _zip([("take.json", b" " * 40_000_000), *entries[1:]], zipfile.ZIP_DEFLATED),
        "encrypted": content[: directory + 8] + b"\1\0" + content[directory + 10 :],
        "encrypted throughout": content.replace(b"PK\1\2\x14\3\x14\0\0\0", b"PK\1\2\x14\3\x14\0\1\0"),
        "an unknown compression": content[: directory + 10] + b"\x63\0" + content[directory + 12 :],
        "another checksum": content[: directory + 16] + b"\1\2\3\4" + content[directory + 20 :],
        "a larger size": content[: directory + 20] + b"\xff\xff\xff\x7f" * 2 + content[directory + 28 :],
        "a smaller size": content[: directory + 20] + b"\1\0\0\0" * 2 + content[directory + 28 :],
        "a directory elsewhere": content[: end + 16] + b"\xff\xff\xff\x7f" + content[end + 20 :],
        "65,535 entries claimed": content[: end + 8] + b"\xff\xff" * 2 + content[end + 12 :],
        "a comment without an end": content[: end + 20] + b"\xff\xff",
        "something in front": b"#!/bin/sh\n" + content,
        "something behind": content + b"\0" * 1000,
        "damaged deflate": _damaged_deflate(entries),
        **{f"no {name}": _zip([each for each in entries if each[0] != name]) for name, _ in entries},
    }.items():
        yield f"archive: {name}", take


def _damaged_deflate(entries: list[tuple[str, bytes]]) -> bytes:
    damaged = bytearray(_zip(entries, zipfile.ZIP_DEFLATED))
    damaged[60:90] = b"\xff" * 30
    return bytes(damaged)
