# SPDX-License-Identifier: GPL-3.0-or-later
"""The sound beside an animation: the file that a strip plays, or the part of it that it plays."""

import io
import shutil
from pathlib import Path

import numpy as np
import soundfile

from ...blender.strip_sound import StripSound
from ...runtime.arrays import Array
from ...runtime.errors import InputError
from ...runtime.sound_writer import write_sound

_WHOLE_SECONDS = 0.05
"""Strips end on frames: what is missing or too much by less than one is no cut. Chosen by hand."""
_HINT = "Give the strip another file, or export without the sound"


def write_line_sound(sound: StripSound, path: Path) -> None:
    """A WAV as long as the animation. A WAV that is heard whole, from the first frame on, is copied as it is.

    Raises InputError where there is no such file or it cannot be read as sound, OSError.
    """
    if sound.packed is None and not sound.path.is_file():
        raise InputError(str(sound.path), "the sound strip's file is not there", _HINT)
    try:
        with soundfile.SoundFile(_source(sound)) as file:
            if _is_whole(sound, file):
                _copy(sound, path)
                return
            samples, rate = _part(sound, file), file.samplerate
    except (soundfile.LibsndfileError, TypeError) as error:
        raise InputError(sound.path.name, f"it cannot be read as sound ({error})", _HINT) from error
    with path.open("wb") as out:
        write_sound(out, samples, rate, "WAV", "PCM_16")


def _source(sound: StripSound) -> str | io.BytesIO:
    return str(sound.path) if sound.packed is None else io.BytesIO(sound.packed)


def _is_whole(sound: StripSound, file: soundfile.SoundFile) -> bool:
    left_out = file.frames / file.samplerate - sound.length
    return bool(
        file.format in ("WAV", "WAVEX") and sound.silence == 0.0 and sound.start == 0.0 and left_out < _WHOLE_SECONDS
    )


def _copy(sound: StripSound, path: Path) -> None:
    if sound.packed is None:
        shutil.copyfile(sound.path, path)
    else:
        path.write_bytes(sound.packed)


def _part(sound: StripSound, file: soundfile.SoundFile) -> Array:
    """Samples (N, channels) of the whole stretch, silent where nothing is heard."""
    rate = file.samplerate
    samples = np.zeros((round(sound.seconds * rate), file.channels), np.float32)
    first = round(sound.silence * rate)
    # A strip may be pulled out beyond its file.
    early = max(0, round(-sound.start * rate))
    start = min(file.frames, max(0, round(sound.start * rate)))
    file.seek(start)
    heard = file.read(max(0, round(sound.length * rate) - early), dtype="float32", always_2d=True)
    place = first + early
    heard = heard[: len(samples) - place]
    samples[place : place + len(heard)] = heard
    return samples
