# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines of one head that come close: the rests around their sounds run into each other, and never into a sound."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise


@dataclass(frozen=True)
class Span:
    """Frames of a line: its first and last key, and its first and last sound."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True)
class Cut:
    """start, end: frames that a line loses there. upper: it lies over the line before it, and under the next.
    ramp_in, ramp_out: frames in which it takes over from the one below, and gives way to it."""

    start: int = 0
    end: int = 0
    upper: bool = False
    ramp_in: int = 0
    ramp_out: int = 0


def cuts_of(spans: Sequence[Span]) -> list[Cut]:
    """The cut of each span. They come in the order of their sounds, which must not overlap.

    Lines that meet lie in turn in a lower and in an upper track; the upper one fades in and out, where nothing is heard
    of either.
    """
    starts = [max(span.start, before.last) for before, span in pairwise([*spans[:1], *spans])]
    starts[:1] = [span.start for span in spans[:1]]
    ends = [min(span.end, after.first) for span, after in pairwise([*spans, *spans[-1:]])]
    ends[-1:] = [span.end for span in spans[-1:]]
    cuts: list[Cut] = []
    below = -1
    for number, span in enumerate(spans):
        start = starts[number]
        meets = number > 0 and start <= ends[number - 1]
        if meets and not cuts[-1].upper:
            ramp = ends[number - 1] - start
            cuts.append(Cut(start - span.start, span.end - ends[number], upper=True, ramp_in=ramp))
            continue
        if meets:
            cuts[-1] = replace(cuts[-1], ramp_out=ends[number - 1] - start)
        # Below an upper line the lower one goes on to its rest, which the track then holds, as far as there is room.
        if below >= 0 and spans[below].end >= start:
            cuts[below] = replace(cuts[below], end=spans[below].end - start + 1)
        cuts.append(Cut(start - span.start))
        below = number
    return cuts
