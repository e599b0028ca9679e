# SPDX-License-Identifier: GPL-3.0-or-later
"""FLAME's parameters, frame by frame, by a head of the user's own FLAME file: expressions mean nothing without one."""

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import numpy as np

from ..archives import Archive, array_of, opened_archive
from ..arrays import Array
from ..flame.kept import kept_head
from ..flame.own_space import OwnSpace
from ..limits import ARCHIVE_ENTRIES, CURVES_BYTES, MOTION_RANGE
from ..motion import EXPRESSION_DIMENSIONS, Motion
from .read_motion import ReadMotion, check_finite, checked_times, frame_times

_NAMES: Mapping[str, tuple[str, ...]] = {
    "expression": ("expression", "expr", "exp", "expression_params", "exp_params"),
    "jaw": ("jaw_pose", "jaw", "jaw_params"),
    "head": ("neck_pose", "neck", "neck_params"),
    "eyes": ("eye_pose", "eyes_pose", "eyes", "eyes_params"),
    "eyelids": ("eyelids", "eyelid_params", "eyelid"),
}
"""Our array -> what trackers of FLAME call it."""
_COLUMNS = {"jaw": 3, "head": 3, "eyes": 6, "eyelids": 2}
_KINDS = ("<f4", "<f8", "<i4", "<i8")
_LEFT_MM = 1.0


def read(file: BinaryIO, rate: float | None, own_head: Path) -> ReadMotion:
    """The motion. own_head: where the head is kept. Raises ValueError, and InputError for that head."""
    with opened_archive(file, entries=ARCHIVE_ENTRIES, most=CURVES_BYTES) as archive:
        names = {ours: _name(archive, known) for ours, known in _NAMES.items()}
        if names["expression"] is None or names["jaw"] is None:
            raise ValueError("it has no expression and jaw_pose, which FLAME's parameters are")
        arrays = {ours: _read(archive, name) for ours, name in names.items() if name is not None}
        own_rate = float(_read(archive, "fps").ravel()[0]) if "fps.npy" in archive.entries else None
    count = len(np.atleast_1d(arrays["expression"]))
    times = checked_times(frame_times(count, rate or own_rate))
    motion = Motion(**{name: _columns(arrays, name, count, width) for name, width in _WIDTHS.items()})
    curves, residual = OwnSpace.of(kept_head(own_head)).arkit(motion)
    return ReadMotion(times, curves.weights, curves.head, None, tuple(_notes(arrays["expression"], residual)))


_WIDTHS = {"expression": EXPRESSION_DIMENSIONS, **_COLUMNS}


def _name(archive: Archive, known: tuple[str, ...]) -> str | None:
    return next((name for name in known if f"{name}.npy" in archive.entries), None)


def _read(archive: Archive, name: str) -> Array:
    values = array_of(archive.read(f"{name}.npy"), _KINDS)
    if not values.size:
        raise ValueError(f"{name} is empty")
    return values


def _columns(arrays: Mapping[str, Array], name: str, count: int, width: int) -> Array:
    """(count,width) float32; at rest where the file has none, the first expressions where it has more."""
    values = arrays.get(name)
    if values is None:
        return np.zeros((count, width), np.float32)
    is_expression = name not in _COLUMNS
    if values.ndim != 2 or len(values) != count or (values.shape[1] != width and not is_expression):
        shown = _NAMES[name][0]
        raise ValueError(f"{shown} is {values.shape}, and there are {count} frames of {width}")
    check_finite(values)
    if not (np.abs(values) <= MOTION_RANGE).all():
        raise ValueError(f"{name} has values that are not within {MOTION_RANGE:g}")
    found = np.zeros((count, width), np.float32)
    found[:, : values.shape[1]] = values[:, :width]
    return found


def _notes(expression: Array, residual: Array) -> list[str]:
    said = []
    if expression.shape[1] > EXPRESSION_DIMENSIONS and np.any(expression[:, EXPRESSION_DIMENSIONS:]):
        said.append(f"of {expression.shape[1]} expressions the first {EXPRESSION_DIMENSIONS} were used")
    if residual.max() > _LEFT_MM:
        said.append(f"52 shapes cannot show all of it: up to {residual.max():.1f} mm are left (root mean square)")
    return said
