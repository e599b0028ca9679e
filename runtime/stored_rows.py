# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames that stay in their take's file and are read block by block."""

from typing import Any

import numpy as np

from .arrays import Array
from .file_part import FilePart
from .long_arrays import changed


class StoredRows:
    """The rows (T,N) of an .npy file, as an array that can only be sliced. ``numpy.asarray`` reads them all.

    Reading raises ValueError where the file has become shorter.
    """

    ndim = 2

    def __init__(self, file: FilePart, shape: tuple[int, int], kind: np.dtype[Any]) -> None:
        self._file, self.shape, self.dtype = file, shape, kind

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, part: slice) -> Array:
        start, stop, step = part.indices(len(self))
        if step != 1:
            raise ValueError("stored frames are read one after the other")
        row = self.shape[1] * self.dtype.itemsize
        self._file.seek(start * row)
        content = self._file.read(max(0, stop - start) * row)
        if len(content) != max(0, stop - start) * row:
            raise ValueError("its motion is cut off")
        return np.frombuffer(content, self.dtype).reshape(-1, self.shape[1])

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        return self[:].astype(dtype or self.dtype, copy=False)


def laid_out(rows: Array) -> Array:
    """``rows`` (T,...) as an array that can be asked for anything."""
    return rows if isinstance(rows, np.ndarray) else changed(rows, np.asarray)
