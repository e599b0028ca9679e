# SPDX-License-Identifier: GPL-3.0-or-later
"""A take's keys on a rig as few Bezier keys in the place of one a frame."""

import re
from collections.abc import Collection
from typing import Any

import numpy as np

from ..runtime.key_reduction import ReducedCurve, reduced
from . import versions
from .key_copies import Keys, put_keys
from .key_ranges import CONSTANT
from .keyframes import KEY_FIELDS
from .motion_keys import places_of
from .rig import Rig

_BEZIER, _LINEAR, _FREE = 2, 1, 0
"""As foreach_set takes interpolation and handles."""
_WEIGHTS = re.compile(r'^(key_blocks\[|\[")')
"""Data paths of shapes, whose numbers are weights; of anything else the bound is a share of how far it goes."""
_NO_LIPS = re.compile("brow|eye", re.IGNORECASE)


def reduce_keys(rig: Rig, start: int, frames: int, contacts: Collection[int], bound: float) -> tuple[int, int]:
    """Let what moves ``rig`` on ``frames`` frames from ``start`` on do so by few keys, on no frame further off than
    ``bound``; how many keys there were, and are.

    contacts: frames from ``start`` on where lips meet: all but brows and eyes have a key there, as exact as before. The
    bound is a weight's, or for bones the same share of how far a curve goes. Drawn mouths, which are held, stay.
    """
    before = after = 0
    for datablock, places in places_of(rig):
        channels = versions.channels_of(datablock)
        for curve in [] if channels is None else list(channels.fcurves):
            if (curve.data_path, curve.array_index) not in places or _is_held(curve):
                continue
            values = np.array([curve.evaluate(start + frame) for frame in range(frames)])
            had = len(curve.keyframe_points)
            allowed, exact = farthest(curve.data_path, values, bound), exact_frames(curve.data_path, contacts)
            put_keys(curve, bezier_keys(reduced(values, allowed, exact), start), start, start + frames - 1)
            before, after = before + had, after + len(curve.keyframe_points)
    return before, after


def farthest(data_path: str, values: np.ndarray, bound: float) -> float:
    """How far off a curve may be: ``bound`` for a weight, for anything else that share of how far it goes."""
    return bound if _WEIGHTS.match(data_path) else bound * float(np.ptp(values))


def exact_frames(data_path: str, contacts: Collection[int]) -> Collection[int]:
    """Those of ``contacts``, but for what moves no lips."""
    return () if _NO_LIPS.search(data_path) else contacts


def _is_held(curve: Any) -> bool:
    kinds = np.empty(len(curve.keyframe_points), np.int32)
    curve.keyframe_points.foreach_get("interpolation", kinds)
    return bool((kinds == CONSTANT).any())


def bezier_keys(curve: ReducedCurve, start: int) -> Keys:
    """From frame ``start`` on. Handles lie a third of the way to the next key; beyond the ends, flat a frame away."""
    frames, values = curve.frames + float(start), curve.values
    gaps = np.diff(frames, prepend=frames[0] - 3.0, append=frames[-1] + 3.0) / 3.0
    left = np.stack([frames - gaps[:-1], values - curve.before * gaps[:-1]], axis=1)
    right = np.stack([frames + gaps[1:], values + curve.after * gaps[1:]], axis=1)
    count = len(frames)
    keys: Keys = {name: np.full((count, width), default, kind) for name, kind, width, default in KEY_FIELDS}
    keys |= {"co": np.stack([frames, values], axis=1), "handle_left": left, "handle_right": right}
    keys["interpolation"][:] = _BEZIER
    # What comes after a take begins anew.
    keys["interpolation"][-1] = _LINEAR
    for side in ("handle_left_type", "handle_right_type"):
        keys[side] = np.full((count, 1), _FREE, np.int32)
    return keys
