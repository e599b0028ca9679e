# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing into a folder so that nothing half-written is ever seen there."""

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from .errors import BusyError, UsageError, WriteError

LOCK_NAME = ".soliloquy.lock"
STAGING_PREFIX = ".soliloquy-"
_OF_WINDOWS = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|.*[. ]$", re.IGNORECASE)
"""Devices, with any ending, and names whose last dot or space it would leave out."""


@contextmanager
def locked(folder: Path) -> Iterator[Path]:
    """Make ``folder`` where it is missing, lock it, and yield its full path.

    The lock is the operating system's: it is freed when the process dies. Staging folders that a killed run
    left behind are removed. Raises BusyError at once when another run holds the folder, WriteError when it
    cannot be written.
    """
    folder = folder.expanduser().resolve()
    lock = FileLock(folder / LOCK_NAME, timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        hint = "Wait for it to end, or give another --out"
        raise BusyError(str(folder), "another run is writing there", hint) from error
    except OSError as error:
        raise write_error(folder, error) from error
    try:
        for left_behind in folder.glob(f"{STAGING_PREFIX}*/"):
            shutil.rmtree(left_behind, ignore_errors=True)
        yield folder
    finally:
        lock.release()


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """Yield an empty folder inside a locked one; at the end its files replace those of the same names.

    When the body raises, nothing has changed. Raises WriteError when the disk does not take the files.
    """
    staging: Path | None = None
    try:
        staging = Path(tempfile.mkdtemp(prefix=STAGING_PREFIX, dir=folder))
        yield staging
        _move_into_place(staging, folder)
    except OSError as error:
        raise write_error(folder, error) from error
    finally:
        if staging is not None:
            shutil.rmtree(staging, ignore_errors=True)


def plain_name(name: str) -> str:
    """``name``, when files can be called so. Raises UsageError where it has folders in it, begins with a dot, or is a
    name that Windows keeps for devices: files go from system to system."""
    if not name or name.startswith(".") or Path(name).name != name:
        raise UsageError(f"name {name!r}", "is not a plain file name", "Give a name without folders or a dot in front")
    if any(ord(letter) < 32 or letter == "\x7f" for letter in name):
        raise UsageError(f"name {name!r}", "has control characters in it", "Give a name of letters and digits")
    if _OF_WINDOWS.match(name):
        raise UsageError(f"name {name!r}", "cannot be a file on Windows", "Give another name")
    return name


def _move_into_place(staging: Path, folder: Path) -> None:
    written = sorted(path for path in staging.rglob("*") if path.is_file())
    for path in written:
        with path.open("rb") as file:
            os.fsync(file.fileno())
    for path in written:
        target = folder / path.relative_to(staging)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)


def write_error(folder: Path, error: OSError) -> WriteError:
    """The system's error as ours: why nothing can be written there, and what to do instead."""
    reasons = {
        errno.ENOSPC: ("the disk is full", "Free some space, or give another --out"),
        errno.EACCES: ("it may not be written to", "Change its permissions, or give another --out"),
        errno.EROFS: ("the disk is read-only", "Give another --out"),
        errno.EEXIST: ("a file of that name is in the way", "Give another --out"),
        errno.ENOTDIR: ("a file of that name is in the way", "Give another --out"),
    }
    default = (error.strerror or str(error), "Give another --out")
    reason, hint = reasons.get(error.errno or 0, default)
    return WriteError(str(folder), reason, hint)
