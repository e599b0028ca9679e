# SPDX-License-Identifier: GPL-3.0-or-later
"""Fewer keys for text formats: those between which straight lines stay close to every frame."""

import math
from dataclasses import dataclass

import numpy as np

from ..runtime.arrays import Array


def kept_frames(values: Array, tolerance: Array | float) -> Array:
    """Frames (K,) whose keys, joined by straight lines, come within ``tolerance`` of ``values`` at every frame.

    values: (T,), or (T,N) of curves that share their keys. tolerance: one for all frames, or (T,). The first and the
    last frame are among those kept, unless the first alone is enough. The longest line is taken each time, in one pass
    (Reumann and Witkam's corridor, anchored at its key), so that an hour takes seconds.
    """
    columns = values.reshape(len(values), -1)
    room = np.broadcast_to(tolerance, len(values))
    if stays_within(np.abs(columns - columns[0]).max(axis=1), room):
        return np.array([0])
    # Lists: one number after the other, for which arrays are slow.
    corridors = [_Corridor(column.astype(np.float64).tolist(), room.tolist()) for column in columns.T]
    frames = [0]
    for frame in range(1, len(values)):
        if not all([each.passes(frame) for each in corridors]):
            frames.append(frame - 1)
            for each in corridors:
                each.begin(frame - 1)
        for each in corridors:
            each.narrow(frame)
    frames.append(len(values) - 1)
    return np.array(frames)


@dataclass
class _Corridor:
    """The slopes, from a key on, of lines that pass all frames since within the room that each has."""

    series: list[float]
    room: list[float]
    anchor: int = 0
    low: float = -math.inf
    high: float = math.inf

    def begin(self, frame: int) -> None:
        self.anchor, self.low, self.high = frame, -math.inf, math.inf

    def passes(self, frame: int) -> bool:
        """Whether the line to this frame itself passes all those before it."""
        return self.low <= (self.series[frame] - self.series[self.anchor]) / (frame - self.anchor) <= self.high

    def narrow(self, frame: int) -> None:
        rise, steps = self.series[frame] - self.series[self.anchor], frame - self.anchor
        self.low = max(self.low, (rise - self.room[frame]) / steps)
        self.high = min(self.high, (rise + self.room[frame]) / steps)


def stays_within(values: Array, tolerance: Array | float) -> bool:
    """Whether ``values`` (T,) are nowhere further from 0: then a shape needs no curve."""
    return bool((np.abs(values) <= tolerance).all())
