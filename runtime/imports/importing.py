# SPDX-License-Identifier: GPL-3.0-or-later
"""A file of curves becomes a take, with the sound that is given or without one."""

import csv
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from ..arrays import Array
from ..errors import InputError
from ..head.heads import flame_file, head_called
from ..head.layout import motion_from_arkit
from ..json_text import parse_json
from ..limits import CURVES_BYTES, CURVES_JSON_BYTES, CURVES_JSON_VALUES
from ..listen.recording import read_recording
from ..motion import FRAMES_PER_SECOND, ArkitCurves, frame_count
from ..progress import Progress
from ..requests.imports import ImportRequest
from ..requests.json_form import to_json
from ..speech import Speech, silent_speech
from ..take import Take
from ..user_file import open_file, read_file
from ..version import VERSION
from . import audio2face, beat, curves, flame, live_link
from .read_motion import ReadMotion

IMPORTED = "import"
"""What moved a face whose curves came from elsewhere, in the place of an engine."""
_ROUNDING = 1.5 / FRAMES_PER_SECOND
"""Seconds by which the last frame of a motion lies behind the end of its sound at most, and a little."""
_HINT = "Give a Live Link Face .csv, a .json of Audio2Face, BEAT or curves, or an .npz of FLAME's parameters"
_JSON: dict[str, ModuleType] = {"weightMat": audio2face, "frames names": beat, "shapes turns": curves}
"""The fields by which a JSON is known."""


def import_take(request: ImportRequest, progress: Progress) -> Take:
    """The take: silent where no sound is given, without words and phones, so without contacts that other frame rates
    would keep. Step reported: "motion".

    Raises UsageError (a head), InputError (a file that cannot be read as curves, a sound that cannot be used),
    SetupError.
    """
    head, path = head_called(request.head), Path(request.file)
    progress("motion", 0.0)
    read = _read(path, request.source_fps, head)
    speech = _speech(request.sound, float(read.times[-1]))
    motion = motion_from_arkit(_at_our_rate(read, frame_count(speech.duration)))
    progress("motion", 1.0)
    kept = replace(request, file=path.name, sound=None if request.sound is None else Path(request.sound).name)
    return Take(
        speech=speech,
        motion=motion,
        request=to_json(kept),
        engine=IMPORTED,
        head=head,
        warnings=(*read.notes, *speech.warnings),
        version=VERSION,
    )


def _read(path: Path, rate: float | None, head: str) -> ReadMotion:
    try:
        return _by_kind(path, rate, head)
    except (ValueError, csv.Error, OSError) as error:
        reason = f"cannot be read as curves of a face: {error}"
        raise InputError(str(path), reason, "Export it again, or correct what is named") from error


def _by_kind(path: Path, rate: float | None, head: str) -> ReadMotion:
    kind = path.suffix.lower()
    if kind == ".csv":
        with open_file(path, CURVES_BYTES, _HINT) as file:
            return live_link.read(file, rate)
    if kind == ".json":
        return _json(parse_json(read_file(path, CURVES_JSON_BYTES, _HINT), CURVES_JSON_VALUES, unique=True), rate)
    if kind == ".npz":
        own = flame_file(head)
        if own is None:
            hint = "Import that FLAME file (soliloquy import-flame FILE --out NAME.flame.npz), and give --head NAME"
            raise InputError(str(path), "holds FLAME's parameters, which are those of a FLAME file", hint)
        with open_file(path, CURVES_BYTES, _HINT) as file:
            return flame.read(file, rate, own)
    raise InputError(str(path), "is no file of curves that is known", _HINT)


def _json(said: Any, rate: float | None) -> ReadMotion:
    if isinstance(said, dict):
        for fields, module in _JSON.items():
            if set(fields.split()) <= said.keys():
                read: ReadMotion = module.read(said, rate)
                return read
    raise ValueError(f"it has the fields of no known format ({', '.join(_JSON)})")


def _speech(sound: str | None, seconds: float) -> Speech:
    """As long as the motion at least, and no longer than it must be."""
    if sound is None:
        return silent_speech(seconds)
    speech = read_recording(Path(sound))
    if seconds - speech.duration <= _ROUNDING:
        return speech
    missing = round(seconds * speech.sample_rate) - len(speech.samples)
    said = f"{Path(sound).name} is {seconds - speech.duration:.2f} s shorter than the curves: silence follows it"
    samples = np.concatenate([speech.samples, np.zeros(missing, np.float32)])
    return replace(speech, samples=samples, warnings=(*speech.warnings, said))


def _at_our_rate(read: ReadMotion, frames: int) -> ArkitCurves:
    """Linear in time; the last frame is held to the end of a longer sound."""
    moments = np.arange(frames) / FRAMES_PER_SECOND

    def at(values: Array) -> Array:
        return np.stack([np.interp(moments, read.times, column) for column in values.T], axis=1).astype(np.float32)

    tongue = None if read.tongue is None else at(read.tongue)
    return ArkitCurves(at(read.weights), at(read.head), FRAMES_PER_SECOND, tongue)
