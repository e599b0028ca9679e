# SPDX-License-Identifier: GPL-3.0-or-later
"""Long clips in windows that overlap and are joined without a seam."""

from collections.abc import Callable

import numpy as np

from ...arrays import Array

WINDOW, OVERLAP = 250, 50
"""Frames that a network sees at once, 5 seconds, and that a window has in common with the next. Chosen by eye."""

VelocityOfWindow = Callable[[Array, float, slice], Array]
"""Velocity (T,L) at a window's x_t (T,L) and t in 0..1; the slice says which frames of the clip these are."""


def windows(frames: int) -> list[slice]:
    """Windows of 5 s, one second of overlap; the last one ends with the clip."""
    if frames <= WINDOW:
        return [slice(0, frames)]
    stride = WINDOW - OVERLAP
    firsts = list(range(0, frames - WINDOW, stride))
    return [slice(first, first + WINDOW) for first in [*firsts, frames - WINDOW]]


def blend(pieces: list[Array], spans: list[slice], frames: int) -> Array:
    """One (frames,C) sequence of the windows' own; over an overlap each fades linearly into the next."""
    total = np.zeros((frames, pieces[0].shape[1]), np.float32)
    weights = np.zeros((frames, 1), np.float32)
    for piece, span in zip(pieces, spans, strict=True):
        ramp = np.minimum(np.arange(1, len(piece) + 1), np.arange(len(piece), 0, -1))
        weight = np.minimum(ramp / OVERLAP, 1.0)[:, None].astype(np.float32)
        total[span] += weight * piece
        weights[span] += weight
    return total / weights


def over_windows(velocity: VelocityOfWindow) -> Callable[[Array, float], Array]:
    """The velocity of a whole clip for ``matching.solve``.

    It blends the windows' velocities at every evaluation, so that all windows walk one path.
    """

    def of_clip(x_t: Array, t: float) -> Array:
        spans = windows(len(x_t))
        return blend([velocity(x_t[span], t, span) for span in spans], spans, len(x_t))

    return of_clip
