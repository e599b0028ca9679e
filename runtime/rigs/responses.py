# SPDX-License-Identifier: GPL-3.0-or-later
"""How a driven value follows one of the numbers that its driver reads, and what that number must be for a value."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from ..arrays import Array
from .expressions import Reckoned, reckoned

_TRIED = np.concatenate([[0.0], np.geomspace(1e-4, 1e4, 97)])
"""How far a number is moved from rest, either way, until the driven value is 1: metres of a small slider up to
percents. Chosen by hand."""
_TARGETS = np.concatenate([[0.0, 1e-3], np.linspace(0.0, 1.0, 17)[1:]])
"""Values, as shares of the most, whose numbers are looked for. Chosen by hand."""
_HALVINGS = 50
"""Of the way in which such a number lies: as exact as doubles are."""
_AT_REST, _REACHED, _LEAST = 0.02, 0.999, 0.25
"""A driven value that is no more than this at rest; one that counts as 1; the least that a number must bring. Chosen by
hand."""
_STRAIGHT = 1e-4
_FALLS = 1e-6
"""How far a response that counts as straight may be from a line, and by how much one that rises may fall. Chosen by
hand."""

Curve = tuple[tuple[float, float], ...]
"""Points (x, y) of what a driver's curve makes of its expression, straight in between and beyond; none: x itself."""


@dataclass(frozen=True)
class Response:
    """values, numbers (N,): driven values from 0 on, and what the number is beyond its rest for them. gain: values by
    number where that goes straight; otherwise its sign alone counts."""

    values: tuple[float, ...]
    numbers: tuple[float, ...]
    gain: float
    straight: bool

    def number(self, values: Any) -> Array:
        """What the number is beyond its rest for driven ``values`` (T,)."""
        if self.straight:
            return np.asarray(values / self.gain)
        return np.asarray(np.interp(values, self.values, self.numbers))


@lru_cache(maxsize=4096)
def response(
    kind: str, expression: str, rests: tuple[tuple[str, float], ...], moved: str, curve: Curve
) -> Response | None:
    """kind: of the driver, as Blender calls it. rests: each of its numbers by name, at rest. moved: the one that is to
    be set. None where the driven value does not follow it from 0 up."""
    try:
        driven = _driven(kind, expression, curve)
        return _followed(driven, dict(rests), moved)
    except ValueError:
        return None


def _driven(kind: str, expression: str, curve: Curve) -> Reckoned:
    ways: dict[str, Any] = {
        "AVERAGE": lambda names: sum(names.values()) / len(names),
        "SUM": lambda names: sum(names.values()),
        "MIN": lambda names: min(names.values()),
        "MAX": lambda names: max(names.values()),
    }
    made = reckoned(expression) if kind == "SCRIPTED" else ways.get(kind)
    if made is None:
        raise ValueError("no such driver")
    return made if not curve else lambda names: _along(curve, made(names))


def _along(curve: Curve, x: float) -> float:
    places = np.array(curve)
    if len(places) == 1:
        return float(places[0, 1])
    for end, inside, beyond in ((0, 1, x < places[0, 0]), (-1, -2, x > places[-1, 0])):
        if beyond:
            slope = (places[end, 1] - places[inside, 1]) / (places[end, 0] - places[inside, 0])
            return float(places[end, 1] + slope * (x - places[end, 0]))
    return float(np.interp(x, places[:, 0], places[:, 1]))


def _followed(driven: Reckoned, rests: dict[str, float], moved: str) -> Response | None:
    if abs(driven(rests)) > _AT_REST:
        return None
    found = [one for sign in (1.0, -1.0) for one in [_one_way(driven, rests, moved, sign)] if one is not None]
    # Where both ways bring it, the one that needs less.
    return min(found, key=lambda one: (-round(one.values[-1], 2), abs(one.numbers[-1])), default=None)


def _one_way(driven: Reckoned, rests: dict[str, float], moved: str, sign: float) -> Response | None:
    def at(way: float) -> float:
        return driven(rests | {moved: rests[moved] + sign * way})

    values: list[float] = []
    for way in _TRIED:
        values.append(at(float(way)))
        if values[-1] >= _REACHED or values[-1] < values[0] - _AT_REST:
            break
    top = int(np.argmax(values))
    if values[top] < _LEAST:
        return None
    end, most = float(_TRIED[top]), min(values[top], 1.0)
    numbers = [sign * _reached(at, target * most, end) for target in _TARGETS]
    rising = [at(share * end) for share in np.linspace(0.0, 1.0, 33)]
    if min(np.diff(rising), default=0.0) < -_FALLS:
        return None
    gain = float(most / numbers[-1])
    straight = bool(np.abs(np.array(numbers) * gain - _TARGETS * most).max() < _STRAIGHT and most >= _REACHED)
    return Response(tuple(float(one) for one in _TARGETS * most), tuple(numbers), gain, straight)


def _reached(at: Any, target: float, end: float) -> float:
    """The least way on which the value is reached."""
    if target <= 0.0:
        return 0.0
    low, high = 0.0, end
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if at(middle) >= target else (middle, high)
    return high
