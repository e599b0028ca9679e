# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing keyframes in bulk: a whole curve at a time, never key by key."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import bpy
import numpy as np

from . import versions
from .few_samples import is_sampled, samples_of
from .key_ranges import CONSTANT, LINEAR, put_between, set_values, take_out
from .rest_values import bring_to_rest

_KINDS = {True: "CONSTANT", False: "LINEAR"}

# What a key holds besides its place, with the number of floats or the integer type, and Blender's default.
KEY_FIELDS: tuple[tuple[str, type, int, float], ...] = (
    ("co", np.float32, 2, 0),
    ("handle_left", np.float32, 2, 0),
    ("handle_right", np.float32, 2, 0),
    ("interpolation", np.int32, 1, LINEAR),
    ("handle_left_type", np.int32, 1, 2),  # vector
    ("handle_right_type", np.int32, 1, 2),
    ("easing", np.int32, 1, 0),
    ("type", np.int32, 1, 0),
    ("amplitude", np.float32, 1, 0),
    ("back", np.float32, 1, 1.70158),
    ("period", np.float32, 1, 0),
)


@dataclass(frozen=True)
class Curve:
    """One animated number: where it lives under its datablock, and its value at each frame (T,). held: it is keyed
    where it changes, and stays until then."""

    data_path: str
    values: np.ndarray
    index: int = 0
    group: str = ""
    held: bool = False


def write_curves(action: bpy.types.Action, datablock: bpy.types.ID, curves: Iterable[Curve], start: float) -> None:
    """Key each curve at ``start``, ``start + 1`` and so on. Keys outside of that range are left as they are.

    ``action`` is assigned to ``datablock``; from Blender 4.4 on it gets a slot for it.
    """
    channels = versions.ensure_channels(action, datablock)
    present = {(curve.data_path, curve.array_index): curve for curve in channels.fcurves}
    for curve in curves:
        fcurve = present.get((curve.data_path, curve.index))
        if fcurve is None:
            fcurve = channels.fcurves.new(curve.data_path, index=curve.index)
            if curve.group:
                fcurve.group = channels.groups.get(curve.group) or channels.groups.new(curve.group)
            _fill(fcurve, curve, start)
        else:
            _replace(fcurve, _places(curve, start), curve.held, start, start + len(curve.values) - 1)


def clear_curves(datablock: bpy.types.ID, places: set[tuple[str, int]], start: float, end: float) -> None:
    """Remove the keys from ``start`` to ``end`` of the curves at ``places`` (data path, index).

    Curves without a key left are removed, and what they moved is brought to rest.
    """
    channels = versions.channels_of(datablock)
    if channels is None:
        return
    for fcurve in [curve for curve in channels.fcurves if (curve.data_path, curve.array_index) in places]:
        take_out(fcurve, start, end)
        if not fcurve.keyframe_points:
            _remove(channels, fcurve, datablock)


def clear_ranges(
    datablock: bpy.types.ID, places: set[tuple[str, int]], ranges: Collection[tuple[float, float]]
) -> None:
    """As ``clear_curves``, of several ranges (first, last) at once: each curve is written anew a single time."""
    channels = versions.channels_of(datablock)
    for fcurve in [] if channels is None else list(channels.fcurves):
        if (fcurve.data_path, fcurve.array_index) not in places:
            continue
        frames = read_curve(fcurve)[0]
        kept = np.ones(len(frames), bool)
        for first, last in ranges:
            kept &= (frames < first - 0.5) | (frames > last + 0.5)
        if not kept.any():
            _remove(channels, fcurve, datablock)
        elif not kept.all():
            _keep_only(fcurve, kept)


def _remove(channels: Any, fcurve: Any, datablock: bpy.types.ID) -> None:
    path, index = fcurve.data_path, fcurve.array_index
    channels.fcurves.remove(fcurve)
    bring_to_rest(datablock, path, index)


def _keep_only(fcurve: Any, kept: np.ndarray) -> None:
    points = fcurve.keyframe_points
    fields: dict[str, np.ndarray] = {}
    for name, number_type, width, _ in KEY_FIELDS:
        values: np.ndarray = np.empty(len(points) * width, number_type)
        points.foreach_get(name, values)
        fields[name] = values.reshape(-1, width)[kept].reshape(-1)
    points.clear()
    points.add(int(kept.sum()))
    for name, values in fields.items():
        points.foreach_set(name, values)
    fcurve.update()


def read_curve(fcurve: Any) -> tuple[np.ndarray, np.ndarray]:
    """Frames (T,) and values (T,) of the keys, or of the samples where it has none."""
    if is_sampled(fcurve):
        return samples_of(fcurve)[:, 0], samples_of(fcurve)[:, 1]
    places = np.empty(2 * len(fcurve.keyframe_points), np.float32)
    fcurve.keyframe_points.foreach_get("co", places)
    return places[::2], places[1::2]


def _fill(fcurve: Any, curve: Curve, start: float) -> None:
    places, points = _places(curve, start), fcurve.keyframe_points
    points.add(len(places))
    points.foreach_set("co", places.ravel())
    points.foreach_set("interpolation", np.full(len(places), _interpolation(curve.held), np.int32))
    fcurve.update()


def _interpolation(held: bool) -> int:
    return CONSTANT if held else LINEAR


def _replace(fcurve: Any, places: np.ndarray, held: bool, start: float, last: float) -> None:
    """Put keys at ``places`` (N,2) instead of those from ``start`` to ``last``."""
    kinds = [_KINDS[held]] * len(places)
    if set_values(fcurve, places, kinds, start, last) or put_between(fcurve, places, kinds):
        return
    points = fcurve.keyframe_points
    kept: dict[str, np.ndarray] = {}
    for name, number_type, width, _ in KEY_FIELDS:
        kept[name] = np.empty(len(points) * width, number_type)
        points.foreach_get(name, kept[name])
    frames = kept["co"][::2]
    before, after = frames < start - 0.5, frames > last + 0.5
    points.clear()
    points.add(int(before.sum() + len(places) + after.sum()))
    for name, number_type, width, default in KEY_FIELDS:
        rows = kept[name].reshape(-1, width)
        usual = _interpolation(held) if name == "interpolation" else default
        new = places if width == 2 else np.full((len(places), 1), usual)
        joined = np.concatenate([rows[before], new, rows[after]]).astype(number_type)
        points.foreach_set(name, joined.reshape(-1))
    fcurve.update()


def _places(curve: Curve, start: float) -> np.ndarray:
    """Frame and value (N,2) of each key."""
    places = np.empty((len(curve.values), 2), np.float32)
    places[:, 0] = np.arange(len(curve.values)) + start
    places[:, 1] = curve.values
    if curve.held:
        changes = np.flatnonzero(np.diff(places[:, 1])) + 1
        # The last one too: a take ends there, and what comes after is not its own.
        places = places[np.unique([0, *changes, len(places) - 1])]
    return places
