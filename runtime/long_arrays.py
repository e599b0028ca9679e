# SPDX-License-Identifier: GPL-3.0-or-later
"""Arrays of many frames, which lie on the disk while an export says so: an hour's weights are 37 MB, and there are
several of them on the way to a file.

They are arrays as any other, mapped from a file without a name. What was touched of them counts as this process's
memory until ``let_go``, so who goes over one does so block by block.
"""

import itertools
import math
import mmap
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any
from weakref import WeakSet

import numpy as np

from .arrays import Array

BLOCK = 10_240
"""Frames that are worked on together: a whole number of the pieces in which ``head.lips`` measures."""
_SMALL = 1 << 22
"""Bytes; what has fewer stays in memory: seven minutes of weights have more. Chosen by hand."""
_ZEROS = bytes(1 << 20)
"""By which a file is made longer."""
_folder: ContextVar[Path | None] = ContextVar("folder", default=None)
_COLUMNS = 8
"""Of an array, that are held at once."""
_touched = itertools.count()
_TOUCHED = 16
"""With each frame the system fetches those around it: 64 kB or more."""
_maps: "WeakSet[mmap.mmap]" = WeakSet()


@contextmanager
def long_arrays_in(folder: Path) -> Iterator[None]:
    """Within, large arrays that are made here lie in a file in ``folder``, which goes when they do."""
    # Windows keeps a file's name as long as it is mapped, and then the folder could not be removed.
    token = _folder.set(folder if os.name == "posix" else Path(tempfile.gettempdir()))
    try:
        yield
    finally:
        _folder.reset(token)


def long_array(shape: tuple[int, ...], kind: Any = np.float32) -> Array:
    """An array of that shape and number type, whose values are to be set. Raises OSError where the disk is full."""
    folder, size = _folder.get(), math.prod(shape) * np.dtype(kind).itemsize
    if folder is None or size < _SMALL:
        return np.empty(shape, kind)
    with tempfile.TemporaryFile(dir=folder) as file:
        # Written, not only made longer: where a mapped file finds no room, the process is killed.
        for first in range(0, size, len(_ZEROS)):
            file.write(_ZEROS[: size - first])
        file.flush()
        mapped = mmap.mmap(file.fileno(), size)
    _maps.add(mapped)
    return np.frombuffer(mapped, kind).reshape(shape)


def long_like(values: Array, count: int | None = None) -> Array:
    """``long_array`` with the rows of ``values`` (T,...), as many, or ``count``."""
    return long_array((len(values) if count is None else count, *values.shape[1:]), values.dtype)


def let_go() -> None:
    """Keep no part of the arrays on the disk in memory: it is read again when it is asked for."""
    if hasattr(mmap, "MADV_DONTNEED"):
        for mapped in list(_maps):
            mapped.madvise(mmap.MADV_DONTNEED)


def let_go_at_times() -> None:
    """``let_go`` once in a while, for who touches a frame here and there."""
    if next(_touched) % _TOUCHED == 0:
        let_go()


def blocks(count: int, size: int = BLOCK) -> Iterator[slice]:
    """Slices of 0 to ``count``, one after the other; each is let go before the next."""
    for first in range(0, count, size):
        yield slice(first, min(first + size, count))
        let_go()


def by_block(measure: Callable[[Array], Array], rows: Array) -> Array:
    """``measure(rows)``, whose rows hang on those of ``rows`` alone, block by block; held in memory."""
    # Copies: of a view everything would be touched again.
    return np.concatenate([np.array(measure(rows[block])) for block in blocks(len(rows))])


def changed(rows: Array, change: Callable[[Array], Array], columns: int | None = None) -> Array:
    """``change(rows)``, whose rows hang on those of ``rows`` alone, as a further long array. columns: of it, where they
    are others."""
    made = long_like(rows) if columns is None else long_array((len(rows), columns), rows.dtype)
    for block in blocks(len(rows)):
        made[block] = change(rows[block])
    return made


def column(rows: Array, index: int) -> Array:
    """One column (T,) of ``rows`` (T,N), in memory."""
    return by_block(lambda block: block[:, index], rows)


def side_by_side(columns: Mapping[str, Array], names: Sequence[str], count: int) -> Array:
    """(count, N) float32, a long array: the columns of ``names``, zeros where there is none."""
    made = long_array((count, len(names)))
    for some in (slice(first, first + _COLUMNS) for first in range(0, len(names), _COLUMNS)):
        held = [columns.get(name, np.zeros(count, np.float32)) for name in names[some]]
        for block in blocks(count):
            made[block, some] = np.stack([values[block] for values in held], axis=1)
    return made


class EachMade(Mapping[str, Array]):
    """Columns by name, each made when it is asked for and not kept."""

    def __init__(self, makers: Mapping[str, Callable[[], Array]]) -> None:
        self.makers = makers

    @classmethod
    def of(cls, names: Sequence[str], rows: Array) -> "EachMade":
        """The columns of ``rows`` (T,N)."""

        def maker(index: int) -> Callable[[], Array]:
            return lambda: column(rows, index)

        return cls({name: maker(index) for index, name in enumerate(names)})

    def __or__(self, other: "EachMade") -> "EachMade":
        return EachMade({**self.makers, **other.makers})

    def __getitem__(self, name: str) -> Array:
        return self.makers[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(self.makers)

    def __len__(self) -> int:
        return len(self.makers)
