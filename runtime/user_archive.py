# SPDX-License-Identifier: GPL-3.0-or-later
"""A user's file that is a zip of arrays."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .archives import Archive, opened_archive
from .errors import InputError
from .limits import ARCHIVE_ENTRIES
from .user_file import open_file


@contextmanager
def user_archive(path: Path, kind: str, most: int, hint: str, entries: int = ARCHIVE_ENTRIES) -> Iterator[Archive]:
    """What a file of a ``kind`` holds, of at most so many bytes and entries. A ValueError of the block becomes an
    InputError that says why it is no such thing. Raises InputError."""
    with open_file(path, most, hint) as file:
        try:
            with opened_archive(file, entries=entries, most=most) as archive:
                yield archive
        except ValueError as error:
            raise InputError(str(path), f"cannot be used as a {kind}: {error}", hint) from error
