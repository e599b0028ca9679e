# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder for a user's own data, where each system wants it, and what is kept in it by name."""

import os
import sys
from pathlib import Path

from .errors import UsageError, WriteError
from .safe_names import is_safe

_MOST_KEPT = 1000
"""Names of one kind that are listed. Chosen by hand."""


def user_data_folder() -> Path:
    """Soliloquy's folder below XDG_DATA_HOME, Library/Application Support or LOCALAPPDATA; it may not exist yet."""
    if sys.platform == "win32":
        base, usual = os.environ.get("LOCALAPPDATA"), "~/AppData/Local"
    elif sys.platform == "darwin":
        base, usual = None, "~/Library/Application Support"
    else:
        base, usual = os.environ.get("XDG_DATA_HOME"), "~/.local/share"
    return Path(base or usual).expanduser() / "soliloquy"


def names_kept(folder: Path, ending: str) -> tuple[str, ...]:
    """Names of the files NAME + ``ending``, in the order of the alphabet; none where the folder cannot be read."""
    try:
        entries = [entry.name for entry in os.scandir(folder) if entry.is_file()]
    except OSError:
        return ()
    names = (name.removesuffix(ending) for name in entries if name.endswith(ending))
    return tuple(sorted(name for name in names if is_safe(name)))[:_MOST_KEPT]


def check_name(kind: str, name: str, folder: Path) -> None:
    """Raises UsageError for what can be no name of a ``kind`` that is kept in ``folder``."""
    if not is_safe(name):
        hint = f"Give a name that can be a file's, without folders: it is kept in {folder}"
        raise UsageError(f"{kind} {name!r}", "is no name", hint)


def not_kept(path: Path, error: OSError | ValueError) -> WriteError:
    """Of an error while a file was written."""
    reason = f"cannot be written ({getattr(error, 'strerror', None) or error})"
    return WriteError(str(path), reason, "Make room, or the folder writable")
