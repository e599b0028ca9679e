# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be wrong with any file: 40 ways to spoil one, whatever it holds."""

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from .case import Prepare
from .samples import Samples

Spoil = Callable[[Path, bytes], None]
"""``spoil(path, content)`` puts something in the place where a file of that content is expected."""

TRUNCATIONS = 20
_FLIPPED = 6
_HUGE = 64 << 30


def ways(seed: int, structured: bool) -> Iterator[tuple[str, Spoil]]:
    """Every way by its name. structured: cut off at 20 places and with flipped bits too, which texts do not mind."""
    yield from _PLACES.items()
    yield from ((f"it is {name}", _holds(content)) for name, content in _CONTENTS.items())
    if structured:
        yield from ((f"cut off at {part}/{TRUNCATIONS}", _cut(part)) for part in range(TRUNCATIONS))
        yield from ((f"bits flipped {number}", _flipped(seed + number)) for number in range(_FLIPPED))


def _holds(content: bytes) -> Spoil:
    return lambda path, good: _write(path, content)


def _cut(part: int) -> Spoil:
    return lambda path, good: _write(path, good[: len(good) * part // TRUNCATIONS])


def _flipped(seed: int) -> Spoil:
    """A few bits in the first of it, where formats say what follows, and a few anywhere."""

    def spoil(path: Path, good: bytes) -> None:
        chance, content = random.Random(seed), bytearray(good)
        for within in (64, 64, 512, len(content), len(content)):
            content[chance.randrange(min(within, len(content)))] ^= 1 << chance.randrange(8)
        _write(path, bytes(content))

    return spoil


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _huge(path: Path, good: bytes) -> None:
    """64 GB that take no place on the disk, with a good beginning."""
    _write(path, good)
    os.truncate(path, _HUGE)


def _missing(path: Path, good: bytes) -> None:
    path.unlink(missing_ok=True)


def _unreadable(path: Path, good: bytes) -> None:
    _write(path, good)
    path.chmod(0)


def _loop(path: Path, good: bytes) -> None:
    path.symlink_to(path.name)


def _dangling(path: Path, good: bytes) -> None:
    path.symlink_to("nowhere")


def _below_a_file(path: Path, good: bytes) -> None:
    _write(path, good)
    path.with_name("linked").symlink_to(path)


def _device(name: str) -> Spoil:
    return lambda path, good: path.symlink_to(f"/dev/{name}")


def _folder_with_itself(path: Path, good: bytes) -> None:
    path.mkdir()
    (path / path.name).symlink_to("..")


_PLACES: dict[str, Spoil] = {
    "missing": _missing,
    "a folder": lambda path, good: path.mkdir(),
    "a folder that holds itself": _folder_with_itself,
    "a FIFO": lambda path, good: os.mkfifo(path),
    "/dev/zero": _device("zero"),
    "/dev/urandom": _device("urandom"),
    "/dev/null": _device("null"),
    "/dev/full": _device("full"),
    "unreadable": _unreadable,
    "a link to itself": _loop,
    "a link to nowhere": _dangling,
    "64 GB": _huge,
}

_CONTENTS: dict[str, bytes] = {
    "empty": b"",
    "one byte": b"\0",
    "random bytes": random.Random(1).randbytes(40_000),
    "zero bytes": bytes(40_000),
    "a line": b"This is no such file.\n",
    "a text in UTF-16": "Hi there.\n".encode("utf-16"),
    "a text in Latin-1": "Müller grüßt.\n".encode("latin-1") * 50,
    "a text with zero bytes": b"Hi\0there\n" * 10,
    "a web page": b"<!DOCTYPE html><html><body>404</body></html>\n",
    "deep JSON": b"[" * 200_000,
    "a JSON of null": b"null",
    "a big number": b"9" * 1_000_000,
    "a line of a megabyte": b"a" * 1_000_000,
    "a pickle": b"\x80\x04\x95\x1a\0\0\0\0\0\0\0\x8c\x05posix\x8c\x06system\x93\x8c\x04true\x85R.",
}


NAMES = {
    "no UTF-8": b"a\xff\xfe{}",
    "a newline": b"a\nb{}",
    "a dash": b"-a{}",
    "two dashes": b"--out{}",
    "an address": b"http:x{}",
    "a protocol of ffmpeg": b"concat:x{}",
    "a pattern": b"*%03d[a]{}",
    "only the ending": b"{}",
    "trailing space": b"a {}",
    "escape codes": b"\x1b[31ma{}",
    "quotes": b"'\"`$(id){}",
    "long": b"a" * 230 + b"{}",
    "an apostrophe of Unicode": "’￼\u202e{}".encode(),
}
"""Names that a good file may have; {} is its ending."""


def named(pattern: bytes, ending: str) -> str:
    """A file's name as the shell hands it over."""
    return os.fsdecode(pattern.replace(b"{}", ending.encode()))


def spoilt(spoil: Spoil, name: str, good: str) -> Prepare:
    """Spoils what a case's file of that name would be. good: the ending of a file that is whole."""
    return lambda folder, samples: spoil(folder / name, samples.content(good))


def sound_called(name: str) -> Prepare:
    """Lays a good recording into the case's folder, under any name."""
    return lambda folder, samples: give_named(folder, samples, ".wav", name)


def give_named(folder: Path, samples: Samples, ending: str, name: str) -> None:
    """Lay a good file of that ending into the case's folder, under any name."""
    with open(os.path.join(os.fsencode(folder), os.fsencode(name)), "wb") as file:  # noqa: PTH118, PTH123
        file.write(samples.content(ending))
