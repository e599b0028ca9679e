# SPDX-License-Identifier: GPL-3.0-or-later
"""The measures, each a function of curves: likeness to a recorded face, motion quality, closures.

Their definitions are in docs/listening.md. Correlation alone rewards a mouth that mumbles (smoothing raises
it and opens the closures), so the measures are only meant to be read together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from .curves import FaceCurves
from .phones_file import TimedPhone

_LONGEST_LAG = 0.2
_LAG_STEP = 0.005
_JUDGED_AT = 30.0
_CLOSURE_STEP = 0.005
_BILABIALS = frozenset({"P", "B", "M"})
_LABIODENTALS = frozenset({"F", "V"})
_OPEN_VOWELS = frozenset({"AA", "AE", "AH", "AO", "AY", "AW", "EH"})
_CLOSED, _IN_CONTACT = 0.25, 0.45
_WIDENED = 0.02
_OPEN_VOWEL_SECONDS = 0.06
"""Seconds, frames a second and shares of the clip's opening, as docs/listening.md defines the measures."""
_HARDLY_MOVES = 0.02
"""Opening below which a clip's closures are not judged. Chosen by hand."""


@dataclass(frozen=True)
class Likeness:
    """r: Pearson correlation with the truth; r_speech: over frames that are not quiet, None without sound. best_r: at
    the best lag within +-200 ms; lag: that lag in ms, positive when the prediction is late. amplitude: standard
    deviation over the truth's. error: root mean square after the best gain and offset."""

    r: float
    r_speech: float | None
    best_r: float
    lag: float
    amplitude: float
    error: float


@dataclass(frozen=True)
class MotionQuality:
    """speed: 99th percentile, a second. jitter: mean absolute third difference at 30 frames a second over the standard
    deviation, None for a still curve. silence: standard deviation in quiet over that in speech, None where unknown."""

    speed: float
    jitter: float | None
    silence: float | None


@dataclass(frozen=True)
class ClosureScores:
    """Shares (None without cases) and numbers of cases: P/B/M closed, F/V in contact, open vowels wrongly closed."""

    bilabials: float | None
    bilabial_count: int
    labiodentals: float | None
    labiodental_count: int
    false_closures: float | None
    open_vowel_count: int


def composites(channels: Mapping[str, Array], frames: int) -> dict[str, Array]:
    """Mouth opening, rounding and spread (T,) of channels (T,), T frames, by their names: they depend less on the rig
    than single channels. Absent ones count 0."""
    zero = np.zeros(frames)

    def of(name: str) -> Array:
        return channels.get(name, zero)

    def both(name: str) -> Array:
        return 0.5 * (of(f"{name}Left") + of(f"{name}Right"))

    lips = 0.5 * both("mouthLowerDown") + 0.5 * both("mouthUpperUp")
    return {
        "opening": of("jawOpen") - np.minimum(of("mouthClose"), of("jawOpen")) + lips,
        "rounding": np.maximum(of("mouthFunnel"), of("mouthPucker")),
        "spread": 0.5 * (both("mouthSmile") + both("mouthStretch")),
    }


def resampled(times: Array, values: Array, wanted: Array) -> Array:
    """``values`` (T,), known at ``times`` (T,), at the times ``wanted`` (N,), all in seconds, linearly; averaged over
    the new step first where that is longer."""
    if len(times) > 2 and len(wanted) > 2:
        step = float(np.median(np.diff(times)))
        box = round(float(np.median(np.diff(wanted))) / max(step, 1e-9))
        if box >= 2:
            padded = np.pad(values, (box // 2, box - 1 - box // 2), mode="edge")
            values = np.convolve(padded, np.ones(box) / box, mode="valid")
            times = times - (0.5 * step if box % 2 == 0 else 0.0)
    return np.interp(wanted, times, values)


def likeness(predicted: FaceCurves, curve: Array, times: Array, truth: Array, speaking: Array | None) -> Likeness:
    """How like ``truth`` (T,) at ``times`` the curve is that ``predicted`` has at its own times. speaking (T,) bool."""
    there = resampled(predicted.times, curve, times)
    best_r, lag = _best_lag(times, truth, predicted.times, curve)
    gain = np.cov(there, truth, bias=True)[0, 1] / there.var() if there.std() > 1e-9 else 0.0
    error = truth - truth.mean() - gain * (there - there.mean())
    return Likeness(
        r=pearson(there, truth),
        r_speech=pearson(there[speaking], truth[speaking]) if speaking is not None and speaking.sum() >= 10 else None,
        best_r=best_r,
        lag=1000 * lag,
        amplitude=float(there.std() / truth.std()) if truth.std() > 0 else float("nan"),
        error=float(np.sqrt(np.mean(error**2))),
    )


def pearson(first: Array, second: Array) -> float:
    """Correlation of two curves (T,); not a number for one that stands still."""
    first, second = first - first.mean(), second - second.mean()
    scale = float(np.sqrt((first**2).sum() * (second**2).sum()))
    return float((first * second).sum() / scale) if scale > 1e-12 else float("nan")


def _best_lag(times: Array, truth: Array, own_times: Array, curve: Array) -> tuple[float, float]:
    inner = (times >= times[0] + _LONGEST_LAG) & (times <= times[-1] - _LONGEST_LAG)
    if inner.sum() < 10:
        inner[:] = True
    best_r, best_lag = float("nan"), float("nan")
    lags = np.arange(-_LONGEST_LAG, _LONGEST_LAG + _LAG_STEP / 2, _LAG_STEP)
    for lag in sorted(lags, key=abs):
        r = pearson(np.interp(times[inner] + lag, own_times, curve), truth[inner])
        if np.isnan(best_r) or r > best_r + 1e-9:
            best_r, best_lag = r, float(lag)
    return best_r, best_lag


def motion_quality(times: Array, curve: Array, quiet: Array | None, speaking: Array | None) -> MotionQuality:
    """Speed, jitter and rest of a curve (T,). quiet and speaking are (U,) at 30 a second from times[0] on."""
    steps = judged_times(times)
    at_30 = resampled(times, curve, steps)
    spread = float(at_30.std())
    silence = None
    if quiet is not None and speaking is not None and min(quiet.sum(), speaking.sum()) >= 15 and spread > 1e-6:
        silence = float(at_30[quiet].std() / at_30[speaking].std())
    return MotionQuality(
        speed=float(np.percentile(np.abs(np.diff(at_30)) * _JUDGED_AT, 99)),
        jitter=float(np.abs(np.diff(at_30, 3)).mean() / spread) if spread > 1e-6 else None,
        silence=silence,
    )


def judged_times(times: Array) -> Array:
    """The times (N,) at 30 a second, within ``times`` (T,), that motion quality is judged at; seconds."""
    return np.arange(times[0], times[-1], 1 / _JUDGED_AT)


def closure_scores(times: Array, opening: Array, phones: Sequence[TimedPhone]) -> ClosureScores:
    """Closures of an opening curve (T,): P/B/M at most 0.25 of the clip's 90th percentile within the phone widened by
    20 ms, F/V at most 0.45; an open vowel of at least 60 ms is wrongly closed that stays at or below 0.25 over its
    middle 60 %. A curve that hardly moves gets no score."""
    fine = np.arange(times[0], times[-1], _CLOSURE_STEP)
    curve = np.interp(fine, times, opening)
    large = float(np.percentile(curve, 90))
    closed: list[bool] = []
    touching: list[bool] = []
    wrong: list[bool] = []
    for start, end, phone in phones if large >= _HARDLY_MOVES else ():
        if end <= times[0] or start >= times[-1]:
            continue
        around = curve[(fine >= start - _WIDENED) & (fine <= end + _WIDENED)]
        inset = 0.2 * (end - start)
        inside = curve[(fine >= start + inset) & (fine <= end - inset)]
        if phone in _BILABIALS and len(around):
            closed.append(bool(around.min() <= _CLOSED * large))
        elif phone in _LABIODENTALS and len(around):
            touching.append(bool(around.min() <= _IN_CONTACT * large))
        elif phone in _OPEN_VOWELS and end - start >= _OPEN_VOWEL_SECONDS and len(inside):
            wrong.append(bool(inside.max() <= _CLOSED * large))
    return ClosureScores(_share(closed), len(closed), _share(touching), len(touching), _share(wrong), len(wrong))


def _share(cases: Sequence[bool]) -> float | None:
    return float(np.mean(cases)) if cases else None
