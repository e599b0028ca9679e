# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON as NVIDIA's Audio2Face exports it: names once, a row of weights a frame."""

from collections.abc import Mapping
from typing import Any

from .json_numbers import names, number, rows
from .read_motion import ReadMotion, columns_of, frame_times, motion_of


def read(said: Mapping[str, Any], rate: float | None) -> ReadMotion:
    """The motion. rate: of the file where it does not say its own. Raises ValueError."""
    found = names(said.get("facsNames"), "facsNames")
    columns = columns_of(found)
    values = rows(said["weightMat"], len(found), "weightMat")
    for name, count in (("numFrames", len(values)), ("numPoses", len(found))):
        if name in said and number(said[name], name) != count:
            raise ValueError(f"{name} is {said[name]!r}, and there are {count}")
    own = number(said["exportFps"], "exportFps") if "exportFps" in said else None
    return motion_of(frame_times(len(values), rate or own), values, columns)
