# SPDX-License-Identifier: GPL-3.0-or-later
"""From the microphone into a file, through PortAudio, by the package sounddevice where it is there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from .arrays import Array
from .disk_room import room_hint
from .errors import InputError, SetupError, SoliloquyError, WriteError
from .whole_file import whole_file

MOST_SECONDS = 1800.0
"""Half an hour: what a recording may hold by mistake stays below 350 MB of memory."""
_BLOCK_SECONDS = 0.05
"""After which the worker looks whether it is to stop. Chosen by hand."""
_SILENCE = 1e-4
"""Of full scale: less is a microphone that is switched off. Chosen."""


def record(path: Path, ended: Callable[[], bool], heard: Callable[[float, float], None]) -> float:
    """Record until ``ended`` says so, or for ``MOST_SECONDS``, into a WAV at ``path``, which is there once it is whole;
    returns how many seconds.

    heard: is told after each piece for how long it has been recorded, and the loudest of that piece, 0..1. Raises
    SetupError without sounddevice or PortAudio, InputError without a microphone, where it was unplugged, or where it
    was silent, WriteError.
    """
    device = _library()
    blocks: list[Array] = []
    seconds = 0.0
    try:
        with device.InputStream(channels=1, dtype="float32") as stream:
            rate = round(float(stream.samplerate))
            while not ended() and seconds < MOST_SECONDS:
                samples, _overflowed = stream.read(max(1, int(rate * _BLOCK_SECONDS)))
                blocks.append(np.array(samples[:, 0]))
                seconds += len(samples) / rate
                heard(seconds, float(np.abs(samples).max(initial=0.0)))
    except device.PortAudioError as error:
        raise _no_microphone(error) from error
    samples = np.concatenate(blocks) if blocks else np.zeros(0, np.float32)
    if float(np.abs(samples).max(initial=0.0)) < _SILENCE:
        hint = "Switch it on, allow this program to use it in the system's settings, and record again"
        raise InputError("the microphone", "was silent: nothing was kept", hint)
    _write(path, samples, rate)
    return seconds


def _library() -> Any:
    """sounddevice, which looks for PortAudio when it is imported."""
    try:
        import sounddevice
    except ImportError as error:
        hint = "Install it: pip install 'soliloquy[microphone]', for Blender with --target into its user modules"
        raise SetupError("the microphone", "needs the package sounddevice, which is not here", hint) from error
    except OSError as error:
        hint = "Install it: apt install libportaudio2, or your system's package of that name"
        raise SetupError(
            "the microphone", "needs the library PortAudio, which is not on this computer", hint
        ) from error
    return sounddevice


def _no_microphone(error: Exception) -> SoliloquyError:
    hint = "Plug one in, choose it as the system's input, and try again; or choose a recording that you have"
    reason = f"there is none that can be used ({str(error).partition(' [')[0]})"
    return InputError("the microphone", reason, hint)


def _write(path: Path, samples: Array, rate: int) -> None:
    from .sound_writer import write_sound

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as part, part.open("wb") as file:
            write_sound(file, samples.clip(-1.0, 1.0), rate, "WAV", "PCM_24")
    except OSError as error:
        hint = room_hint(error, "save the .blend elsewhere")
        raise WriteError(str(path), error.strerror or str(error), hint) from error
