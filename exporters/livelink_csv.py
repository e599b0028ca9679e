# SPDX-License-Identifier: GPL-3.0-or-later
"""Live Link Face CSV, as Apple's capture app of Epic Games writes it.

The columns are those that the app records, not those that it sends: in a recording JawRight stands before
JawLeft and MouthRight before MouthLeft. Angles are in radians.
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
from ..runtime.rotations import yaw_pitch_roll
from ..runtime.take import Take
from ..runtime.timecode import timecode
from .exported_motion import exported_with_eyes

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
