# SPDX-License-Identifier: GPL-3.0-or-later
"""Nonverbal motion: what eyes, lids, brows and head do in speech.

Measured as the studies of human_speech.toml measured people.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ...runtime.motion import FRAMES_PER_SECOND, ArkitCurves
from ...runtime.runs import runs_of
from .head_speed import mean_speed

STATISTICS = Path(__file__).resolve().parent / "human_speech.toml"
SPEED = "head's mean speed, degrees a second"
_RADIANS_PER_LOOK = 0.60
"""Turn of an eyeball by an eyeLook weight of 1 (``runtime.animate.rules.gaze``)."""
_AWAY = 4.0
"""Degrees from the listener's face. Chosen by eye."""
_SHIFT_SPEED = 30.0
"""Degrees a second above which the gaze jumps: the threshold that studies of saccades commonly take."""
_BROW, _SHORTEST_BROW = 0.1, 3
"""Weight over the median, and frames, of what counts as a raise. Chosen by eye."""


@dataclass(frozen=True)
class Statistic:
    """What a study found: values from ``low`` to ``high`` are human. about: what was measured. reference: by whom."""

    name: str
    low: float
    high: float
    about: str
    reference: str


def statistics() -> tuple[Statistic, ...]:
    """What people do: as published, and the head's speed as derived from what is."""
    table = tomllib.loads(STATISTICS.read_text(encoding="utf-8"))
    return (*(Statistic(**entry) for entry in table["statistic"]), _speed_of_people(**table["head_speed"]))


def _speed_of_people(standard_deviations: list[float], band: list[float], within: float, reference: str) -> Statistic:
    speed = mean_speed(standard_deviations, band)
    about = (
        f"{speed:.1f} +- {100 * within:.0f} %. Derived, not measured: no published mean could be found. What the head "
        "strays in neutral sentences, at the speed of slow movements whose power falls with the square of the "
        "frequency (`training/evaluation/head_speed.py`, which says how far off that may be)"
    )
    return Statistic(SPEED, (1 - within) * speed, (1 + within) * speed, about, reference)


def measured(curves: list[ArkitCurves]) -> dict[str, float]:
    """Every one of ``statistics`` over all clips."""
    lids = [curve.weights[:, ARKIT_INDEX["eyeBlinkLeft"]] for curve in curves]
    blinks = [length for lid in lids for length in _lengths(lid > 0.5)]
    gaze = [_aims(curve) for curve in curves]
    off = [np.linalg.norm(aim, axis=1) > _AWAY for aim in gaze]
    shifts = np.concatenate([_shifts(aim) for aim in gaze])
    heads = [np.degrees(curve.head) for curve in curves]
    brows = [
        curve.weights[:, [i for i, n in enumerate(ARKIT_NAMES) if n.startswith("browOuterUp")]] for curve in curves
    ]
    raises = [length for brow in brows for length in _raises(brow.mean(axis=1))]
    seconds = sum(len(lid) for lid in lids) / FRAMES_PER_SECOND
    return {
        "blinks a minute": 60.0 * len(blinks) / seconds,
        "lid half shut, s": _mean(blinks),
        "gaze on the listener, s at a time": _mean([n for one in off for n in _lengths(~one)]),
        "gaze away, s at a time": _mean([n for one in off for n in _lengths(one)]),
        "gaze shifts up to 15 degrees, share": float((shifts <= 15.0).mean()) if len(shifts) else float("nan"),
        "head's turn, standard deviation, degrees": float(np.mean([head.std(axis=0).mean() for head in heads])),
        "head's turn, share of power below 1 Hz": float(np.mean([_slow_share(head) for head in heads])),
        "brow raise, s": _mean(raises),
        SPEED: float(np.mean([_speed(head) for head in heads])),
    }


def _mean(frames: list[int]) -> float:
    return float(np.mean(frames)) / FRAMES_PER_SECOND if frames else float("nan")


def _lengths(inside: np.ndarray) -> list[int]:
    """Lengths in frames of the runs of True."""
    return [int(last - first) for first, last in runs_of(inside)]


def _aims(curves: ArkitCurves) -> np.ndarray:
    """(T,2) degrees of the left eye's aim in the room: down, to the character's left."""

    def look(name: str) -> np.ndarray:
        return curves.weights[:, ARKIT_INDEX[f"eyeLook{name}Left"]]

    turn = np.stack([look("Down") - look("Up"), look("Out") - look("In")], axis=1) * _RADIANS_PER_LOOK
    return np.degrees(turn + curves.head[:, :2])


def _shifts(aims: np.ndarray) -> np.ndarray:
    """Sizes in degrees of the saccades: runs of frames faster than 30 degrees a second."""
    speed = np.linalg.norm(np.diff(aims, axis=0), axis=1) * FRAMES_PER_SECOND
    return np.array([np.linalg.norm(aims[b] - aims[a]) for a, b in runs_of(speed > _SHIFT_SPEED)])


def _raises(brow: np.ndarray) -> list[int]:
    """Frames above half its height of each raise that reaches 0.1 over the clip's median."""
    lifted = brow - np.median(brow)
    found = []
    for first, last in runs_of(lifted > _BROW / 2):
        top = lifted[first:last].max()
        if top >= _BROW:
            found.append(int((lifted[first:last] >= top / 2).sum()))
    return [length for length in found if length >= _SHORTEST_BROW]


def _slow_share(head: np.ndarray) -> float:
    power = (np.abs(np.fft.rfft((head - head.mean(axis=0)) * np.hanning(len(head))[:, None], axis=0)) ** 2).sum(axis=1)
    slow = np.fft.rfftfreq(len(head), 1 / FRAMES_PER_SECOND) < 1.0
    return float(power[slow].sum() / power.sum())


def _speed(head: np.ndarray) -> float:
    return float(np.linalg.norm(np.diff(head, axis=0), axis=1).mean() * FRAMES_PER_SECOND)
