# SPDX-License-Identifier: GPL-3.0-or-later
"""Faces of the BEAT dataset: names once, weights and a time a frame."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from .json_numbers import names, number, rows
from .read_motion import ReadMotion, columns_of, frame_times, motion_of


def read(said: Mapping[str, Any], rate: float | None) -> ReadMotion:
    """The motion. rate: instead of the times that the file says. Raises ValueError."""
    found, frames = names(said["names"], "names"), said["frames"]
    columns = columns_of(found)
    if not isinstance(frames, list) or not all(isinstance(frame, dict) for frame in frames):
        raise ValueError("frames is no list of objects")
    values = rows([frame.get("weights") for frame in frames], len(found), "weights")
    if rate is not None:
        times = frame_times(len(values), rate)
    else:
        times = np.array([number(frame.get("time"), f"time of frame {place}") for place, frame in enumerate(frames, 1)])
    return motion_of(times, values, columns)
