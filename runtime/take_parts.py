# SPDX-License-Identifier: GPL-3.0-or-later
"""A take in parts that another file can hold: what is known of it as text, its motion and its sound as bytes."""

import io
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import soundfile

from .errors import InputError
from .interrupts import held
from .json_text import parse_json
from .limits import TAKE_BYTES, TAKE_JSON_VALUES
from .sound_writer import write_sound
from .take import Take, motion_npz, read_take, speech_flac, take_json, write_entries

_HINT = "Make the take again"


@dataclass(frozen=True)
class TakeParts:
    """about: JSON, a field a line. motion: the arrays of take.motion, compressed. sound: FLAC or WAV."""

    about: str
    motion: bytes
    sound: bytes


def parts_of(take: Take, more: Mapping[str, Any], sound: bool = True) -> TakeParts:
    """The take, with ``more`` said of it, under names that take.json has not. sound: otherwise that is empty."""
    about = json.loads(take_json(take)) | more
    # A field a line: an editor shows it, and Blender keeps each line of a text apart.
    lines = (f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in about.items())
    inner = ",\n".join(lines)
    return TakeParts(
        f"{{\n{inner}\n}}", zlib.compress(motion_npz(take.motion)), speech_flac(take.speech) if sound else b""
    )


def about_of(text: str) -> dict[str, Any]:
    """What parts say of their take. Raises InputError for what is no JSON of ours."""
    try:
        told = parse_json(text.encode(), TAKE_JSON_VALUES)
    except ValueError as error:
        raise InputError("take", f"cannot be read: {error}", _HINT) from error
    if not isinstance(told, dict):
        raise InputError("take", "cannot be read: it is no object", _HINT)
    return told


def take_of(parts: TakeParts, more: frozenset[str] | set[str], shown: str) -> Take:
    """The take again, checked as one from a file, which errors call ``shown``. more: names that take.json has not.

    Raises InputError for parts that are damaged, SetupError.
    """
    told = {name: value for name, value in about_of(parts.about).items() if name not in more}
    about = json.dumps(told, sort_keys=True, ensure_ascii=False, indent=1).encode(errors="replace")
    file = io.BytesIO()
    try:
        motion, sound = _inflated(parts.motion), _as_flac(parts.sound)
    except (ValueError, zlib.error, soundfile.LibsndfileError, TypeError, OSError) as error:
        raise InputError(shown, f"is damaged: {error}", _HINT) from error
    write_entries(file, (about, sound, motion))
    file.seek(0)
    return read_take(file, shown)


def _inflated(content: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    found = unpacker.decompress(content, TAKE_BYTES)
    if unpacker.unconsumed_tail or not unpacker.eof:
        raise ValueError("its motion is cut off, or larger than a take's may be")
    return found


def _as_flac(sound: bytes) -> bytes:
    """The same samples in 24 bits, in which our WAV files have them too."""
    if sound[:4] == b"fLaC":
        return sound
    with held(), soundfile.SoundFile(io.BytesIO(sound)) as file:
        rate, samples = file.samplerate, file.read(dtype="float32")
    if samples.ndim != 1:
        raise ValueError("its sound has several channels")
    content = io.BytesIO()
    write_sound(content, samples, rate, "FLAC", "PCM_24")
    return content.getvalue()
