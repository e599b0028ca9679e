# SPDX-License-Identifier: GPL-3.0-or-later
"""A recording cut at its pauses, into pieces that are written down one by one."""

import numpy as np

from ..arrays import Array
from ..motion import FRAMES_PER_SECOND

_LONGEST = 20 * FRAMES_PER_SECOND
"""Frames of a piece. The decoder takes 30 s, and its time grows with what it attends to. Chosen by hand, as the
pauses."""

_LONG_PAUSE = round(1.5 * FRAMES_PER_SECOND)
"""Frames of a pause at which a piece ends in any case."""
_PAUSE = round(0.2 * FRAMES_PER_SECOND)
"""Frames over which silence is averaged, to find where a long piece is cut."""


def utterances(posteriors: Array) -> list[tuple[int, int]]:
    """First frame and end of each piece with speech in it; posteriors (T, P) at 50 a second, silence in column 0.

    Pieces end at every pause of 1.5 s, and one that is longer than 20 s is cut where it is most silent.
    """
    silence = posteriors[:, 0]
    speech = np.flatnonzero(silence < 0.5)
    if not len(speech):
        return []
    breaks = np.flatnonzero(np.diff(speech) >= _LONG_PAUSE)
    firsts = speech[[0, *(breaks + 1)]].tolist()
    lasts = speech[[*breaks, -1]].tolist()
    smooth = np.convolve(silence, np.full(_PAUSE, 1.0 / _PAUSE), "same")
    return [piece for first, last in zip(firsts, lasts, strict=True) for piece in _cut(smooth, first, last + 1)]


def _cut(silence: Array, first: int, end: int) -> list[tuple[int, int]]:
    if end - first <= _LONGEST:
        return [(first, end)]
    quarter = (end - first) // 4
    place = first + quarter + int(silence[first + quarter : end - quarter].argmax())
    return [*_cut(silence, first, place), *_cut(silence, place, end)]
