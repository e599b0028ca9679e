# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the points of a face are in each picture of a film."""

from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..errors import InputError

LEAST_FRAMES = 5
"""Frames with a face, below which nobody can say how the face looks at rest. Chosen by hand."""


@dataclass(frozen=True)
class Track:
    """points (T,K,3): x, y in pixels and z in the same unit, as ``runtime.face.landmarks`` has them, of the K points
    that ``capture_basis`` names; anything where no face was found. found (T,): whether there was one. times (T,):
    seconds, rising."""

    points: Array
    found: Array
    times: Array

    def __len__(self) -> int:
        return len(self.points)


def bridged(track: Track) -> Array:
    """The points (T,K,3) with y up and z towards the camera; through lost frames they go straight to the next one.

    Raises InputError for a track with next to no face in it.
    """
    known = np.flatnonzero(track.found)
    if len(known) < LEAST_FRAMES:
        reason = f"shows a face in {len(known)} of {len(track)} pictures, too few to follow it"
        raise InputError("the film", reason, "Give a film of one face, seen from the front")
    points = np.asarray(track.points, np.float64) * [1.0, -1.0, -1.0]
    after = np.searchsorted(known, np.arange(len(track))).clip(0, len(known) - 1)
    before = (np.searchsorted(known, np.arange(len(track)), side="right") - 1).clip(0)
    first, last = known[before], known[after]
    span = np.maximum(track.times[last] - track.times[first], 1e-9)
    share = ((track.times - track.times[first]) / span).clip(0.0, 1.0)[:, None, None]
    return np.asarray(points[first] * (1.0 - share) + points[last] * share)
