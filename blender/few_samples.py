# SPDX-License-Identifier: GPL-3.0-or-later
"""Curves that go straight from frame to frame in less room: a scene of many takes is as quick as it is small.

Every undo step of Blender's writes the whole scene, and a key takes 72 bytes, a sample 16. What nothing plays is kept
as samples; what plays keeps its keys, but for those on a straight line between others.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np

from .key_ranges import CONSTANT, LINEAR

Place = tuple[str, int]
"""Data path and index of a channel."""

BOUND = 5e-6
"""By how much what is drawn between fewer keys may differ from what was keyed: of a weight what single precision loses
anyway. Chosen by eye."""


def needed_keys(values: np.ndarray) -> np.ndarray:
    """Which keys (C,T) of C curves that go straight from one of T frames to the next say anything.

    From the last key on, lines that pass each value closely enough lie in a wedge; a value outside of it ends the line.
    """
    curves, frames = values.shape
    kept = np.zeros((curves, frames), bool)
    kept[:, [0, -1]] = True
    rows, begun = np.arange(curves), np.zeros(curves, int)
    lowest, highest = np.full(curves, -np.inf), np.full(curves, np.inf)
    for frame in range(1, frames):
        rise = (values[:, frame] - values[rows, begun]) / (frame - begun)
        ends = (rise < lowest) | (rise > highest)
        kept[ends, frame - 1] = True
        begun = np.where(ends, frame - 1, begun)
        rise = (values[:, frame] - values[rows, begun]) / (frame - begun)
        slack = BOUND / (frame - begun)
        lowest = np.where(ends, rise - slack, np.maximum(lowest, rise - slack))
        highest = np.where(ends, rise + slack, np.minimum(highest, rise + slack))
    return kept


def new_curves(sets: Sequence[tuple[Any, Mapping[Place, np.ndarray]]], held: Collection[Place] = ()) -> None:
    """New curves of these values (frames,) by data path and index, with the keys alone that say anything: of several
    sets of channels at once, for which one look is enough. held: those that stay from key to key."""
    curves = [(channels, place, each) for channels, values in sets for place, each in values.items()]
    straight = [each for _channels, place, each in curves if place not in held]
    needed = iter(needed_keys(np.stack(straight)) if straight else ())
    for channels, place, each in curves:
        kept, kind = (_changes(each), CONSTANT) if place in held else (next(needed), LINEAR)
        _put_values(channels.fcurves.new(place[0], index=place[1]), each, kept, kind)


def every_key(curve: Any, values: np.ndarray) -> None:
    """Let a curve go straight through these values (frames,), with a key on each frame from 0 on."""
    if is_sampled(curve):
        to_keys(curve)
    kind = CONSTANT if len(curve.keyframe_points) and curve.keyframe_points[0].interpolation == "CONSTANT" else LINEAR
    _put_values(curve, values, np.ones(len(values), bool) if kind == LINEAR else _changes(values), kind)


def _put_values(curve: Any, values: np.ndarray, needed: np.ndarray, kind: int) -> None:
    """Keys of those values (T,) that are needed (T,), and no others."""
    places = np.stack([np.flatnonzero(needed), values[needed]], axis=1).astype(np.float32)
    points = curve.keyframe_points
    points.clear()
    points.add(len(places))
    points.foreach_set("co", places.ravel())
    points.foreach_set("interpolation", np.full(len(places), kind, np.int32))
    curve.update()


def _changes(values: np.ndarray) -> np.ndarray:
    """Which values (T,) differ from the one before, and the ends."""
    return np.concatenate([[True], values[1:] != values[:-1]]) | (np.arange(len(values)) == len(values) - 1)


def is_sampled(curve: Any) -> bool:
    """Whether a curve has samples in the place of keys."""
    return len(curve.keyframe_points) == 0 and len(curve.sampled_points) > 0


def to_samples(channels: Any, frames: int) -> None:
    """Turn the curves that have a straight key on each of so many frames, from 0 on, into samples."""
    for curve in channels.fcurves:
        points = curve.keyframe_points
        if len(points) != frames:
            continue
        kinds = np.empty(frames, np.int32)
        points.foreach_get("interpolation", kinds)
        if (kinds == LINEAR).all():
            # The end is the frame after the last.
            curve.convert_to_samples(0, frames)


def to_keys(curve: Any) -> None:
    """Give a curve that has samples a key on each of their frames."""
    count = len(curve.sampled_points)
    curve.convert_to_keyframes(0, count)


def samples_of(curve: Any) -> np.ndarray:
    """Frame and value (N,2) of the samples of a curve."""
    places: np.ndarray = np.empty(2 * len(curve.sampled_points), np.float32)
    curve.sampled_points.foreach_get("co", places)
    return places.reshape(-1, 2)
