# SPDX-License-Identifier: GPL-3.0-or-later
"""The door of this room: a face's score card."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..arrays import Array
from ..errors import InputError
from ..listen.recording import read_recording
from ..speech import Speech
from ..take import load_take
from ..take_ending import TAKE_ENDING
from .curves import FaceCurves, read_curves
from .phones_file import TimedPhone, read_phones
from .quiet import Quiet, quiet_parts
from .scores import (
    ClosureScores,
    Likeness,
    MotionQuality,
    closure_scores,
    composites,
    judged_times,
    likeness,
    motion_quality,
)

LIVE = 0.01
"""Standard deviation from which on a channel of the truth counts. Chosen by hand."""

_NO_SHAPE = ("Yaw", "Pitch", "Roll")
"""How names of channels end that turn the head or an eye."""
_OUTSIDE = 0.5
"""Seconds of the truth before and after the prediction that are judged by its first and last frame. Chosen by hand."""


@dataclass(frozen=True)
class ScoreCard:
    """What is not known is empty or None.

    channels, composites: likeness to the truth by name, composites being opening, rounding and spread. missing:
    channels that move in the truth and are not in the prediction. motion, truth_motion: of the opening.
    """

    channels: Mapping[str, Likeness]
    composites: Mapping[str, Likeness]
    missing: tuple[str, ...]
    motion: MotionQuality
    truth_motion: MotionQuality | None
    closures: ClosureScores | None
    truth_closures: ClosureScores | None

    def as_json(self) -> dict[str, Any]:
        """Plain values; None for what is not a number."""
        return _plain(asdict(self))


def evaluate(
    prediction: Path, truth: Path | None = None, sound: Path | None = None, phones: Path | None = None
) -> ScoreCard:
    """Score a face (.take, .csv, .npz) against a recorded one, its sound, and the phones that were said.

    sound and phones: a take brings its own. Raises InputError.
    """
    predicted = read_curves(prediction)
    real = read_curves(truth) if truth is not None else None
    speech: Speech | None = read_recording(sound) if sound is not None else None
    said = read_phones(phones) if phones is not None else ()
    if prediction.suffix.lower() == TAKE_ENDING:
        speech = load_take(prediction).speech if speech is None else speech
        said = said or read_phones(prediction)
    return score(predicted, real, quiet_parts(speech) if speech is not None else None, said)


def score(
    predicted: FaceCurves,
    truth: FaceCurves | None = None,
    quiet: Quiet | None = None,
    phones: tuple[TimedPhone, ...] = (),
) -> ScoreCard:
    """The score card of curves in memory. Raises InputError when prediction and truth hardly overlap in time."""
    mixed = composites(predicted.channels, len(predicted.times))
    card = ScoreCard(
        channels={},
        composites={},
        missing=(),
        motion=_motion(predicted.times, mixed["opening"], quiet),
        truth_motion=None,
        closures=closure_scores(predicted.times, mixed["opening"], phones) if phones else None,
        truth_closures=None,
    )
    if truth is None:
        return card
    times, channels = _overlap(predicted, truth)
    real_mixed = composites(channels, len(times))
    speaking = quiet.at(times)[1] if quiet is not None else None
    live = {name: line for name, line in channels.items() if line.std() > LIVE and not name.endswith(_NO_SHAPE)}
    return ScoreCard(
        channels={
            name: likeness(predicted, predicted.channels[name], times, line, speaking)
            for name, line in live.items()
            if name in predicted.channels
        },
        composites={
            name: likeness(predicted, mixed[name], times, line, speaking)
            for name, line in real_mixed.items()
            if line.std() > 1e-4
        },
        missing=tuple(name for name in live if name not in predicted.channels),
        motion=card.motion,
        truth_motion=_motion(times, real_mixed["opening"], quiet),
        closures=card.closures,
        truth_closures=closure_scores(times, real_mixed["opening"], phones) if phones else None,
    )


def _motion(times: Array, opening: Array, quiet: Quiet | None) -> MotionQuality:
    parts = quiet.at(judged_times(times)) if quiet is not None else (None, None)
    return motion_quality(times, opening, *parts)


def _overlap(predicted: FaceCurves, truth: FaceCurves) -> tuple[Array, dict[str, Array]]:
    """The truth where there is a prediction: nothing is scored where there is none."""
    inside = (truth.times <= predicted.times[-1] + _OUTSIDE) & (truth.times >= predicted.times[0] - _OUTSIDE)
    if inside.sum() < 10:
        raise InputError("truth", "hardly overlaps the prediction in time", "Give the recording of the same line")
    return truth.times[inside], {name: line[inside] for name, line in truth.channels.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(entry) for entry in value]
    if isinstance(value, float):
        return round(value, 5) if math.isfinite(value) else None
    return value
