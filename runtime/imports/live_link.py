# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of curves: Live Link Face CSV, and any other whose columns are named as shapes, with a time or a rate."""

import csv
import io
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO

import numpy as np

from ..arrays import Array
from ..limits import CURVES_FRAMES, CURVES_LINE_CHARACTERS
from ..rotations import of_yaw_pitch_roll
from ..timecode import past_midnight, seconds_of
from .read_motion import ReadMotion, columns_of, frame_times, motion_of

_TIMES = frozenset({"timecode", "time", "seconds", "time_code"})
_NO_SHAPES = ("BlendShapeCount", "frame", "Frame", "")
_TURN = ("HeadYaw", "HeadPitch", "HeadRoll")
_EYES = tuple(side + axis for side in ("LeftEye", "RightEye") for axis in ("Yaw", "Pitch", "Roll"))
"""The eyeLook shapes say the same."""


def read(file: BinaryIO, rate: float | None) -> ReadMotion:
    """The motion. rate: of the file where it has no times, or instead of them.

    A moment that is there twice, as recorders have it now and then, counts once. Raises ValueError.
    """
    with io.TextIOWrapper(file, "utf-8-sig", newline="") as text:
        lines = csv.reader(_lines(text))
        names = [name.strip() for name in next(lines, [])]
        time = next((place for place, name in enumerate(names) if name.lower() in _TIMES), None)
        no_shapes = frozenset((*_NO_SHAPES, *_TURN, *_EYES, *([] if time is None else [names[time]])))
        columns = columns_of(names, no_shapes)
        turned = _TURN if set(_TURN) <= set(names) else ()
        known = {*columns.tongue.values(), *(place for found in columns.shapes.values() for place in found)}
        # Only these are kept: a table may have many more.
        places = [*sorted(known), *map(names.index, turned)]
        times, values = _table(lines, len(names), places, None if rate is not None else time)
    moments = past_midnight(np.asarray(times)) if len(times) else frame_times(len(values), rate)
    kept = _kept(moments)
    moments, values = moments[kept], values[kept]
    head = of_yaw_pitch_roll(values[:, len(known) :]) if turned else None
    read = replace(columns_of([names[place] for place in sorted(known)]), unknown=columns.unknown)
    return motion_of(moments, values, read, head)


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(CURVES_LINE_CHARACTERS):
        if len(line) == CURVES_LINE_CHARACTERS:
            raise ValueError(f"a line has {CURVES_LINE_CHARACTERS:,} letters or more")
        yield line


def _table(
    lines: Iterator[Sequence[str]], columns: int, places: Sequence[int], time: int | None
) -> tuple["array[float]", Array]:
    """Seconds, none where no column holds them, and the numbers of some columns (T,len(places))."""
    times, values = array("d"), array("f")
    for number, row in enumerate(lines, start=2):
        if not row:
            continue
        if len(row) != columns:
            raise ValueError(f"line {number} has {len(row)} cells, and the first line {columns}")
        if len(values) >= CURVES_FRAMES * len(places):
            raise ValueError(f"it has more than {CURVES_FRAMES:,} frames")
        if time is not None:
            times.append(_seconds(row[time], number))
        values.extend([_number(row[place], number) for place in places])
    return times, np.frombuffer(values, np.float32).reshape(-1, len(places))


def _number(cell: str, line: int) -> float:
    try:
        return float(cell)
    except ValueError:
        raise ValueError(f"line {line} has {cell[:20]!a} where a number should be") from None


def _seconds(cell: str, line: int) -> float:
    if ":" not in cell and ";" not in cell:
        return _number(cell, line)
    try:
        return seconds_of(cell)
    except ValueError as error:
        raise ValueError(f"line {line} has {error}") from None


def _kept(moments: Array) -> Array:
    """(T,) bool: the first row of each moment."""
    return np.diff(moments, prepend=-np.inf) != 0
