# SPDX-License-Identifier: GPL-3.0-or-later
"""How late the picture of a film is against its sound, from lips that are seen and heard to close."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..phones import BILABIALS
from ..runs import runs_of
from ..speech import Phone

_SEEN_SHUT = 0.6
"""Millimetres of the mesh's gap up to which lips are taken to be shut. Chosen by hand."""
_AROUND = 0.2
"""Seconds: how far from a heard closure a seen one may lie and be the same. Chosen by hand."""
_LEAST = 5
"""Closures below which nothing is said. Chosen by hand."""


@dataclass(frozen=True)
class Offset:
    """seconds: how much later the picture shows a closure than the sound has it, the median; spread: half of what the
    middle half of the closures span, seconds; closures: how many were both seen and heard."""

    seconds: float
    spread: float
    closures: int


def picture_offset(gap: Array, times: Array, phones: Sequence[Phone]) -> Offset | None:
    """From the gap (T,) in millimetres at times (T,) and the phones heard; None where too few closures are both."""
    heard = [(phone.start + phone.end) / 2 for phone in phones if phone.symbol in BILABIALS]
    seen = _middles(gap <= _SEEN_SHUT, times)
    if not heard or not len(seen):
        return None
    late = np.array([seen[np.abs(seen - middle).argmin()] - middle for middle in heard])
    late = late[np.abs(late) <= _AROUND]
    if len(late) < _LEAST:
        return None
    low, middle, high = np.percentile(late, (25, 50, 75))
    return Offset(float(middle), float(high - low) / 2, len(late))


def _middles(shut: Array, times: Array) -> Array:
    """Middles of the spans in which ``shut`` holds, those of half a second and more left out: they are pauses."""
    spans = [(times[first], times[last - 1]) for first, last in runs_of(shut)]
    return np.array([(first + last) / 2 for first, last in spans if last - first < 0.5])
