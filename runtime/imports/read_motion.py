# SPDX-License-Identifier: GPL-3.0-or-later
"""What a file of curves says of a face, and which of its columns mean which of our shapes."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..counted import counted
from ..head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ..head.tongue import TONGUE_NAMES
from ..limits import CURVES_COLUMNS, CURVES_FRAMES, RECORDING_SECONDS
from ..rigs.arkit import match_shapes

_FEWEST = 5
"""Shapes: with fewer a file is hardly one of a face. Chosen by hand."""
_LARGEST = 5.0
"""Of a weight. Recorders go a little beyond 1; percent goes far beyond. Chosen by hand."""
_OUTSIDE = 0.001
"""How far beyond 0..1 a weight may lie without being counted as outside: curves are written with so many digits."""
_SHORTEST = 0.001
"""Seconds that a motion lasts at least. Chosen by hand."""
_NAMED = 5
"""Names that a warning has at most."""
_NAME_CHARACTERS = 200
"""Of a curve's name, at most. Chosen by hand."""


@dataclass(frozen=True)
class ReadMotion:
    """times (T,) seconds from 0 on, ascending. weights (T,52) and tongue (T,16), or None, 0..1; head (T,3), axis-angle
    in radians. notes: what was left out or changed, a line each."""

    times: Array
    weights: Array
    head: Array
    tongue: Array | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Columns:
    """shapes: ARKit name -> the columns that show it; tongue: ours -> its column. unknown: names that mean neither."""

    shapes: Mapping[str, tuple[int, ...]]
    tongue: Mapping[str, int]
    unknown: tuple[str, ...]


def columns_of(names: Sequence[str], not_shapes: frozenset[str] = frozenset(), fewest: int = _FEWEST) -> Columns:
    """Which columns are which shapes. not_shapes: names that mean something else. fewest: shapes that must be there.

    Raises ValueError for a name that is there twice, for too many, and where hardly any is a shape of ARKit's.
    """
    if len(names) > CURVES_COLUMNS:
        raise ValueError(f"it has {len(names):,} columns, more than {CURVES_COLUMNS:,}")
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        if name in places:
            raise ValueError(f"the name {_shown(name)} is there twice")
        if len(name) > _NAME_CHARACTERS:
            raise ValueError(f"a name has {len(name):,} letters")
        places[name] = place
    spelt = {name: ours for ours in TONGUE_NAMES for name in (ours, ours[0].upper() + ours[1:])}
    tongue = {spelt[name]: place for name, place in places.items() if name in spelt}
    candidates = [name for name in names if name not in not_shapes and name not in spelt]
    matched = match_shapes(candidates)
    if len(matched) < fewest:
        raise ValueError(f"of its {len(candidates)} names {len(matched)} are shapes of ARKit's ({_some(candidates)})")
    used = {key for keys in matched.values() for key in keys}
    shapes = {shape: tuple(places[key] for key in keys) for shape, keys in matched.items()}
    return Columns(shapes, tongue, tuple(name for name in candidates if name not in used))


def motion_of(
    times: Array, values: Array, columns: Columns, head: Array | None = None, sparse: bool = False
) -> ReadMotion:
    """The motion of rows (T,N). sparse: what rests is not in such files.

    Raises ValueError for numbers that are none, times that cannot be, and weights that are surely no weights.
    """
    times = checked_times(times)
    weights = np.zeros((len(times), len(ARKIT_NAMES)), np.float32)
    for shape, found in columns.shapes.items():
        weights[:, ARKIT_INDEX[shape]] = values[:, list(found)].mean(axis=1)
    tongue = np.zeros((len(times), len(TONGUE_NAMES)), np.float32) if columns.tongue else None
    for name, place in columns.tongue.items():
        assert tongue is not None
        tongue[:, TONGUE_NAMES.index(name)] = values[:, place]
    said = [*_left_out(columns.unknown), *(() if sparse else _missing(columns.shapes))]
    turn = np.zeros((len(times), 3)) if head is None else head
    check_finite(turn)
    weights, cut = _within(weights)
    return ReadMotion(times, weights, turn, None if tongue is None else _within(tongue)[0], (*said, *cut))


def checked_times(times: Array) -> Array:
    """Times (T,), seconds, from 0 on. Raises ValueError where they do not ascend, are none, or are too many."""
    check_finite(times)
    if len(times) < 2:
        raise ValueError(f"it has {len(times)} frames, and a motion two at least")
    if len(times) > CURVES_FRAMES:
        raise ValueError(f"it has more than {CURVES_FRAMES:,} frames")
    back = np.flatnonzero(np.diff(times) <= 0)
    if len(back):
        raise ValueError(f"its times do not ascend at frame {back[0] + 2}")
    if times[-1] - times[0] < _SHORTEST:
        raise ValueError(f"it lasts less than {_SHORTEST:g} s")
    if times[-1] - times[0] > RECORDING_SECONDS:
        raise ValueError(f"it lasts {(times[-1] - times[0]) / 3600:.1f} hours, more than {RECORDING_SECONDS / 3600:g}")
    return np.asarray(times - times[0])


def frame_times(count: int, rate: float | None) -> Array:
    """(count,) seconds, from 0 on, of ``count`` frames at ``rate`` a second. Raises ValueError where the rate is not
    known or cannot be."""
    if rate is None:
        raise ValueError("it does not say how many frames a second it has: give --source-fps")
    if not (math.isfinite(rate) and 1 <= rate <= 1000):
        raise ValueError(f"it says that it has {rate:g} frames a second")
    if count > CURVES_FRAMES:
        raise ValueError(f"it has more than {CURVES_FRAMES:,} frames")
    return np.arange(count) / rate


def check_finite(values: Array) -> None:
    """Raises ValueError that names the first frame of ``values`` (T,...) with what is no number."""
    wrong = np.flatnonzero(~np.isfinite(values).all(axis=tuple(range(1, values.ndim))))
    if len(wrong):
        raise ValueError(f"frame {wrong[0] + 1} holds what is no finite number")


def _within(weights: Array) -> tuple[Array, tuple[str, ...]]:
    check_finite(weights)
    largest = float(np.abs(weights).max())
    if largest > _LARGEST:
        raise ValueError(f"it has weights up to {largest:g}, where 1 is the whole shape (divide percent by 100)")
    outside = int(((weights < -_OUTSIDE) | (weights > 1 + _OUTSIDE)).sum())
    said = (f"{outside} of {weights.size} weights lay outside 0 to 1 and were cut",) if outside else ()
    return weights.clip(0.0, 1.0), said


def _left_out(unknown: Sequence[str]) -> tuple[str, ...]:
    return (f"{counted(len(unknown), 'curve')} left out, for no shape is meant: {_some(unknown)}",) if unknown else ()


def _missing(shapes: Mapping[str, object]) -> tuple[str, ...]:
    missing = [name for name in ARKIT_NAMES if name not in shapes]
    return (f"{counted(len(missing), 'shape')} not in the file, so at rest: {_some(missing)}",) if missing else ()


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(map(_shown, names[:_NAMED])) + more


def _shown(name: str) -> str:
    """On one line, and short: it is a stranger's text."""
    plain = "".join(sign if sign.isprintable() else "?" for sign in name)
    return plain if len(plain) <= 40 else plain[:37] + "..."
