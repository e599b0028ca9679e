# SPDX-License-Identifier: GPL-3.0-or-later
"""A sound file read from its beginning on, whether or not it says its length or lets a reader go back."""

import os
from pathlib import Path
from typing import Any

import soundfile

from ..limits import RECORDING_SECONDS

_UNKNOWN_LENGTH = 1 << 62
"""libsndfile's count for a FLAC whose header has none, as programs leave it that write to a pipe."""
_BLOCK = 1 << 18
"""Samples of a channel that are read at once."""


class SoundFile(soundfile.SoundFile):  # type: ignore[misc]
    """soundfile's own, but forwards only where it is asked to."""

    forwards_only = False

    def seekable(self) -> bool:
        """False keeps soundfile from moving about in a file that has no known length."""
        return not self.forwards_only and bool(super().seekable())


def open_sound(path: Path, first: int = 0) -> SoundFile:
    """The file at its sample ``first``. Raises OSError, soundfile.LibsndfileError, TypeError (raw samples)."""
    # soundfile encodes a text strictly, and a name on disk may be no UTF-8.
    name: Any = str(path) if os.name == "nt" else os.fsencode(path)
    file = SoundFile(name)
    file.forwards_only = file.frames >= _UNKNOWN_LENGTH
    if file.seekable():
        file.seek(first)
    while first > 0 and not file.seekable():
        skipped = len(file.read(min(_BLOCK, first), dtype="float32"))
        first = first - skipped if skipped else 0
    return file


def frames_of(path: Path, file: SoundFile) -> int:
    """How many samples a channel has by its header; counted, up to the longest that is read, where it does not say."""
    if not file.forwards_only:
        return int(file.frames)
    most = round(RECORDING_SECONDS * file.samplerate) + _BLOCK
    frames, read = 0, 1
    with open_sound(path) as counted:
        while read and frames < most:
            read = len(counted.read(_BLOCK, dtype="float32"))
            frames += read
    return frames
