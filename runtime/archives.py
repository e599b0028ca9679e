# SPDX-License-Identifier: GPL-3.0-or-later
"""Zip archives and numpy arrays that others wrote, read without trusting what their headers claim; and ours, written.

All here that reads raises ValueError with a reason of one line; who reads a file makes an InputError of it.
"""

import io
import re
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import RawIOBase
from typing import IO, Any, BinaryIO, cast

import numpy as np

from .arrays import Array
from .long_arrays import blocks

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every entry of ours: the first that a zip can have."""
_UNIX = 3
"""The system that every entry says it is from."""
_END, _END_SIZE, _LONGEST_COMMENT = b"PK\5\6", 22, 0xFFFF
_ZIP64_LOCATOR, _LOCATOR_SIZE = b"PK\6\7", 20
_LOCAL_HEADER, _LOCAL_LENGTHS = 30, 26
"""Bytes before an entry's name, and where among them its length and that of the extra field stand."""
_BYTES_AN_ENTRY = 1000
"""Of the archive's directory, at most: 46 and a short name are usual."""
_ENCRYPTED = 1
_BLOCK = 1 << 20
"""Bytes that are unpacked at once."""
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, OSError, struct.error, ValueError)
_HEADER = re.compile(
    rb"\{ *'descr': *'([<|>=]?[a-zA-Z][0-9]+)', *'fortran_order': *(True|False), *"
    rb"'shape': *\(((?:[0-9]{1,12}(?:, *|(?=\))))*)\),? *\}\s*"
)


@dataclass(frozen=True)
class Archive:
    """entries: by name. most: bytes that an entry may unpack to; stored: they must not be compressed."""

    file: zipfile.ZipFile
    entries: Mapping[str, zipfile.ZipInfo]
    most: int
    stored: bool

    def read(self, name: str) -> bytes:
        """The bytes of an entry."""
        entry = self._checked(name)
        with _one_kind_of_error(), self.file.open(entry) as stream:
            content = stream.read(entry.file_size)
        if len(content) != entry.file_size:
            raise ValueError(f"{name} is cut off")
        return content

    def stream(self, name: str) -> IO[bytes]:
        """An entry that is read piece by piece, after it was seen to be whole: what it unpacks to is never held."""
        entry, size = self._checked(name), 0
        with _one_kind_of_error(), self.file.open(entry) as stream:
            while block := stream.read(_BLOCK):
                size += len(block)
        if size != entry.file_size:
            raise ValueError(f"{name} is cut off")
        return self.file.open(entry)

    def place(self, name: str) -> range:
        """Where the bytes of a stored entry lie in the archive's file."""
        entry = self._checked(name)
        file = self.file.fp
        assert file is not None and entry.compress_type == zipfile.ZIP_STORED
        file.seek(entry.header_offset + _LOCAL_LENGTHS)
        with _one_kind_of_error():
            begin = entry.header_offset + _LOCAL_HEADER + sum(struct.unpack("<HH", file.read(4)))
        return range(begin, begin + entry.file_size)

    def _checked(self, name: str) -> zipfile.ZipInfo:
        entry = self.entries.get(name)
        if entry is None:
            raise ValueError(f"it has no {name}")
        if entry.flag_bits & _ENCRYPTED:
            raise ValueError(f"{name} is encrypted")
        if entry.compress_type not in (zipfile.ZIP_STORED, *(() if self.stored else (zipfile.ZIP_DEFLATED,))):
            raise ValueError(f"{name} is compressed in a way that is not used here")
        if entry.file_size > self.most:
            raise ValueError(f"{name} unpacks to {entry.file_size / 1e6:,.0f} MB, more than {self.most / 1e6:,.0f} MB")
        return entry


@contextmanager
def opened_archive(file: BinaryIO | RawIOBase, *, entries: int, most: int, stored: bool = False) -> Iterator[Archive]:
    """A zip of at most ``entries`` entries, none named twice, which unpack to at most ``most`` bytes together."""
    with _one_kind_of_error():
        _check_directory(file, entries)
        archive = zipfile.ZipFile(cast(IO[bytes], file))
    with archive:
        found = archive.infolist()
        by_name = {entry.filename: entry for entry in found}
        if len(found) > entries or len(by_name) < len(found):
            raise ValueError("it holds more entries than it should")
        if sum(entry.file_size for entry in found) > most:
            raise ValueError(f"it unpacks to more than {most / 1e6:,.0f} MB")
        yield Archive(archive, by_name, most, stored)


def array_of(content: bytes, kinds: Collection[str]) -> Array:
    """The array of an .npy file, of whatever shape; read-only. kinds: the number types that it may have ("<f4").

    Its header is matched with the one form that numpy writes, and must fit the bytes that are there to the last one.
    """
    said = array_header(content[:ARRAY_HEADER], len(content), kinds)
    flat = np.frombuffer(memoryview(content)[said.start :], said.kind)
    return flat.reshape(said.shape[::-1]).T if said.by_columns else flat.reshape(said.shape)


@dataclass(frozen=True)
class ArrayHeader:
    """What an .npy file says of its array: its number type and shape, and where its values begin. by_columns: they lie
    column by column."""

    kind: "np.dtype[Any]"
    shape: tuple[int, ...]
    start: int
    by_columns: bool


ARRAY_HEADER = 1012
"""Bytes at the beginning of an .npy file that hold all of ``array_header``."""


def array_header(content: bytes, size: int, kinds: Collection[str]) -> ArrayHeader:
    """The header of an .npy file that begins with ``content`` and has ``size`` bytes. kinds: as in ``array_of``."""
    if content[:6] != b"\x93NUMPY" or len(content) < 10 or content[6] not in (1, 2):
        raise ValueError("an array has no header")
    start = 10 if content[6] == 1 else 12
    length = int.from_bytes(content[8:start], "little")
    header = _HEADER.fullmatch(content[start : start + min(length, 1000)])
    if header is None or header[1].decode() not in kinds:
        raise ValueError("an array is of a kind that is not used here")
    shape = tuple(int(each) for each in re.findall(rb"[0-9]+", header[3]))
    kind, data = np.dtype(header[1].decode()), max(0, size - start - length)
    if len(shape) > 4 or _product(shape) * kind.itemsize != data:
        raise ValueError(f"an array says that it is {shape}, and has {data} bytes")
    return ArrayHeader(kind, shape, start + length, header[2] == b"True")


def plain_entry(name: str) -> zipfile.ZipInfo:
    """What a zip says of an entry before its content, without the clock and the system that it is written on."""
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system = _UNIX
    return entry


def add_entry(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """An entry without the clock, so that the same contents give the same bytes."""
    with _new_entry(archive, name, len(content)) as entry:
        entry.write(content)


def add_file(archive: zipfile.ZipFile, name: str, write: Callable[[BinaryIO], None], part: BinaryIO) -> None:
    """The same of what ``write`` puts into ``part``, a file that can be read again and holds nothing yet."""
    write(part)
    size = part.seek(0, 2)
    part.seek(0)
    with _new_entry(archive, name, size) as entry:
        shutil.copyfileobj(part, entry, _BLOCK)


def write_npz(file: BinaryIO, arrays: Mapping[str, Array]) -> None:
    """Arrays by name as numpy reads them; np.savez would stamp them with the clock."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, values in arrays.items():
            with _new_entry(archive, f"{name}.npy", _product(values.shape) * values.dtype.itemsize) as entry:
                about = {"descr": values.dtype.str, "fortran_order": False, "shape": values.shape}
                np.lib.format.write_array_header_1_0(entry, about)  # type: ignore[no-untyped-call]
                rows = values if values.ndim else values.reshape(1)
                for block in blocks(len(rows)):
                    entry.write(rows[block].tobytes())


def npz_of(arrays: Mapping[str, Array]) -> bytes:
    """The bytes of ``write_npz``."""
    buffer = io.BytesIO()
    write_npz(buffer, arrays)
    return buffer.getvalue()


def _new_entry(archive: zipfile.ZipFile, name: str, size: int) -> IO[bytes]:
    entry = plain_entry(name)
    entry.external_attr = 0o644 << 16
    entry.file_size = size
    return archive.open(entry, "w")


def _product(shape: tuple[int, ...]) -> int:
    product = 1
    for size in shape:
        product *= size
    return product


def _check_directory(file: BinaryIO | RawIOBase, entries: int) -> None:
    """zipfile reads the whole directory at once, whatever its size."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT - _LOCATOR_SIZE))
    tail = file.read()
    end = tail.rfind(_END)
    if end < 0 or len(tail) - end < _END_SIZE:
        raise ValueError("it has no end")
    count, directory = struct.unpack("<HL", tail[end + 10 : end + 16])
    is_large = tail[max(0, end - _LOCATOR_SIZE) : end].startswith(_ZIP64_LOCATOR)
    if is_large or count > entries or directory > entries * _BYTES_AN_ENTRY:
        raise ValueError(f"it holds more than {entries} entries")
    file.seek(0)


@contextmanager
def _one_kind_of_error() -> Iterator[None]:
    try:
        yield
    except _UNREADABLE as error:
        raise ValueError(str(error).partition("\n")[0] or type(error).__name__) from error
