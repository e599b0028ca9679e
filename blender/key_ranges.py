# SPDX-License-Identifier: GPL-3.0-or-later
"""A few keys of a curve that has many: found by halving, and read and set one by one.

All of a curve's keys at once is quick for each key, but takes seconds where a head has said minutes on one action. A
take that plays in the room of another has its keys on the same frames, and these alone are touched.
"""

from typing import Any

import numpy as np

CONSTANT, LINEAR = 0, 1
"""``Keyframe.interpolation`` as foreach_set takes it."""
_STRAIGHT = ("CONSTANT", "LINEAR")
_FIELDS = (
    "co",
    "interpolation",
    "handle_left_type",
    "handle_right_type",
    "handle_left",
    "handle_right",
    "easing",
    "type",
    "amplitude",
    "back",
    "period",
)
"""All that a key holds; the types of its handles before where these lie."""
_SHARE = 4
"""Of the keys: where more are meant, all at once is quicker. Measured at 30,000 keys."""
_ROUNDING = 1e-3
"""Of a frame."""


def range_of(curve: Any, first: float, last: float) -> tuple[int, int]:
    """Numbers of the first key on these frames, and of the first one after them."""
    points = curve.keyframe_points
    return _place(points, first - 0.5), _place(points, last + 0.5)


def straight_keys(curve: Any, first: float, last: float) -> tuple[np.ndarray, list[str]] | None:
    """Frame and value (K,2) of the keys there, and how each goes on; None where handles say how, or where they are a
    large part of the curve."""
    begin, end = range_of(curve, first, last)
    points = curve.keyframe_points
    if _SHARE * (end - begin) > len(points):
        return None
    found = [points[number] for number in range(begin, end)]
    kinds = [point.interpolation for point in found]
    if any(kind not in _STRAIGHT for kind in kinds):
        return None
    return np.array([tuple(point.co) for point in found], np.float32).reshape(-1, 2), kinds


def set_values(curve: Any, places: np.ndarray, kinds: list[str], first: float, last: float) -> bool:
    """Give the keys there other values, where they lie on the frames of ``places`` (K,2) and go on in the same way;
    whether that could be done. Their handles, which say nothing of straight keys, stay."""
    own = straight_keys(curve, first, last)
    if own is None or own[1] != kinds or len(own[0]) != len(places):
        return False
    if len(places) and float(np.abs(own[0][:, 0] - places[:, 0]).max()) > _ROUNDING:
        return False
    begin, _end = range_of(curve, first, last)
    points = curve.keyframe_points
    for number in np.flatnonzero(own[0][:, 1] != places[:, 1]).tolist():
        points[begin + number].co = places[number].tolist()
    return True


def take_out(curve: Any, first: float, last: float) -> None:
    """Remove the keys there. Those around them stay as they are, without being read and written."""
    points, (begin, end) = curve.keyframe_points, range_of(curve, first, last)
    if begin == end:
        return
    if end - begin == len(points):
        points.clear()
        return
    places = _all_places(points)
    # Keys on one frame become one, and that is the last of them.
    ends = end == len(points)
    before = {name: _copied(getattr(points[begin - 1], name)) for name in _FIELDS} if ends else {}
    places[begin:end] = places[begin - 1] if ends else places[end]
    points.foreach_set("co", places.ravel())
    points.deduplicate()
    for name, value in before.items():
        setattr(points[-1], name, value)
    curve.update()


def put_between(curve: Any, places: np.ndarray, kinds: list[str]) -> bool:
    """Add keys at ``places`` (N,2) to a curve that goes straight, as they do, and has none among them; whether that
    could be done. Handles, which say nothing of straight keys, may move."""
    points = curve.keyframe_points
    if not len(places) or not len(points) or any(kind != "LINEAR" for kind in kinds):
        return False
    begin, end = range_of(curve, float(places[0, 0]), float(places[-1, 0]))
    own = np.empty(len(points), np.int32)
    points.foreach_get("interpolation", own)
    if begin != end or (own != LINEAR).any():
        return False
    whole = _all_places(points)
    points.add(len(places))
    points.foreach_set("co", np.concatenate([whole[:begin], places, whole[begin:]]).astype(np.float32).ravel())
    # One by one: in Blender 4.2 all at once takes as long for each of the others.
    for number in range(len(whole), len(points)):
        points[number].interpolation = "LINEAR"
    curve.update()
    return True


def _all_places(points: Any) -> np.ndarray:
    places: np.ndarray = np.empty(2 * len(points), np.float32)
    points.foreach_get("co", places)
    return places.reshape(-1, 2)


def _copied(value: Any) -> Any:
    """A vector of Blender's changes with what it is of."""
    return value if isinstance(value, int | float | str) else tuple(value)


def _place(points: Any, frame: float) -> int:
    """Number of the first key after ``frame``."""
    low, high = 0, len(points)
    while low < high:
        middle = (low + high) // 2
        if points[middle].co[0] < frame:
            low = middle + 1
        else:
            high = middle
    return low
