# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of a staging folder take their places all together: a journal tells how to go back from any moment.

A staging folder holds a marker, ``new/`` with what is to appear, ``old/`` with what it replaces, and, while files are
moved, the journal. While there is a journal, the way is back: every name gets what it had. Taking the journal away is
the moment from which on the new files are what is there.
"""

import errno
import json
import os
import re
import secrets
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

NEW, OLD = "new", "old"
_MARKER, _JOURNAL = "of-soliloquy", "journal.json"
_STAGING = re.compile(r"\.soliloquy-[0-9a-f]{16}")
# FAT keeps times to two seconds.
_MTIME_TOLERANCE_NS = 2_000_000_000
"""FAT keeps times of two seconds."""


@dataclass(frozen=True)
class Move:
    """A file that takes its place. replaces: there was one of that name. size, mtime_ns: of the new one."""

    name: str
    replaces: bool
    size: int
    mtime_ns: int


class NotPutBackError(OSError):
    """Files are between old and new, because a failure to move on was followed by one to go back."""


def make_staging(folder: Path) -> Path:
    """A new staging folder within ``folder``. Raises OSError, and then leaves none."""
    staging = folder / f".soliloquy-{secrets.token_hex(8)}"
    staging.mkdir()
    try:
        (staging / _MARKER).touch()
        (staging / NEW).mkdir()
        (staging / OLD).mkdir()
    except OSError:
        discard(staging)
        raise
    return staging


def publish(staging: Path, folder: Path, names: Sequence[str]) -> None:
    """Move the files ``names`` from ``new/`` into ``folder``, all or none.

    Raises OSError with everything as it was, or NotPutBackError, after which ``recover`` has work left.
    """
    moves = [_planned(staging, folder, name) for name in names]
    _write_journal(staging, moves)
    try:
        for move in moves:
            if move.replaces:
                _set_aside(folder / move.name, staging / OLD / move.name)
        for move in moves:
            (staging / NEW / move.name).replace(folder / move.name)
        _sync_folder(staging / OLD)
        _sync_folder(folder)
        (staging / _JOURNAL).unlink()
    except BaseException:
        _go_back(staging, folder, moves)
        raise
    with suppress(OSError):
        _sync_folder(staging)


def recover(folder: Path) -> None:
    """Undo what runs that were killed left behind in ``folder``. Raises OSError, NotPutBackError."""
    for staging in _left_behind(folder):
        if (staging / _JOURNAL).exists():
            _go_back(staging, folder, _read_journal(staging))
        discard(staging)


def discard(staging: Path) -> None:
    """Remove a staging folder as far as that can be done; one with a journal stays, for it holds the old files."""
    if (staging / _JOURNAL).exists():
        return
    for folder in (NEW, OLD):
        shutil.rmtree(staging / folder, ignore_errors=True)
    with suppress(OSError):
        (staging / f"{_JOURNAL}.part").unlink(missing_ok=True)
        # The marker goes last, so that a folder whose removal is stopped here is known again.
        if {path.name for path in staging.iterdir()} <= {_MARKER}:
            (staging / _MARKER).unlink(missing_ok=True)
            staging.rmdir()


def _left_behind(folder: Path) -> list[Path]:
    """Staging folders that are ours beyond doubt: called so, and marked or (made a moment before the end) empty."""
    named = [path for path in folder.iterdir() if _STAGING.fullmatch(path.name) and not path.is_symlink()]
    return [path for path in named if (path / _MARKER).is_file() or (path.is_dir() and not any(path.iterdir()))]


def _planned(staging: Path, folder: Path, name: str) -> Move:
    """The move of one file, which lies safely on the disk now."""
    # Windows flushes only what is open for writing.
    with (staging / NEW / name).open("r+b") as file:
        os.fsync(file.fileno())
    status = (staging / NEW / name).stat()
    return Move(name, os.path.lexists(folder / name), status.st_size, status.st_mtime_ns)


def _write_journal(staging: Path, moves: Sequence[Move]) -> None:
    part = staging / f"{_JOURNAL}.part"
    with part.open("w", encoding="utf-8", errors="surrogateescape") as file:
        json.dump([asdict(move) for move in moves], file)
        file.flush()
        os.fsync(file.fileno())
    part.replace(staging / _JOURNAL)
    _sync_folder(staging)


def _read_journal(staging: Path) -> list[Move]:
    try:
        entries = json.loads((staging / _JOURNAL).read_text(encoding="utf-8", errors="surrogateescape"))
        moves = [Move(**entry) for entry in entries]
    except (ValueError, TypeError) as error:
        raise NotPutBackError(f"the journal in {staging.name} is damaged") from error
    if any(Path(move.name).name != move.name for move in moves):
        raise NotPutBackError(f"the journal in {staging.name} names files elsewhere")
    return moves


def _set_aside(target: Path, aside: Path) -> None:
    """Keep what ``target`` is: under a second name where the system can, so that the first always has a file."""
    # Windows would let a file that a program holds open have the second name, and never take that away again.
    if os.name != "nt" and not target.is_symlink():
        with suppress(OSError):
            os.link(target, aside)
            return
    target.replace(aside)


def _go_back(staging: Path, folder: Path, moves: Sequence[Move]) -> None:
    """Give every name what it had. May be begun again wherever it was stopped."""
    try:
        for move in reversed(moves):
            _put_back(staging, folder / move.name, move)
        _sync_folder(folder)
        (staging / _JOURNAL).unlink()
    except OSError as error:
        raise NotPutBackError(*error.args) from error


def _put_back(staging: Path, target: Path, move: Move) -> None:
    new, aside = staging / NEW / move.name, staging / OLD / move.name
    free, moved = not os.path.lexists(target), not os.path.lexists(new)
    # What lies there now may be the user's, put there since the run was killed.
    if free or (moved and _is_ours(target, move)):
        if os.path.lexists(aside):
            aside.replace(target)
        elif not free and not move.replaces:
            target.replace(new)


def _is_ours(path: Path, move: Move) -> bool:
    status = path.lstat()
    return status.st_size == move.size and abs(status.st_mtime_ns - move.mtime_ns) < _MTIME_TOLERANCE_NS


def _sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk. Windows does not open folders, and some systems do not sync them."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)
