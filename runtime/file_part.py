# SPDX-License-Identifier: GPL-3.0-or-later
"""A part of a file as a file of its own."""

import io
from typing import Any, BinaryIO


class FilePart(io.RawIOBase):
    """The bytes ``place`` of a file, as a file. An entry of a zip that zipfile opens starts anew for each step back."""

    def __init__(self, file: BinaryIO, place: range) -> None:
        self._file, self._place, self._at = file, place, 0

    def part(self, place: range) -> "FilePart":
        """The bytes ``place`` of this one, as a file."""
        return FilePart(self._file, range(self._place.start + place.start, self._place.start + place.stop))

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: len(self._place)}[whence]
        return self._at

    def readinto(self, buffer: Any) -> int:
        self._file.seek(self._place.start + self._at)
        view = memoryview(buffer)[: max(0, len(self._place) - self._at)]
        count = self._file.readinto(view)  # type: ignore[attr-defined]
        self._at += count
        return int(count)
