# SPDX-License-Identifier: GPL-3.0-or-later
"""Captured faces: a folder of films, or of NAME.flac or NAME.wav, each with NAME.npz or NAME.csv beside it.

npz and csv as ``runtime.evaluate.curves`` reads them; or an npz of the FLAME layout as a take's motion.npz has it
(``runtime.motion.Motion``: ``expression`` (T,50) and ``jaw`` (T,3), at 50 a second where there is no ``fps``). Either
npz may have ``width`` (T,): how wide the mouth was seen.
Channels that never move are unknown, not still: they are masked out of the loss.
"""

from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import soundfile

from ...runtime.capture.capture import captured_face
from ...runtime.errors import InputError
from ...runtime.evaluate.curves import FaceCurves, check_curves, read_curves
from ...runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ...runtime.head.layout import arkit_from_motion
from ...runtime.limits import CURVES_BYTES
from ...runtime.listen.features import SILENT_PEAK, peak
from ...runtime.mark.files import FILMS
from ...runtime.motion import EXPRESSION_DIMENSIONS, FRAMES_PER_SECOND, Motion, frame_count
from ...runtime.progress import silent
from ...runtime.requests import CaptureRequest
from ...runtime.speech import Speech
from ...runtime.user_file import check_file, is_folder

_SOUNDS = (".flac", ".wav")
WIDTH = "width"
"""The mouth's, in an npz."""
_STILL = 1e-3
_HINT = "Give a folder of films, or of NAME.flac or NAME.wav with NAME.npz or a Live Link Face NAME.csv beside each"


@dataclass(frozen=True)
class Capture:
    """name; speech (sound only); weights (T,52) at 50 a second; known (52,) the channels that were captured. width
    (T,): between the mouth's corners as a picture showed them, in any unit; None where that is not known."""

    name: str
    speech: Speech
    weights: np.ndarray
    known: np.ndarray
    width: np.ndarray | None = None


def load_captures(folder: Path) -> list[Capture]:
    """Every film and every pair of the folder, by name. Raises InputError when there is none or one cannot be read."""
    if not is_folder(folder):
        raise InputError(str(folder), "is not a folder", _HINT)
    found = []
    for path in sorted(path for path in folder.iterdir() if path.suffix.lower() in FILMS):
        found.append(load_film(path))
    for sound in sorted(path for path in folder.iterdir() if path.suffix in _SOUNDS):
        curves = [sound.with_suffix(ending) for ending in (".npz", ".csv") if sound.with_suffix(ending).exists()]
        if curves:
            found.append(load_capture(sound, curves[0]))
    if not found:
        raise InputError(str(folder), "holds no film and no pair of sound and captured face", _HINT)
    return found


def load_film(path: Path) -> Capture:
    """The face on a film that talks, as ``soliloquy capture`` sees it. Raises InputError, SetupError."""
    face = captured_face(CaptureRequest(str(path)), silent)
    take = face.take
    if peak(take.speech.samples) <= SILENT_PEAK:
        raise InputError(str(path), "has no sound", "Film the face while it speaks")
    curves, _ = arkit_from_motion(take.motion)
    speech = Speech(take.speech.samples, take.speech.sample_rate)
    return _capture(path.stem, speech, curves.weights, path, face.width)


def load_capture(sound: Path, curves: Path) -> Capture:
    """One pair. Both start at time 0. Raises InputError."""
    try:
        samples, rate = soundfile.read(sound, dtype="float32", always_2d=True)
    except soundfile.SoundFileError as error:
        raise InputError(str(sound), f"cannot be read as sound ({error})", _HINT) from error
    face, width = _face(curves)
    speech = Speech(samples.mean(axis=1), rate)
    at = np.arange(frame_count(min(speech.duration, face.times[-1]))) / FRAMES_PER_SECOND
    weights = np.zeros((len(at), len(ARKIT_NAMES)), np.float32)
    for name, values in face.channels.items():
        if name in ARKIT_INDEX:
            weights[:, ARKIT_INDEX[name]] = np.interp(at, face.times, values)
    speech = Speech(speech.samples[: round(len(at) / FRAMES_PER_SECOND * rate)], rate)
    if width is not None:
        width = np.interp(at, face.times, width)
    return _capture(sound.stem, speech, weights, curves, width)


def _capture(name: str, speech: Speech, weights: np.ndarray, source: Path, width: np.ndarray | None) -> Capture:
    known = weights.std(axis=0) > _STILL
    if not known[ARKIT_INDEX["jawOpen"]]:
        raise InputError(str(source), "its jawOpen never moves", _HINT)
    frames = frame_count(speech.duration)
    return Capture(name, speech, weights.clip(0, 1)[:frames], known, None if width is None else width[:frames])


def _face(path: Path) -> tuple[FaceCurves, np.ndarray | None]:
    """A face and how wide its mouth was seen (T,), None where that is not known. Raises InputError."""
    if path.suffix != ".npz":
        return read_curves(path), None
    check_file(path, CURVES_BYTES, _HINT)
    try:
        with np.load(path, allow_pickle=False) as archive:
            face = _from_layout(archive) if "expression" in archive.files else read_curves(path)
            width = archive[WIDTH] if WIDTH in archive.files else None
    except (OSError, KeyError, ValueError, BadZipFile) as error:
        raise InputError(str(path), f"cannot be read as face curves ({error})", _HINT) from error
    check_curves(path, face)
    if width is not None and not (width.shape == face.times.shape and np.isfinite(width).all()):
        raise InputError(str(path), f"its {WIDTH} is not a finite number for each frame", _HINT)
    return face, width


def _from_layout(archive: "np.lib.npyio.NpzFile") -> FaceCurves:
    expression, jaw = (archive[name].astype(np.float32) for name in ("expression", "jaw"))
    if expression.shape[1:] != (EXPRESSION_DIMENSIONS,) or jaw.shape != (len(expression), 3):
        raise ValueError(f"expression {expression.shape} and jaw {jaw.shape} are not (T,50) and (T,3)")
    still = [np.zeros((len(jaw), width), np.float32) for width in (3, 6, 2)]
    curves, _ = arkit_from_motion(Motion(expression, jaw, *still))
    rate = float(archive["fps"]) if "fps" in archive.files else float(FRAMES_PER_SECOND)
    return FaceCurves(np.arange(len(jaw)) / rate, dict(zip(ARKIT_NAMES, curves.weights.T, strict=True)))
