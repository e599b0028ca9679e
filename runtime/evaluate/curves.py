# SPDX-License-Identifier: GPL-3.0-or-later
"""Face curves from files: takes, Live Link Face CSV, and npz of captured faces."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from ..archives import opened_archive
from ..arrays import Array
from ..errors import InputError
from ..head.arkit import ARKIT_NAMES
from ..limits import ARCHIVE_ENTRIES, ARCHIVE_UNPACKED_BYTES, CURVES_BYTES
from ..motion import FRAMES_PER_SECOND
from ..take import load_take
from ..take_ending import TAKE_ENDING
from ..timecode import past_midnight, seconds_of
from ..user_file import check_file

_NO_SHAPES = frozenset({"timecode", "blendShapeCount", "time", "frame", ""})


@dataclass(frozen=True)
class FaceCurves:
    """times (T,) seconds, ascending; channels: ARKit name -> (T,) weight. Both float64."""

    times: Array
    channels: Mapping[str, Array]


def read_curves(path: Path, frames_per_second: float | None = None) -> FaceCurves:
    """The curves of a .take, a .csv (columns by name, time from Timecode or Time, else ``frames_per_second``) or an
    .npz (fps with names and weights (T, N), or with an array a name). Raises InputError."""
    readers = {TAKE_ENDING: _read_take, ".csv": _read_csv, ".npz": _read_npz}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise InputError(str(path), "is no file of face curves", "Give a .take, a .csv or an .npz")
    check_file(path, CURVES_BYTES, "Give a .take, a .csv or an .npz")
    try:
        curves = reader(path, frames_per_second)
    except (OSError, ValueError, TypeError, KeyError, IndexError, csv.Error, BadZipFile, MemoryError) as error:
        raise InputError(str(path), f"cannot be read as face curves ({error})", "Export it again") from error
    check_curves(path, curves)
    return curves


def check_curves(path: Path, curves: FaceCurves) -> None:
    """Raises InputError for curves of a file that nothing can be told of."""
    finite = all(np.isfinite(values).all() for values in curves.channels.values())
    if len(curves.times) < 10 or not finite or not (np.diff(curves.times) > 0).all():
        reason = "has fewer than 10 frames, values that are not finite, or times that do not rise"
        raise InputError(str(path), reason, "Export it again")


def _read_take(path: Path, frames_per_second: float | None) -> FaceCurves:
    weights = load_take(path).curves.weights.astype(np.float64)
    return FaceCurves(np.arange(len(weights)) / FRAMES_PER_SECOND, dict(zip(ARKIT_NAMES, weights.T, strict=True)))


def _read_npz(path: Path, frames_per_second: float | None) -> FaceCurves:
    with path.open("rb") as file, opened_archive(file, entries=ARCHIVE_ENTRIES, most=ARCHIVE_UNPACKED_BYTES):
        pass  # its directory is checked, before numpy unpacks anything
    with np.load(path, allow_pickle=False) as archive:
        rate = frames_per_second or float(np.ravel(archive["fps"])[0])
        if "weights" in archive:
            weights = archive["weights"].astype(np.float64)
            channels = {_camel(str(name)): weights[:, column] for column, name in enumerate(archive["names"])}
        else:
            lines = {name: archive[name] for name in archive.files if archive[name].ndim == 1}
            frames = max(len(line) for line in lines.values())
            channels = {_camel(name): line.astype(float) for name, line in lines.items() if len(line) == frames}
        start = float(archive["t0"]) if "t0" in archive else 0.0
    frames = len(next(iter(channels.values())))
    return FaceCurves(start + np.arange(frames) / rate, channels)


def _read_csv(path: Path, frames_per_second: float | None) -> FaceCurves:
    with path.open(newline="", encoding="utf-8-sig") as file:
        head, *body = [row for row in csv.reader(file) if row]
    names = [_camel(name) for name in head]
    body = [row for row in body if len(row) >= len(names)]
    if frames_per_second:
        times = np.arange(len(body)) / frames_per_second
    elif "timecode" in names:
        times = past_midnight(np.array([seconds_of(row[names.index("timecode")]) for row in body]))
        times = times - times[0]
    else:
        times = np.array([float(row[names.index("time")]) for row in body])
    # Recorders repeat a timecode now and then.
    kept = np.concatenate([[True], np.diff(np.maximum.accumulate(times)) > 1e-6])
    values = {
        name: np.array([float(row[column] or 0) for row in body])[kept]
        for column, name in enumerate(names)
        if name not in _NO_SHAPES
    }
    return FaceCurves(times[kept], values)


def _camel(name: str) -> str:
    name = name.strip()
    return name[:1].lower() + name[1:]
