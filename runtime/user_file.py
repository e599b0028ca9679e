# SPDX-License-Identifier: GPL-3.0-or-later
"""The one way in for a user's file: regular files only, none larger than its limit, nothing read beyond it."""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from .errors import InputError, UsageError

_KINDS = (
    (stat.S_ISDIR, "is a folder"),
    (stat.S_ISFIFO, "is a pipe, which may never end"),
    (stat.S_ISSOCK, "is a socket, which may never end"),
    (stat.S_ISCHR, "is a device, which may never end"),
    (stat.S_ISBLK, "is a disk"),
)
_REASONS = {
    errno.ENOENT: "there is no such file",
    errno.ENOTDIR: "there is no such file",
    errno.ELOOP: "is a symbolic link that leads back to itself",
    errno.ENAMETOOLONG: "is a name too long for a file",
}


def as_path(what: str, value: object) -> Path:
    """``value`` as a path. what: it is called in the error. Raises UsageError for what cannot be one."""
    if not isinstance(value, str | os.PathLike) or "\0" in str(value):
        raise UsageError(f"{what} {value!r}", "is no path", "Give a text or a Path")
    return Path(value)


def is_there(path: Path) -> bool:
    """Whether anything lies there; nothing does under a name that the system refuses, as a text that is too long."""
    return _status(path) is not None


def is_folder(path: Path) -> bool:
    """Whether a folder lies there, with ``is_there``'s rule for names that are none."""
    status = _status(path)
    return status is not None and stat.S_ISDIR(status.st_mode)


def file_version(path: Path) -> tuple[int, int, int] | None:
    """What tells that a file is another one than before, without reading it; None where there is none."""
    status = _status(path)
    return None if status is None else (status.st_mtime_ns, status.st_size, status.st_ino)


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except (OSError, ValueError):
        return None


def check_file(path: Path, most: int, hint: str) -> int:
    """The size in bytes of a regular file of at most ``most``. hint: what to give instead.

    Raises InputError: there is none, it cannot be looked at, it is a folder, pipe, socket or device, it is larger.
    """
    try:
        return _checked(path, path.stat(), most, hint)
    except (OSError, ValueError) as error:
        raise unreadable(path, error, hint) from error


def open_file(path: Path, most: int, hint: str) -> BinaryIO:
    """A regular file of at most ``most`` bytes, opened to be read. Raises InputError as ``check_file`` does."""
    check_file(path, most, hint)
    try:
        # What was looked at may have been replaced since by a pipe, and opening one waits for its writer.
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        file = os.fdopen(number, "rb")
    except OSError as error:
        raise unreadable(path, error, hint) from error
    try:
        _checked(path, os.fstat(file.fileno()), most, hint)
    except InputError:
        file.close()
        raise
    return file


def read_file(path: Path, most: int, hint: str) -> bytes:
    """All bytes of a regular file, at most ``most`` even if it grows meanwhile. Raises InputError as ``check_file``."""
    with open_file(path, most, hint) as file:
        try:
            content = file.read(most + 1)
        except OSError as error:
            raise unreadable(path, error, hint) from error
    if len(content) > most:
        raise _too_large(path, len(content), most, hint)
    return content


def unreadable(path: Path, error: OSError | ValueError, hint: str) -> InputError:
    """Why the system does not give a file, in the user's words."""
    if not isinstance(error, OSError):
        return InputError(repr(str(path)), f"is no file name ({error})", hint)
    known = _REASONS.get(error.errno or 0)
    return InputError(str(path), known or f"cannot be read ({error.strerror or error})", hint)


def _checked(path: Path, found: os.stat_result, most: int, hint: str) -> int:
    for is_kind, reason in _KINDS:
        if is_kind(found.st_mode):
            raise InputError(str(path), reason, hint)
    if found.st_size > most:
        raise _too_large(path, found.st_size, most, hint)
    return found.st_size


def _too_large(path: Path, size: int, most: int, hint: str) -> InputError:
    reason = f"has {size / 1e6:,.0f} MB, more than the {most / 1e6:,.0f} MB that are read"
    return InputError(str(path), reason, hint)
