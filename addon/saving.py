# SPDX-License-Identifier: GPL-3.0-or-later
"""Saving a .blend that a command names: checked before speech is made, and written after it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import bpy

from ..blender.sound import relative_path
from ..runtime.errors import UsageError, WriteError

_LONGEST = 1023
"""Bytes of a path that Blender takes (FILE_MAX, less the zero at its end); it cuts off what is beyond."""
_OTHER = "Give another --out"


def blend_path(out: Path | None) -> Path:
    """The full path of ``--out``, or of the open file where there is none.

    Raises UsageError where it can be no .blend's name, WriteError where none can be written there.
    """
    if out is None:
        if not bpy.data.filepath:
            raise UsageError("--save", "no file is open", "Open a .blend before --command, or give --out FILE")
        return Path(bpy.data.filepath)
    try:
        path = out.expanduser().resolve()
        length = len(str(path).encode())
    except (OSError, RuntimeError, ValueError) as error:
        raise UsageError(f"--out {out}", f"is no file's name for Blender ({error})", _OTHER) from error
    if path.suffix.lower() != ".blend":
        raise UsageError(f"--out {out}", "does not end in .blend", "Give NAME.blend")
    if length > _LONGEST:
        raise UsageError(f"--out {out}", f"is longer than the {_LONGEST} bytes that Blender takes", _OTHER)
    if "\0" in str(path):
        raise UsageError(f"--out {out}", "has a null character in it", _OTHER)
    return path


def check_place(path: Path) -> None:
    """Raise WriteError, before speech is made, where a .blend cannot be written."""
    folder = path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(str(folder), error.strerror or str(error), _OTHER) from error
    if not os.access(folder, os.W_OK):
        raise WriteError(str(folder), "it may not be written to", _OTHER)
    try:
        if path.is_dir():
            raise WriteError(str(path), "is a folder", _OTHER)
    except OSError as error:
        raise WriteError(str(path), error.strerror or str(error), _OTHER) from error


@contextmanager
def no_folder_left(folder: Path) -> Iterator[None]:
    """Where the body fails, ``folder`` is gone again if it was not there, and so are those above it."""
    missing = [each for each in (folder, *folder.parents) if not os.path.lexists(each)]
    try:
        yield
    except BaseException:
        for each in missing:
            with suppress(OSError):
                each.rmdir()
        raise


def save_blend(path: Path, new_sounds: list[bpy.types.Sound]) -> None:
    """Write the open file to ``path``; recordings of one that was never saved are found from there, and our own sounds
    are kept as at every save (``sound_keeping``). Raises WriteError."""
    if not bpy.data.filepath:
        for sound in (each for each in new_sounds if not each.packed_file):
            sound.filepath = relative_path(Path(sound.filepath), path.parent)
    try:
        bpy.ops.wm.save_as_mainfile(filepath=str(path))
    except (OSError, RuntimeError) as error:
        raise WriteError(str(path), reason_of(error), _OTHER) from error


def reason_of(error: Exception) -> str:
    """What Blender reports, without what it puts before it."""
    return str(error).strip().removeprefix("Error: ")
