# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound out into a file: the one place where samples are encoded, so that a full disk is an OSError everywhere.

libsndfile calls back into Python for every piece that it writes. What is raised there (a full disk, an interrupt) is
printed and lost, so neither may be raised there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

import soundfile

from .arrays import Array
from .interrupts import held

_BLOCK = 1 << 18
"""Samples that are written at once."""


class _Sink:
    """A file for libsndfile that keeps what went wrong. file: seekable, open for writing."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._error: OSError | None = None
        self.tell = file.tell

    def write(self, data: bytes) -> int:
        """All of ``data`` as far as libsndfile is told: ``check`` says what became of it."""
        if self._error is None:
            with self._kept():
                self._file.write(data)
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        with self._kept():
            self._file.seek(offset, whence)
        return self._file.tell()

    def check(self) -> None:
        """Raises the first error."""
        if self._error is not None:
            raise self._error

    @contextmanager
    def _kept(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self._error = self._error or error


def write_sound(file: BinaryIO, samples: Array, sample_rate: int, format: str, subtype: str, comment: str = "") -> None:
    """Encode samples (N,) or (N, channels), float in -1..1, into a seekable file. comment: of the file's metadata.

    Raises OSError.
    """
    sink = _Sink(file)
    channels = 1 if samples.ndim == 1 else samples.shape[1]
    sound: soundfile.SoundFile | None = None
    try:
        with held():
            sound = soundfile.SoundFile(sink, "w", sample_rate, channels, subtype, format=format)
            if comment and format != "WAV":
                sound.comment = comment
        for start in range(0, len(samples), _BLOCK):
            with held():
                sound.write(samples[start : start + _BLOCK])
            sink.check()
        if comment and format == "WAV":
            # Behind the sound, so that a reader that knows no chunks finds that where it always was.
            with held():
                sound.comment = comment
    finally:
        if sound is not None:
            with held():
                sound.close()
    sink.check()
    file.flush()
