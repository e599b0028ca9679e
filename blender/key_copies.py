# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys from one action into another, as they are: place, handles, interpolation and all."""

from collections.abc import Collection
from typing import Any

import numpy as np

from .few_samples import is_sampled, samples_of, to_keys
from .key_ranges import LINEAR, put_between, set_values, straight_keys
from .keyframes import KEY_FIELDS

_PLACED = ("co", "handle_left", "handle_right")
_SEEN = (*_PLACED, "interpolation")
"""Fields that say how a curve goes."""
_ALL = tuple(name for name, *_ in KEY_FIELDS)
_ROUNDING = 1e-3
"""Frames or values, by which two keys that are one may differ: Blender keeps them in single precision."""
Keys = dict[str, np.ndarray]
"""Every field of N keys by name, (N, width)."""


def copy_keys(
    source: Any, target: Any, places: Collection[tuple[str, int]], frames: tuple[float, float], shift: float
) -> None:
    """Copy the keys on ``frames`` (first, last) of the curves at ``places`` (data path, index) to the same curves of
    ``target``, later by ``shift``, in the room of what these have there. source, target: what holds ``fcurves``."""
    present = {(curve.data_path, curve.array_index): curve for curve in target.fcurves}
    for curve in source.fcurves:
        place = (curve.data_path, curve.array_index)
        other = present.get(place)
        if place not in places or (other is not None and _valued(curve, other, frames, shift)):
            continue
        found = _within(keys_of(curve), *frames)
        if not len(found["co"]):
            continue
        if other is None:
            other = target.fcurves.new(place[0], index=place[1])
            if curve.group is not None:
                other.group = target.groups.get(curve.group.name) or target.groups.new(curve.group.name)
        put_keys(other, _later(found, shift), frames[0] + shift, frames[1] + shift)


def same_keys(
    source: Any, target: Any, places: Collection[tuple[str, int]], frames: tuple[float, float], shift: float
) -> bool:
    """Whether ``copy_keys`` would change nothing that is seen."""
    present = {(curve.data_path, curve.array_index): curve for curve in target.fcurves}
    for curve in source.fcurves:
        place = (curve.data_path, curve.array_index)
        if place not in places:
            continue
        alike = None if place not in present else _straight_alike(curve, present[place], frames, shift)
        if alike is not None:
            if not alike:
                return False
            continue
        ours = _later(_within(keys_of(curve, _SEEN), *frames), shift)
        if place not in present:
            if len(ours["co"]):
                return False
            continue
        theirs = _within(keys_of(present[place], _SEEN), frames[0] + shift, frames[1] + shift)
        if not all(_alike(ours[name], theirs[name]) for name in _seen(ours)):
            return False
    return True


def _seen(keys: Keys) -> tuple[str, ...]:
    """The fields that say how keys go: the handles of straight ones say nothing."""
    return _SEEN if (keys["interpolation"] > LINEAR).any() else ("co", "interpolation")


def _straight(curve: Any, frames: tuple[float, float], shift: float) -> tuple[np.ndarray, list[str]] | None:
    """Places (K,2), later by ``shift``, and kinds of keys that go straight; None where they do not."""
    whole = _within(keys_of(curve, ("co", "interpolation")), *frames)
    kinds = whole["interpolation"][:, 0]
    if (kinds > LINEAR).any():
        return None
    names = [("CONSTANT", "LINEAR")[kind] for kind in kinds.tolist()]
    return whole["co"] + np.array([shift, 0.0], np.float32), names


def _valued(source: Any, target: Any, frames: tuple[float, float], shift: float) -> bool:
    """Copy straight keys by their values alone, where that is possible; whether it was."""
    ours = _straight(source, frames, shift)
    if ours is None or not len(ours[0]):
        return False
    return set_values(target, *ours, frames[0] + shift, frames[1] + shift) or put_between(target, *ours)


def _straight_alike(ours: Any, theirs: Any, frames: tuple[float, float], shift: float) -> bool | None:
    """Whether straight keys are the same as some of a longer curve; None where that cannot be told so."""
    one, other = _short_and_long(ours, theirs)
    few = straight_keys(other, *_moved(frames, shift if other is theirs else 0.0))
    many = _straight(one, _moved(frames, shift if one is theirs else 0.0), 0.0) if few is not None else None
    if few is None or many is None:
        return None
    between = np.array([shift if other is theirs else -shift, 0.0], np.float32)
    return few[1] == many[1] and _alike(few[0], many[0] + between)


def _short_and_long(ours: Any, theirs: Any) -> tuple[Any, Any]:
    shorter = len(ours.keyframe_points) <= len(theirs.keyframe_points)
    return (ours, theirs) if shorter else (theirs, ours)


def _moved(frames: tuple[float, float], shift: float) -> tuple[float, float]:
    return frames[0] + shift, frames[1] + shift


def _alike(ours: np.ndarray, theirs: np.ndarray) -> bool:
    """But for what single precision loses where a key lies late."""
    return ours.shape == theirs.shape and (not ours.size or float(np.abs(ours - theirs).max()) <= _ROUNDING)


def keys_of(curve: Any, names: Collection[str] = _ALL) -> Keys:
    """The fields that are named of all keys of a curve; samples are straight keys."""
    if is_sampled(curve):
        return _keys_at(samples_of(curve), names)
    points = curve.keyframe_points
    found: Keys = {}
    for name, number_type, width, _ in KEY_FIELDS:
        if name not in names:
            continue
        values: np.ndarray = np.empty(len(points) * width, number_type)
        points.foreach_get(name, values)
        found[name] = values.reshape(-1, width)
    return found


def _keys_at(places: np.ndarray, names: Collection[str]) -> Keys:
    """Straight keys at ``places`` (N,2)."""
    fields = [(name, kind, width, usual) for name, kind, width, usual in KEY_FIELDS if name in names]
    return {
        name: places if width == 2 else np.full((len(places), 1), usual, kind) for name, kind, width, usual in fields
    }


def _within(keys: Keys, first: float, last: float) -> Keys:
    frames = keys["co"][:, 0]
    rows = (frames > first - 0.5) & (frames < last + 0.5)
    return {name: values[rows] for name, values in keys.items()}


def _later(keys: Keys, shift: float) -> Keys:
    moved = dict(keys)
    for name in _PLACED:
        moved[name] = keys[name] + np.array([shift, 0.0], np.float32)
    return moved


def put_keys(curve: Any, keys: Keys, first: float, last: float) -> None:
    """Put keys in the room of those from ``first`` to ``last``. No handle is moved for that."""
    if is_sampled(curve):
        to_keys(curve)
    own = keys_of(curve)
    frames = own["co"][:, 0]
    before, after = frames < first - 0.5, frames > last + 0.5
    joined = {name: np.concatenate([values[before], keys[name], values[after]]) for name, values in own.items()}
    points = curve.keyframe_points
    points.clear()
    points.add(len(joined["co"]))
    for name, number_type, _, _ in KEY_FIELDS:
        points.foreach_set(name, joined[name].astype(number_type).reshape(-1))
    curve.update()
