# SPDX-License-Identifier: GPL-3.0-or-later
"""Scores of played faces against one person's, over all of the person's clips."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...runtime.animate.measure import jitter, speed_99
from ...runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ...runtime.head.lips import narrowness, opening, rounding
from ...runtime.motion import FRAMES_PER_SECOND
from ..data.real_faces import Capture, load_capture
from ..data.tracked_faces import CAMERA, SEEN, SPOKEN
from .metrics import pearson, speech_frames

SCORES = (
    "opening r",
    "opening r, speech",
    "narrowness r",
    "brows r",
    "lag ms",
    "narrowness lag ms",
    "jaw",
    "lower lip",
    "upper lip",
    "rounding",
    "corners",
    "brows",
    "speed",
    "jitter",
)
"""In the order of a table's columns; from jaw to brows they are amplitudes, played over true."""
_FARTHEST, _STEP = 0.2, 0.01
"""Seconds: lags that are tried."""
_MOUTH = np.array([name.startswith(("jaw", "mouth")) for name in ARKIT_NAMES])
_LIVE = 1e-3


@dataclass(frozen=True)
class Truth:
    """A clip of a person. capture; opening, narrowness, brows (T,): as seen of the face's points where they were kept,
    otherwise of the weights; brows is None where nobody knows them. spoken (T,): within words, or as loud as speech.
    camera: pictures a second, where the face was filmed more slowly than ours plays."""

    capture: Capture
    opening: np.ndarray
    narrowness: np.ndarray
    brows: np.ndarray | None
    spoken: np.ndarray
    camera: float | None = None


def read_truth(sound: Path) -> Truth:
    """The clip of ``sound``, with what lies beside it as ``NAME.npz``. Raises InputError."""
    curves = sound.with_suffix(".npz")
    capture = load_capture(sound, curves)
    with np.load(curves, allow_pickle=False) as archive:
        loud = speech_frames(capture.speech, len(capture.weights))
        spoken = archive[SPOKEN] if SPOKEN in archive.files else loud
        if not set(SEEN) <= set(archive.files):
            return Truth(capture, opening(capture.weights), narrowness(capture.weights), None, spoken)
        gap, width, height = (archive[name][: len(capture.weights)].astype(np.float64) for name in SEEN)
        camera = float(archive[CAMERA])
    return Truth(capture, gap, np.median(width) - width, height - np.median(height), spoken, camera)


def corners(weights: np.ndarray) -> np.ndarray:
    """(T,) mean smile and mean stretch together."""
    return _both(weights, "mouthSmile") + _both(weights, "mouthStretch")


def brows(weights: np.ndarray) -> np.ndarray:
    """(T,) outer and inner ones up less down, halved."""
    raised = _both(weights, "browOuterUp") + weights[:, ARKIT_INDEX["browInnerUp"]]
    return 0.5 * (raised - _both(weights, "browDown"))


_AMPLITUDES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "jaw": lambda weights: weights[:, ARKIT_INDEX["jawOpen"]],
    "lower lip": lambda weights: _both(weights, "mouthLowerDown"),
    "upper lip": lambda weights: _both(weights, "mouthUpperUp"),
    "rounding": rounding,
    "corners": corners,
    "brows": brows,
}


def person_scores(truths: Sequence[Truth], played: Sequence[np.ndarray]) -> dict[str, float]:
    """By the names of ``SCORES``; NaN where the person's face does not show it. played: weights (T,52) of each clip."""
    clips = [_of_both(truth, weights) for truth, weights in zip(truths, played, strict=True)]
    ours, true = (np.concatenate([clip[i] for clip in clips]) for i in (0, 1))
    spoken, opened, narrow, raised = (np.concatenate([clip[i] for clip in clips]) for i in (2, 3, 4, 5))
    mouth = _MOUTH & (true.std(axis=0) > _LIVE)
    filmed = np.concatenate([as_filmed(clip[0], truth.camera) for clip, truth in zip(clips, truths, strict=True)])
    speeds = [speed_99(weights[:, mouth].mean(axis=1), FRAMES_PER_SECOND) for weights in (filmed, true)]
    jitters = [jitter(opened_by, FRAMES_PER_SECOND) for opened_by in (opening(filmed), opened)]
    scores = {
        "opening r": pearson(opening(ours), opened),
        "opening r, speech": pearson(opening(ours)[spoken], opened[spoken]),
        "narrowness r": pearson(narrowness(ours)[spoken], narrow[spoken]),
        "brows r": float("nan") if np.isnan(raised).any() else pearson(brows(ours), raised),
        "lag ms": float(np.median([lag(opening(clip[0]), clip[3]) for clip in clips])),
        "narrowness lag ms": float(np.median([lag(narrowness(clip[0]), clip[4]) for clip in clips])),
        "speed": speeds[0] / speeds[1],
        "jitter": jitters[0] / jitters[1],
    }
    return scores | {name: _amplitude(measure(ours), measure(true)) for name, measure in _AMPLITUDES.items()}


def cells(scores: Mapping[str, float]) -> list[str]:
    """A table's, in the order of ``SCORES``."""
    return ["" if np.isnan(scores[name]) else f"{scores[name]:.{0 if name.endswith('ms') else 2}f}" for name in SCORES]


def _of_both(truth: Truth, played: np.ndarray) -> tuple[np.ndarray, ...]:
    """Of the frames that both have: played and true weights, which are spoken, true opening, narrowness and brows (NaN
    where nobody knows)."""
    frames = min(len(truth.capture.weights), len(played))
    raised = np.full(frames, np.nan) if truth.brows is None else truth.brows[:frames]
    shown = (truth.capture.weights, truth.spoken, truth.opening, truth.narrowness, raised)
    return played[:frames], *(each[:frames] for each in shown)


def as_filmed(weights: np.ndarray, camera: float | None) -> np.ndarray:
    """Weights (T,52) as a face on film has them: those of its pictures, and between them linear. None: as they are."""
    if camera is None:
        return weights
    times = np.arange(len(weights)) / FRAMES_PER_SECOND
    pictures = (np.arange(int(times[-1] * camera) + 1) + 0.5) / camera
    seen = [np.interp(times, pictures, np.interp(pictures, times, column)) for column in weights.T]
    return np.stack(seen, axis=1)


def lag(predicted: np.ndarray, truth: np.ndarray) -> float:
    """Milliseconds by which ``predicted`` is late: the best of shifts within 200 ms, between frames too (a parabola
    through the three best)."""
    times = np.arange(len(truth)) / FRAMES_PER_SECOND
    shifts = np.arange(-_FARTHEST, _FARTHEST + _STEP / 2, _STEP)
    found = np.array([pearson(np.interp(times + shift, times, predicted), truth) for shift in shifts])
    best = int(np.clip(found.argmax(), 1, len(found) - 2))
    before, here, after = found[best - 1 : best + 2]
    bend = before - 2 * here + after
    return 1000 * float(shifts[best] + _STEP * (0.5 * (before - after) / bend if bend < 0 else 0.0))


def _amplitude(played: np.ndarray, true: np.ndarray) -> float:
    return float(played.std() / true.std()) if true.std() > _LIVE else float("nan")


def _both(weights: np.ndarray, shape: str) -> np.ndarray:
    return 0.5 * (weights[:, ARKIT_INDEX[f"{shape}Left"]] + weights[:, ARKIT_INDEX[f"{shape}Right"]])
