# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound and motion of a take's file: read whole, or as arrays that read them from it when they are asked for."""

import os
from typing import IO, BinaryIO, cast

import numpy as np
import soundfile

from .archives import ARRAY_HEADER, Archive, array_header, array_of, opened_archive
from .arrays import Array
from .file_part import FilePart
from .interrupts import held
from .limits import TAKE_SAMPLES
from .motion import MOTION_COLUMNS, OPTIONAL_MOTION, Motion
from .stored_rows import StoredRows
from .stored_sound import StoredSamples

_KINDS = ("<f4",)


def read_samples(flac: IO[bytes], sample_rate: int, duration: float, sound: bool) -> Array:
    """(N,) float32, as many as the take says; nothing is allocated for what the sound itself claims."""
    expected = round(duration * sample_rate)
    try:
        # libsndfile loses an interrupt that comes while it calls back.
        with flac, held(), soundfile.SoundFile(flac) as file:
            found = (file.format, file.channels, file.samplerate, file.frames)
            if found != ("FLAC", 1, sample_rate, expected) or expected > TAKE_SAMPLES:
                raise ValueError(f"speech.flac is {found}, {('FLAC', 1, sample_rate, expected)} fits the take")
            samples: Array = file.read(dtype="float32") if sound else np.broadcast_to(np.float32(0.0), expected)
    except (soundfile.LibsndfileError, TypeError, OSError) as error:
        raise ValueError(f"speech.flac cannot be read ({error})") from error
    if len(samples) != expected:
        raise ValueError("speech.flac is cut off")
    return samples


def samples_in_file(place: range, file: BinaryIO, count: int) -> Array:
    """Samples (count,) that are read from ``place`` in ``file``, which may be closed meanwhile, when they are asked
    for."""
    samples = StoredSamples(_part(place, file), count)
    samples.check()
    return cast(Array, samples)


def _part(place: range, file: BinaryIO) -> FilePart:
    return FilePart(os.fdopen(os.dup(file.fileno()), "rb"), place)


def read_motion(archive: Archive, stays: BinaryIO | None) -> Motion:
    """The motion, not checked yet. stays: the archive's file, where it is to stay in it. Raises ValueError."""
    size = archive.entries["motion.npz"].file_size if "motion.npz" in archive.entries else 0
    # Its stream is read through to see that it is whole; from a part of the file an array is found without reading on.
    npz = cast(BinaryIO, archive.stream("motion.npz"))
    part = None if stays is None else _part(archive.place("motion.npz"), stays)
    with npz, opened_archive(part or npz, entries=len(MOTION_COLUMNS), most=size, stored=True) as arrays:
        without = {name for name in OPTIONAL_MOTION if f"{name}.npy" not in arrays.entries}
        names = [f"{name}.npy" for name in MOTION_COLUMNS if name not in without]
        read = [array_of(arrays.read(name), _KINDS) if part is None else _rows(arrays, name, part) for name in names]
    return Motion(**{name.removesuffix(".npy"): values for name, values in zip(names, read, strict=True)})


def _rows(arrays: Archive, name: str, npz: FilePart) -> Array:
    """Rows that are read from ``npz``, a part of the take's file, when they are asked for."""
    # Seen to be whole now, as whoever reads them all would see.
    arrays.stream(name).close()
    place = arrays.place(name)
    with arrays.file.open(name) as entry:
        said = array_header(entry.read(ARRAY_HEADER), len(place), _KINDS)
    if said.by_columns or len(said.shape) != 2:
        return array_of(arrays.read(name), _KINDS)
    values = npz.part(place[said.start :])
    return cast(Array, StoredRows(values, (said.shape[0], said.shape[1]), said.kind))
