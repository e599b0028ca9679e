# SPDX-License-Identifier: GPL-3.0-or-later
"""The take: speech and motion with where they came from, in one file.

A ``.take`` is a zip, stored, of three entries in this order, all dated 1980-01-01, so that the same take
gives the same bytes: ``take.json`` (sorted keys; no clock, path or host name), ``speech.flac`` (24-bit
mono) and ``motion.npz`` (no pickle).
"""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from .errors import InputError
from .motion import EXPRESSION_DIMENSIONS, Motion, frame_count
from .speech import Phone, Speech, Word

FORMAT_VERSION = 1
_ENTRIES = ("take.json", "speech.flac", "motion.npz")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MOTION_COLUMNS = {"expression": EXPRESSION_DIMENSIONS, "jaw": 3, "head": 3, "eyes": 6, "eyelids": 2}


@dataclass(frozen=True)
class Take:
    """A finished performance.

    request: what was asked for, as plain JSON values. engine: name of the motion engine. head: identity.
    voice: name or mix, empty for a recording. weights: sha256 by weight name. residual_mm: the largest
    distance that the motion keeps from what 52 ARKit weights can show.
    """

    speech: Speech
    motion: Motion
    request: Mapping[str, Any] = field(default_factory=dict)
    engine: str = "rules"
    head: str = ""
    voice: str = ""
    seed: int = 0
    emotion: Mapping[str, float] = field(default_factory=dict)
    weights: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    residual_mm: float = 0.0
    version: str = ""


def save_take(take: Take, path: Path) -> None:
    """Write ``take`` to ``path``: the same take, the same bytes. Raises OSError."""
    makers = (lambda: _take_json(take), lambda: _speech_flac(take.speech), lambda: _motion_npz(take.motion))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        # One at a time: an hour's sound and motion are 200 MB together.
        for name, content in zip(_ENTRIES, makers, strict=True):
            _add_entry(archive, name, content())


def load_take(path: Path) -> Take:
    """Read a take. Samples come back within 2^-23 of what was saved; tts features are not kept.

    Raises InputError when the file is missing, is no take, is damaged, or was made by a later version.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            about = json.loads(archive.read("take.json"))
            flac = archive.read("speech.flac")
            npz = archive.read("motion.npz")
        if about["format_version"] > FORMAT_VERSION:
            raise InputError(str(path), "was made by a later version of Soliloquy", "Update Soliloquy")
        samples, sample_rate = soundfile.read(io.BytesIO(flac), dtype="float32")
        with np.load(io.BytesIO(npz), allow_pickle=False) as arrays:
            motion = Motion(**{name: arrays[name].astype(np.float32) for name in _MOTION_COLUMNS})
        take = _assemble(about, samples, sample_rate, motion)
    except FileNotFoundError as error:
        raise InputError(str(path), "there is no such file", "Give the path of a .take file") from error
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error})", "Give the path of a readable .take file") from error
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, RuntimeError, EOFError) as error:
        raise InputError(str(path), f"is no take, or is damaged ({error})", "Make the take again") from error
    _check(take, path)
    return take


def _take_json(take: Take) -> bytes:
    about = {
        "format_version": FORMAT_VERSION,
        "request": dict(take.request),
        "engine": take.engine,
        "head": take.head,
        "voice": take.voice,
        "seed": take.seed,
        "emotion": dict(take.emotion),
        "sample_rate": take.speech.sample_rate,
        "duration": take.speech.duration,
        "text": take.speech.text,
        "language": take.speech.language,
        "phones": [asdict(phone) for phone in take.speech.phones],
        "words": [asdict(word) for word in take.speech.words],
        "weights": dict(take.weights),
        "warnings": list(take.warnings),
        "residual_mm": take.residual_mm,
        "version": take.version,
    }
    # Half a surrogate pair in the text has no bytes; as an escape of JSON it has.
    return json.dumps(about, sort_keys=True, ensure_ascii=False, indent=1).encode(errors="backslashreplace")


def _speech_flac(speech: Speech) -> bytes:
    buffer = io.BytesIO()
    soundfile.write(buffer, speech.samples, speech.sample_rate, format="FLAC", subtype="PCM_24")
    return buffer.getvalue()


def _motion_npz(motion: Motion) -> bytes:
    # np.savez stamps its entries with the clock.
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in _MOTION_COLUMNS:
            array = io.BytesIO()
            np.save(array, np.ascontiguousarray(getattr(motion, name), dtype=np.float32), allow_pickle=False)
            _add_entry(archive, f"{name}.npy", array.getvalue())
    return buffer.getvalue()


def _add_entry(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)


def _assemble(about: dict[str, Any], samples: np.ndarray, sample_rate: int, motion: Motion) -> Take:
    speech = Speech(
        samples=samples,
        sample_rate=sample_rate,
        phones=tuple(Phone(**phone) for phone in about["phones"]),
        words=tuple(Word(**word) for word in about["words"]),
        text=about["text"],
        language=about["language"],
    )
    return Take(
        speech=speech,
        motion=motion,
        request=about["request"],
        engine=about["engine"],
        head=about["head"],
        voice=about["voice"],
        seed=about["seed"],
        emotion=about["emotion"],
        weights=about["weights"],
        warnings=tuple(about["warnings"]),
        residual_mm=about["residual_mm"],
        version=about["version"],
    )


def _check(take: Take, path: Path) -> None:
    frames = frame_count(take.speech.duration)
    for name, columns in _MOTION_COLUMNS.items():
        array = getattr(take.motion, name)
        if array.shape != (frames, columns):
            reason = f"is damaged: {name} is {array.shape}, {(frames, columns)} fits its sound"
            raise InputError(str(path), reason, "Make the take again")
        if not np.isfinite(array).all():
            raise InputError(str(path), f"is damaged: {name} has values that are not finite", "Make the take again")
