# SPDX-License-Identifier: GPL-3.0-or-later
"""Our own curves (``NAME.curves.json``): keys, and straight lines between them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from ..arrays import Array
from ..rotations import axis_angles, without_flips
from .json_numbers import number, numbers, rows
from .read_motion import ReadMotion, check_finite, columns_of, frame_times, motion_of

_VERSION = 1
_UNIT = 0.05
"""How far a quaternion may be from one: it is rounded, and lies on a chord between keys. Chosen by hand."""


def read(said: Mapping[str, Any], rate: float | None) -> ReadMotion:
    """The motion of a clip in the layout arkit. rate: instead of the file's. Raises ValueError."""
    version = number(said.get("format_version", _VERSION), "format_version")
    if version > _VERSION:
        raise ValueError(f"it has format_version {version:g}, which only a later Soliloquy knows")
    shapes, turns = (said.get(name, {}) for name in ("shapes", "turns"))
    if not isinstance(shapes, dict) or not isinstance(turns, dict):
        raise ValueError("shapes and turns are no objects")
    count = number(said.get("frames"), "frames")
    if count != int(count) or count < 0:
        raise ValueError(f"frames is {count:g}")
    times = frame_times(int(count), rate or number(said.get("fps"), "fps"))
    known = columns_of(list(shapes), fewest=0)
    # Curves of no shape may be many, and each would be as long as the clip.
    moved = {name: keys for name, keys in shapes.items() if name not in known.unknown}
    if known.unknown and not moved:
        raise ValueError("none of its shapes is ARKit's: export it with --layout arkit")
    values = np.zeros((len(times), len(moved)), np.float32)
    for place, (name, keys) in enumerate(moved.items()):
        values[:, place] = _line(keys, f"shape {name[:40]!r}", 1, len(times))[:, 0]
    columns = replace(columns_of(list(moved), fewest=0), unknown=known.unknown)
    return motion_of(times, values, columns, _head(turns.get("head"), len(times)), sparse=True)


def _line(keys: Any, what: str, width: int, count: int) -> Array:
    """(count,width) of the lines between keys."""
    if not isinstance(keys, dict):
        raise ValueError(f"{what} is no object")
    frames, values = numbers(keys.get("frames"), f"{what}: frames"), keys.get("values")
    found = numbers(values, f"{what}: values")[:, None] if width == 1 else rows(values, width, f"{what}: values")
    if len(frames) != len(found) or not len(frames):
        raise ValueError(f"{what} has {len(frames)} frames and {len(found)} values")
    if (np.diff(frames) <= 0).any():
        raise ValueError(f"{what}: frames do not ascend")
    check_finite(np.concatenate([frames[:, None], found], axis=1))
    return np.stack([np.interp(np.arange(count), frames, column) for column in found.T], axis=1)


def _head(keys: Any, count: int) -> Array | None:
    """(count,3) of turns that are quaternions x, y, z, w."""
    if keys is None:
        return None
    turns = np.roll(_line(keys, "turn of the head", 4, count), 1, axis=1)
    lengths = np.linalg.norm(turns, axis=1, keepdims=True)
    if not (abs(lengths - 1) < _UNIT).all():
        raise ValueError("a turn of the head is no unit quaternion")
    return axis_angles(without_flips(turns / lengths))
