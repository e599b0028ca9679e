# SPDX-License-Identifier: GPL-3.0-or-later
"""Scores of a face against the truth. All curves at 50 frames a second."""

from functools import cache

import numpy as np

from ...runtime.animate.measure import jitter, speed_99
from ...runtime.head.lips import opening, rounding
from ...runtime.motion import FRAMES_PER_SECOND
from ...runtime.runs import runs_of
from ...runtime.speech import Speech
from ..data.lip_vertices import lip_deltas

_LONGEST_LAG = 10
_QUIET_DB = 30.0
_SHORTEST_QUIET = 10


def pearson(first: np.ndarray, second: np.ndarray) -> float:
    """Correlation; 0 where one of them does not move."""
    if first.std() < 1e-9 or second.std() < 1e-9:
        return 0.0
    return float(np.corrcoef(first, second)[0, 1])


def lag_milliseconds(predicted: np.ndarray, truth: np.ndarray) -> float:
    """Shift within 200 ms of the best correlation; positive when ``predicted`` is late."""
    best, at = -2.0, 0
    for lag in range(-_LONGEST_LAG, _LONGEST_LAG + 1):
        late, early = (predicted[lag:], truth[: len(truth) - lag]) if lag >= 0 else (predicted[:lag], truth[-lag:])
        found = pearson(late, early)
        if found > best:
            best, at = found, lag
    return at * 1000.0 / FRAMES_PER_SECOND


def speech_frames(speech: Speech, frames: int) -> np.ndarray:
    """(T,) bool: not quiet. Quiet: over 30 dB below the 95th percentile of the 100 ms energy, for 200 ms or more."""
    half = round(0.05 * speech.sample_rate)
    energy = np.concatenate([[0.0], np.cumsum(np.square(speech.samples, dtype=np.float64))])
    centres = np.round(np.arange(frames) * speech.sample_rate / FRAMES_PER_SECOND).astype(int)
    low, high = (np.clip(centres + side, 0, len(energy) - 1) for side in (-half, half))
    decibels = 10 * np.log10((energy[high] - energy[low]) / np.maximum(high - low, 1) + 1e-12)
    quiet = decibels < np.percentile(decibels, 95) - _QUIET_DB
    for start, end in runs_of(quiet):
        if end - start < _SHORTEST_QUIET:
            quiet[start:end] = False
    return ~quiet


def against_capture(predicted: np.ndarray, truth: np.ndarray, speech: Speech) -> dict[str, float]:
    """Both (T,52) weights. Ratios are predicted over true."""
    frames = min(len(predicted), len(truth))
    predicted, truth = predicted[:frames], truth[:frames]
    spoken = speech_frames(speech, frames)
    opened, true_opened = opening(predicted), opening(truth)
    rounded, true_rounded = rounding(predicted), rounding(truth)
    return {
        "opening r": pearson(opened, true_opened),
        "opening r, speech": pearson(opened[spoken], true_opened[spoken]),
        "rounding r": pearson(rounded, true_rounded),
        "rounding r, speech": pearson(rounded[spoken], true_rounded[spoken]),
        "lag ms": lag_milliseconds(opened, true_opened),
        "amplitude": float(opened.std() / true_opened.std()),
        "speed": speed_99(opened, FRAMES_PER_SECOND) / speed_99(true_opened, FRAMES_PER_SECOND),
        "jitter": jitter(opened, FRAMES_PER_SECOND) / jitter(true_opened, FRAMES_PER_SECOND),
    }


def lip_vertices_mm(weights: np.ndarray) -> np.ndarray:
    """(T,N,3) displacement of the default head's lip vertices in the arkit layout."""
    return np.tensordot(weights, _lip_deltas(), axes=1) * 1000.0


def against_teacher(predicted: np.ndarray, truth: np.ndarray) -> dict[str, float]:
    """Lip vertex error (mean over frames of the largest, mm), landmark distance and velocity difference over the lip
    vertices (mm, mm a frame), and the mouth-opening difference (mean absolute, without unit)."""
    error = lip_vertices_mm(predicted) - lip_vertices_mm(truth)
    return {
        "lip vertex error mm": float(np.linalg.norm(error, axis=2).max(axis=1).mean()),
        "landmark distance mm": float(np.linalg.norm(error, axis=2).mean()),
        "landmark velocity difference mm": float(np.linalg.norm(np.diff(error, axis=0), axis=2).mean()),
        "opening difference": float(np.abs(opening(predicted) - opening(truth)).mean()),
    }


@cache
def _lip_deltas() -> np.ndarray:
    return lip_deltas()
