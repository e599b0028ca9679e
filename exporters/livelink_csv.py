# SPDX-License-Identifier: GPL-3.0-or-later
"""Live Link Face CSV, as Apple's capture app of Epic Games writes it.

The columns are those that the app records, not those that it sends: in a recording JawRight stands before
JawLeft and MouthRight before MouthLeft. Timecode is HH:MM:SS:FF.mmm with frames counted at 60 a second
whatever the rate; angles are in radians.
"""

import csv
from pathlib import Path

import numpy as np

from ..runtime.arrays import Array
from ..runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ..runtime.head.tongue import TONGUE_NAMES, tongue_weights
from ..runtime.long_arrays import blocks, side_by_side
from ..runtime.motion import ArkitCurves
from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.rotations import quaternions
from ..runtime.take import Take
from .exported_motion import exported_with_eyes

_TIMECODE_RATE = 60
_BLOCK = 1_000
"""Frames whose rows are made together."""
_ROTATIONS = ("Head", "LeftEye", "RightEye")
_AXES = ("Yaw", "Pitch", "Roll")
_SWAPPED = {"jawLeft": "jawRight", "jawRight": "jawLeft", "mouthLeft": "mouthRight", "mouthRight": "mouthLeft"}


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]


RECORDED_SHAPES: tuple[str, ...] = tuple(_SWAPPED.get(name, name) for name in ARKIT_NAMES)
"""The 52 shapes in the order of a recorded file."""

COLUMNS: tuple[str, ...] = (
    "Timecode",
    "BlendShapeCount",
    *map(_capital, RECORDED_SHAPES),
    *(part + axis for part in _ROTATIONS for axis in _AXES),
)
TONGUE_COLUMNS: tuple[str, ...] = tuple(map(_capital, TONGUE_NAMES))


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """One row a frame at ``options.fps``, the first at time 0; the tongue's weights last, where they are asked for.

    Raises OSError.
    """
    rate = options.fps
    curves, eyes = exported_with_eyes(take, options)
    tongue = side_by_side(tongue_weights(curves), TONGUE_NAMES, len(curves)) if options.tongue else None
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow([*COLUMNS, *(TONGUE_COLUMNS if options.tongue else ())])
        for block in blocks(len(curves), _BLOCK):
            for frame, row in enumerate(_values(curves, eyes, tongue, block), start=block.start):
                rows.writerow([timecode(frame / rate), len(row), *(f"{value:.10f}" for value in row)])


def _values(curves: ArkitCurves, eyes: Array, tongue: Array | None, some: slice) -> list[list[float]]:
    """Rows of some frames, in the order of the columns."""
    values = np.concatenate(
        [
            curves.weights[some, [ARKIT_INDEX[name] for name in RECORDED_SHAPES]],
            yaw_pitch_roll(curves.head[some]),
            yaw_pitch_roll(eyes[some, :3]),
            yaw_pitch_roll(eyes[some, 3:]),
            *([] if tongue is None else [tongue[some]]),
        ],
        axis=1,
        dtype=np.float64,
    )
    values += 0.0  # no "-0.0000000000"
    found: list[list[float]] = values.tolist()
    return found


def timecode(seconds: float) -> str:
    """HH:MM:SS:FF.mmm, FF counted at 60 a second, mmm thousandths of such a frame."""
    thousandths = round(seconds * _TIMECODE_RATE * 1000)
    whole_seconds, thousandths = divmod(thousandths, _TIMECODE_RATE * 1000)
    minutes, second = divmod(whole_seconds, 60)
    hours, minute = divmod(minutes, 60)
    frame, thousandth = divmod(thousandths, 1000)
    return f"{hours:02}:{minute:02}:{second:02}:{frame:02}.{thousandth:03}"


def yaw_pitch_roll(axis_angle: Array) -> Array:
    """Angles (T,3) in radians of rotations (T,3) given as axis-angle in the head's frame.

    The rotation is R_y(yaw) R_x(pitch) R_z(roll), the order of a face anchor in ARKit: yaw to the
    character's left, pitch down, roll from +x to +y.
    """
    w, x, y, z = quaternions(axis_angle).T
    yaw = np.arctan2(2 * (x * z + w * y), 1 - 2 * (x * x + y * y))
    pitch = np.arcsin(np.clip(2 * (w * x - y * z), -1, 1))
    roll = np.arctan2(2 * (x * y + w * z), 1 - 2 * (x * x + z * z))
    return np.stack([yaw, pitch, roll], axis=1)
