# SPDX-License-Identifier: GPL-3.0-or-later
"""The fixed-step solver, over windows that overlap and are joined without a seam."""

from collections.abc import Callable

import numpy as np

WINDOW = 250
"""Frames that the decoder sees at once: 5 seconds."""
OVERLAP = 50

Velocity = Callable[[np.ndarray, float, slice], np.ndarray]
"""Velocity (T,L) of a window's latent (T,L) at a time 0..1; the slice says which frames of the clip these are."""


def solve(noise: np.ndarray, velocity: Velocity, steps: int, midpoint: bool = False) -> np.ndarray:
    """Carry ``noise`` (T,L) along the flow from time 0 to 1 in ``steps`` equal steps of Euler's method, or of the
    midpoint method (two evaluations a step).

    At each evaluation the windows' velocities are blended over their overlaps, so all windows walk one path.
    """
    latent = noise.astype(np.float32)
    size = 1.0 / steps
    for step in range(steps):
        time = step * size
        speed = _blended(latent, velocity, time)
        if midpoint:
            speed = _blended(latent + 0.5 * size * speed, velocity, time + 0.5 * size)
        latent = latent + size * speed
    return latent


def windows(frames: int) -> list[slice]:
    """Windows of 5 s, one second of overlap; the last one ends with the clip."""
    if frames <= WINDOW:
        return [slice(0, frames)]
    stride = WINDOW - OVERLAP
    firsts = list(range(0, frames - WINDOW, stride))
    return [slice(first, first + WINDOW) for first in [*firsts, frames - WINDOW]]


def blend(pieces: list[np.ndarray], spans: list[slice], frames: int) -> np.ndarray:
    """One (frames,C) sequence of the windows' own; over an overlap each fades linearly into the next."""
    total = np.zeros((frames, pieces[0].shape[1]), np.float32)
    weights = np.zeros((frames, 1), np.float32)
    for piece, span in zip(pieces, spans, strict=True):
        ramp = np.minimum(np.arange(1, len(piece) + 1), np.arange(len(piece), 0, -1))
        weight = np.minimum(ramp / OVERLAP, 1.0)[:, None].astype(np.float32)
        total[span] += weight * piece
        weights[span] += weight
    return total / weights


def _blended(latent: np.ndarray, velocity: Velocity, time: float) -> np.ndarray:
    spans = windows(len(latent))
    return blend([velocity(latent[span], time, span) for span in spans], spans, len(latent))
