# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing into a folder so that nothing half-written is ever seen there, and no file of the user's is lost."""

import errno
import filecmp
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .disk_room import room_hint
from .errors import UsageError, WriteError
from .folder_lock import LOCK_NAME, digest, hold, remember, written_before
from .interrupts import held, on_end
from .publishing import NEW, NotPutBackError, discard, make_staging, publish, recover

__all__ = ["LOCK_NAME", "NO_INPUTS", "Inputs", "check_targets", "locked", "plain_name", "staged", "write_error"]

_OF_WINDOWS = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|.*[. ]$", re.IGNORECASE)
"""Devices, with any ending, and names whose last dot or space it would leave out."""
_Identity = tuple[int, int]
_OTHER_PLACE = "Give another --out or --name"
_OTHER_FORMATS = f"{_OTHER_PLACE}, or leave its format out of --formats"


@dataclass(frozen=True)
class Inputs:
    """The files that a run reads, which it never replaces, and the folders of its recordings; by device and inode.

    Beside a recording lie other files of its name that are the user's (another sound, captured curves, a scene), so
    there only what an earlier run wrote is replaced.
    """

    files: frozenset[_Identity] = frozenset()
    folders: frozenset[_Identity] = frozenset()

    @staticmethod
    def of(files: Iterable[Path], recordings: Iterable[Path] = ()) -> "Inputs":
        """Those of ``files`` and of ``recordings`` that are there."""
        heard = list(recordings)
        return Inputs(_identities([*files, *heard])) | Inputs.beside(heard)

    @staticmethod
    def beside(recordings: Iterable[Path]) -> "Inputs":
        """The folders of those of ``recordings`` that are there, which are not read themselves."""
        return Inputs(folders=_identities({path.parent for path in recordings if _identity(path) is not None}))

    def __or__(self, other: "Inputs") -> "Inputs":
        return Inputs(self.files | other.files, self.folders | other.folders)


NO_INPUTS = Inputs()


@contextmanager
def locked(folder: Path) -> Iterator[Path]:
    """Make ``folder`` where it is missing, lock it, and yield its full path.

    The lock is the operating system's: it is freed when the process dies. What a killed run left is undone first.
    Raises BusyError at once when another run holds the folder, WriteError when it cannot be written, UsageError when
    it can be no folder's name.
    """
    with ExitStack() as lock:
        try:
            folder = folder.expanduser().resolve()
            folder.mkdir(parents=True, exist_ok=True)
            lock.enter_context(hold(folder))
            with held():
                recover(folder)
        except OSError as error:
            raise write_error(folder, error) from error
        except (RuntimeError, ValueError) as error:
            # No such user, links that lead to each other, a null character.
            raise UsageError(f"--out {folder}", f"is no folder's name ({error})", "Give another --out") from error
        yield folder


@contextmanager
def staged(folder: Path, inputs: Inputs = NO_INPUTS) -> Iterator[Path]:
    """Yield an empty folder inside a locked one; at the end its files replace those of the same names, all or none.

    An input that would be replaced by its own copy is left alone. When the body raises, nothing has changed. No signal
    interrupts the replacing. Raises WriteError when the disk does not take the files or something is in their way,
    UsageError when they would replace one of ``inputs`` or a user's file beside a recording.
    """
    staging: Path | None = None
    try:
        with held():
            staging = make_staging(folder)
        with on_end(partial(discard, staging)):
            yield staging / NEW
        with held():
            _replace(staging, folder, inputs)
    except OSError as error:
        raise write_error(folder, error) from error
    finally:
        if staging is not None:
            with held():
                discard(staging)


def check_targets(folder: Path, names: Iterable[str], inputs: Inputs = NO_INPUTS) -> None:
    """Raise what ``staged`` would raise at its end, as far as that is known before the files are made."""
    try:
        _to_move(folder, [(name, None) for name in names], inputs)
    except OSError as error:
        raise write_error(folder, error) from error


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


def _replace(staging: Path, folder: Path, inputs: Inputs) -> None:
    made = sorted(path for path in (staging / NEW).iterdir() if path.is_file())
    names = _to_move(folder, [(path.name, path) for path in made], inputs)
    remember(folder, {name: digest(staging / NEW / name) for name in names})
    publish(staging, folder, names)


def _to_move(folder: Path, files: Iterable[tuple[str, Path | None]], inputs: Inputs) -> list[str]:
    """Names of the files that may take their place, each given with the new file where it is made already."""
    written = written_before(folder) if _identity(folder) in inputs.folders else None
    return [
        name
        for name, new in files
        if _may_be_written(folder / name, new, inputs, None if written is None else written.get(name, frozenset()))
    ]


def _may_be_written(target: Path, new: Path | None, inputs: Inputs, ours: frozenset[str] | None) -> bool:
    """Whether ``target`` is to be written, which an input is not by its own copy.

    ours: digests of what may be replaced there, None for anything. Raises UsageError and WriteError where something is
    in the way.
    """
    if not os.path.lexists(target):
        return True
    mode = target.lstat().st_mode
    if target.is_dir() or not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
        reason = "is in the way: it is a folder" if target.is_dir() else "is in the way: it is no ordinary file"
        raise WriteError(str(target), reason, _OTHER_PLACE)
    # To root everything is writable, but who takes that right from a file means it.
    if stat.S_ISREG(mode) and not (mode & stat.S_IWUSR and os.access(target, os.W_OK)):
        raise WriteError(str(target), "may not be written to", f"Change its permissions, or {_OTHER_PLACE.lower()}")
    if _identity(target) in inputs.files:
        if new is None or filecmp.cmp(new, target, shallow=False):
            return False
        raise UsageError(str(target), "would be replaced, though it is what is read", _OTHER_FORMATS)
    if ours is not None and (not target.is_file() or digest(target) not in ours):
        raise UsageError(str(target), "would be replaced, and Soliloquy did not write it", _OTHER_FORMATS)
    return True


def _identities(paths: Iterable[Path]) -> frozenset[_Identity]:
    return frozenset(found for found in map(_identity, paths) if found is not None)


def _identity(path: Path) -> _Identity | None:
    """Device and inode, by which a file is the same under every name; None where there is none."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino


def write_error(folder: Path, error: OSError) -> WriteError:
    """The system's error as ours: why nothing can be written there, and what to do instead."""
    if isinstance(error, NotPutBackError):
        reason = f"earlier files could not be put back ({error.strerror or error})"
        return WriteError(str(folder), reason, "Close programs that use them; the next run into it puts them back")
    other = "Give another --out"
    room = room_hint(error, "give another --out")
    reasons = {
        errno.ENOSPC: ("the disk is full", room),
        errno.EDQUOT: ("your share of the disk is full", room),
        errno.EFBIG: ("no file may be so large there", room),
        errno.EACCES: ("it may not be written to", "Change its permissions, or give another --out"),
        errno.EPERM: ("it may not be written to", "Change its permissions, or give another --out"),
        errno.EROFS: ("the disk is read-only", other),
        errno.EEXIST: ("a file of that name is in the way", other),
        errno.ENOTDIR: ("a file of that name is in the way", other),
        errno.ENOENT: ("it is no longer there", "Make it again, or give another --out"),
        errno.ELOOP: ("a link of that name leads in a circle or is not followed", other),
    }
    default = (error.strerror or str(error), other)
    reason, hint = reasons.get(error.errno or 0, default)
    return WriteError(str(folder), reason, hint)
