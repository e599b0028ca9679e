# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples that stay in their file: an hour of them is 350 MB, and who writes a sound takes them piece by piece."""

from typing import Any

import numpy as np
import soundfile

from .arrays import Array
from .file_part import FilePart
from .interrupts import held

_BLOCK = 1 << 18
"""Samples that are read at once."""


class StoredSamples:
    """Samples (N,) float32 of a mono file, as an array that can only be sliced. ``numpy.asarray`` reads them all.

    Reading raises ValueError where the file is not what it says.
    """

    ndim = 1
    dtype = np.dtype(np.float32)

    def __init__(self, file: FilePart, count: int) -> None:
        self._file, self._count = file, count
        self._sound: soundfile.SoundFile | None = None
        self._at = 0

    def __len__(self) -> int:
        return self._count

    @property
    def shape(self) -> tuple[int]:
        """(N,)"""
        return (self._count,)

    def __getitem__(self, part: slice) -> Array:
        start, stop, step = part.indices(self._count)
        if step != 1:
            raise ValueError("stored samples are read one after the other")
        return self._read(start, max(start, stop))

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        return self[:].astype(dtype or self.dtype, copy=False)

    def check(self) -> None:
        """Read all once and keep nothing. Raises ValueError where they cannot be read, or are fewer."""
        for start in range(0, self._count, _BLOCK):
            self[start : start + _BLOCK]

    def _read(self, start: int, stop: int) -> Array:
        try:
            # libsndfile loses an interrupt that comes while it calls back.
            with held():
                if self._sound is None or start < self._at:
                    self._file.seek(0)
                    self._sound, self._at = soundfile.SoundFile(self._file), 0
                while self._at < start:
                    self._at += len(self._sound.read(min(_BLOCK, start - self._at), dtype="float32")) or start
                samples: Array = self._sound.read(stop - start, dtype="float32")
        except (soundfile.LibsndfileError, TypeError, OSError) as error:
            raise ValueError(f"its sound cannot be read ({error})") from error
        self._at = stop
        if len(samples) != stop - start:
            raise ValueError("its sound is cut off")
        return samples
