# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that the worker leaves in Blender's temporary folder: complete, or not there."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .disk_room import room_hint
from .errors import WriteError
from .output_folder import write_error


@contextmanager
def complete_or_gone(*paths: Path) -> Iterator[None]:
    """What the disk does not take is removed, and said as an error of the disk's. Raises WriteError."""
    try:
        yield
    except OSError as error:
        for path in paths:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        folder = paths[0].parent
        reason = write_error(folder, error).reason
        hint = room_hint(error, "give Blender another folder for temporary files")
        raise WriteError(str(folder), reason, hint) from error
