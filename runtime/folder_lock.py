# SPDX-License-Identifier: GPL-3.0-or-later
"""The lock of an output folder. Its file remembers what was written there, so that a user's own file is told apart."""

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import lock_descriptor

from .errors import BusyError

LOCK_NAME = ".soliloquy.lock"
_DIGEST_LENGTH = 64
"""Characters of a SHA-256 in hexadecimal."""


@contextmanager
def hold(folder: Path, name: str = LOCK_NAME, held_by: str = "another run is writing there") -> Iterator[None]:
    """Hold the folder's lock, which the system frees when the process dies.

    name: of its file, another one for a part of the folder. held_by: what is said where it is taken. Raises BusyError
    at once when another run has it, OSError when the file cannot be made.
    """
    # A symbolic link of that name could lead to a file of the user's.
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(folder / name, flags, 0o644)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise FileExistsError(f"{name} is no file")
        if not lock_descriptor(descriptor, blocking=False):
            raise BusyError(str(folder), held_by, "Wait for it to end, or give another --out")
        if status.st_size == 0:
            # Windows locks the first byte, so nothing else may need it.
            os.write(descriptor, b"\n")
        yield
    finally:
        os.close(descriptor)


def digest(path: Path) -> str:
    """sha256 of a file's bytes. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def written_before(folder: Path) -> Mapping[str, frozenset[str]]:
    """Names of the files that were ever written into a locked folder, each with the digests they had."""
    with (folder / LOCK_NAME).open("rb") as file:
        file.seek(1)
        lines = file.read().decode("utf-8", "surrogateescape").split("\n")
    known: dict[str, set[str]] = {}
    for line in lines:
        found, _, name = line.partition(" ")
        if name and len(found) == _DIGEST_LENGTH:
            known.setdefault(name, set()).add(found)
    return {name: frozenset(digests) for name, digests in known.items()}


def remember(folder: Path, digests: Mapping[str, str]) -> None:
    """Add files, digest by name, to those that were written into a locked folder. Raises OSError."""
    known = written_before(folder)
    lines = [f"\n{found} {name}" for name, found in digests.items() if found not in known.get(name, ())]
    if not lines:
        return
    # Each line begins with its line break: one that a full disk cut short does not spoil the next.
    with (folder / LOCK_NAME).open("ab") as file:
        file.write("".join([*lines, "\n"]).encode("utf-8", "surrogateescape"))
        file.flush()
        os.fsync(file.fileno())
