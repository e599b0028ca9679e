# SPDX-License-Identifier: GPL-3.0-or-later
"""The take: speech and motion with where they came from, in one file.

A ``.take`` is a zip, stored, of three entries in this order, all dated 1980-01-01, so that the same take
gives the same bytes: ``take.json`` (sorted keys; no clock, path or host name), ``speech.flac`` (24-bit
mono) and ``motion.npz`` (no pickle). It stores the FLAME layout, not the ARKit curves as well: solving them back takes
0.7 ms for 6 s of motion and 9 ms for 60 s (0.8 s for an hour), and storing them would take 63 kB and 624 kB (37 MB).
"""

import io
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, cast

import numpy as np

from .archives import (
    Archive,
    add_entry,
    add_file,
    npz_of,
    opened_archive,
    write_npz,
)
from .arrays import Array
from .edits.lips import lip_phones
from .errors import InputError
from .head.layout import arkit_from_motion, renewed
from .json_text import parse_json
from .limits import TAKE_BYTES, TAKE_JSON_BYTES, TAKE_JSON_VALUES
from .motion import MOTION_COLUMNS, ArkitCurves, Motion, frame_count
from .sound_writer import write_sound
from .speech import Phone, Speech, SpeechFeatures
from .take_check import (
    as_record,
    check_fields,
    check_motion,
    checked_phones,
    checked_words,
    fields_of,
    version_of,
    without_records,
)
from .take_entries import read_motion, read_samples, samples_in_file
from .threads import fixed_order_of_sums
from .user_file import as_path, open_file
from .whole_file import whole_file

FORMAT_VERSION = 3
"""Takes of version 1 and 2 open as well: neither has a tongue, both are in the layout of the heads of then, and the
request of version 1 has its fields under other names and is kept as it is."""
_ENTRIES = ("take.json", "speech.flac", "motion.npz")
_KEPT = ("request", "engine", "head", "voice", "seed", "emotion", "weights", "version")
_MICROMETRES = 3
"""Decimals of a residual in millimetres: what is below is the rounding of float32."""


@dataclass(frozen=True)
class Take:
    """A finished performance.

    engine: name of the motion engine. request: what was asked for, as plain JSON values. head: identity.
    voice: name or mix, empty for a recording. weights: sha256 by weight name. features: what the motion was made of
    besides the speech; not kept in a file, so None in a take that was loaded.

    curves: the ARKit weights nearest to the motion, at its 50 frames a second, which the exporters work with. They are
    solved back from the layout, also where an engine made weights: those differ in the last bit of float32, and a take
    must give the same files whether it was just made or was loaded. residual_mm: the most that a frame of the motion
    keeps from what the curves show (root mean square over the head's moved vertices), in whole micrometres; 0 for a
    motion that 52 weights can show. Both are reckoned when one is first asked for, because a sound or its words need
    none; that raises SetupError when the baked head is missing or altered.
    """

    speech: Speech
    motion: Motion
    engine: str
    request: Mapping[str, Any] = field(default_factory=dict)
    head: str = ""
    voice: str = ""
    seed: int = 0
    emotion: Mapping[str, float] = field(default_factory=dict)
    weights: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    version: str = ""
    features: SpeechFeatures | None = field(default=None, compare=False)

    @property
    def curves(self) -> ArkitCurves:
        """See above."""
        return self._solved[0]

    @property
    def residual_mm(self) -> float:
        """See above."""
        return self._solved[1]

    @cached_property
    @fixed_order_of_sums()
    def _solved(self) -> tuple[ArkitCurves, float]:
        curves, residual = arkit_from_motion(self.motion)
        return curves, round(float(residual.max()), _MICROMETRES)

    @property
    def synthetic(self) -> bool:
        """Whether a voice of ours is heard, and no recording of anybody."""
        return bool(self.voice)

    @property
    def lip_phones(self) -> tuple[Phone, ...]:
        """The phones as the lips show them: as ``speech.phones`` where no edit closes or parts the lips."""
        return lip_phones(self.speech, self.request)

    def save(self, path: str | Path) -> None:
        """Write the take to a file, which is replaced when the new one is complete. Raises UsageError, WriteError."""
        from .output_folder import write_error

        target = as_path("path of a take", path)
        # As Python itself, "~nobody" is left as it is where there is no such user.
        target = Path(os.path.expanduser(target))  # noqa: PTH111
        try:
            with whole_file(target) as part:
                save_take(self, part)
        except OSError as error:
            raise write_error(target.parent, error) from error


def save_take(take: Take, path: Path) -> None:
    """Write ``take`` to ``path``: the same take, the same bytes. Raises OSError."""
    writers: tuple[Callable[[BinaryIO], None], ...] = (
        lambda file: file.writelines(_json_pieces(take)),
        lambda file: _write_flac(file, take.speech),
        lambda file: write_npz(file, _motion_arrays(take.motion)),
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, write in zip(_ENTRIES, writers, strict=True):
            # On the disk, where the take goes: an hour's sound and motion are 200 MB together.
            with tempfile.TemporaryFile(dir=path.parent) as part:
                add_file(archive, name, write, cast(BinaryIO, part))


def write_entries(file: io.BytesIO, contents: tuple[bytes, ...]) -> None:
    """Write a take of its entries, in their order."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in zip(_ENTRIES, contents, strict=True):
            add_entry(archive, name, content)


def load_take(path: Path, *, sound: bool = True, in_file: bool = False) -> Take:
    """Read a take. Samples come back within 2^-23 of what was saved; tts features are not kept.

    sound: without it the samples are as many zeros that take no memory, for what moves a face and is not heard.
    in_file: they are ``StoredSamples``, and the motion's arrays ``StoredRows``, for what writes them and keeps none.

    Raises InputError when the file is missing, is no take, is damaged (``take_check.py``), or was made by a later
    version.
    """
    with open_file(path, TAKE_BYTES, "Give the path of a .take file") as file:
        return read_take(file, str(path), sound=sound, in_file=in_file)


def read_take(file: BinaryIO, shown: str, *, sound: bool = True, in_file: bool = False) -> Take:
    """The take in an open file, which errors call ``shown``. Options and what it raises: as ``load_take``."""
    try:
        with opened_archive(file, entries=len(_ENTRIES), most=TAKE_BYTES, stored=True) as archive:
            return _read(shown, archive, sound, file if in_file else None)
    except ValueError as error:
        raise InputError(shown, f"is no take, or is damaged: {error}", "Make the take again") from error


def _read(shown: str, archive: Archive, sound: bool, stays: BinaryIO | None) -> Take:
    """stays: the archive's file, where samples and motion are to stay in it."""
    about = _about(archive)
    if version_of(about) > FORMAT_VERSION:
        raise InputError(shown, "was made by a later version of Soliloquy", "Update Soliloquy")
    check_fields(about)
    words, phones = checked_words(about), checked_phones(about)
    # An hour's are 20 MB.
    del about["words"], about["phones"]
    is_old = version_of(about) < FORMAT_VERSION
    motion = read_motion(archive, None if is_old else stays)
    check_motion(motion, frame_count(about["duration"]))
    motion = renewed(motion) if is_old else motion
    samples = read_samples(archive.stream("speech.flac"), about["sample_rate"], about["duration"], sound and not stays)
    if sound and stays is not None:
        samples = samples_in_file(archive.place("speech.flac"), stays, len(samples))
    speech = Speech(samples, about["sample_rate"], phones, words, text=about["text"], language=about["language"])
    kept = {name: about[name] for name in _KEPT}
    return Take(speech, motion, warnings=tuple(about["warnings"]), **kept)


def _about(archive: Archive) -> Any:
    content = archive.read("take.json")
    if len(content) > TAKE_JSON_BYTES:
        raise ValueError(f"take.json has {len(content) / 1e6:.0f} MB, more than {TAKE_JSON_BYTES / 1e6:.0f}")
    about = parse_json(content, TAKE_JSON_VALUES, made=as_record)
    if isinstance(about, dict) and "request" in about:
        about["request"] = without_records(about["request"])
    return about


class _Records(list[Any]):
    """Phones or words, each an object of JSON when its turn comes."""

    def __iter__(self) -> Iterator[Any]:
        return map(fields_of, super().__iter__())


def take_json(take: Take) -> bytes:
    """What is known of a take besides its sound and motion."""
    return b"".join(_json_pieces(take))


def _json_pieces(take: Take) -> Iterator[bytes]:
    """``take_json`` piece by piece: an hour's phones at once would be 100 MB."""
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
        "phones": _Records(take.speech.phones),
        "words": _Records(take.speech.words),
        "weights": dict(take.weights),
        "warnings": list(take.warnings),
        "residual_mm": take.residual_mm,
        "version": take.version,
    }
    # Half a surrogate pair, as in a text that was typed in another encoding, has no bytes.
    for piece in json.JSONEncoder(sort_keys=True, ensure_ascii=False, indent=1).iterencode(about):
        yield piece.encode(errors="replace")


def speech_flac(speech: Speech) -> bytes:
    """24-bit FLAC."""
    buffer = io.BytesIO()
    _write_flac(buffer, speech)
    return buffer.getvalue()


def _write_flac(file: BinaryIO, speech: Speech) -> None:
    write_sound(file, speech.samples, speech.sample_rate, "FLAC", "PCM_24")


def motion_npz(motion: Motion) -> bytes:
    """The arrays of a motion, single precision."""
    return npz_of(_motion_arrays(motion))


def _motion_arrays(motion: Motion) -> dict[str, Array]:
    arrays = {name: getattr(motion, name) for name in MOTION_COLUMNS}
    return {
        name: values if values.dtype == np.float32 else np.asarray(values, np.float32)
        for name, values in arrays.items()
        if values is not None
    }
