# SPDX-License-Identifier: GPL-3.0-or-later
"""Which mouth of a chart is shown when: what the formats for drawn and for whole mouths write."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ..runtime.arrays import Array
from ..runtime.motion import FRAMES_PER_SECOND
from ..runtime.requests import ExportOptions
from ..runtime.rigs.charts import Chart
from ..runtime.rigs.pictures import shown_picture
from ..runtime.take import Take
from .exported_motion import exported_arkit


@dataclass(frozen=True)
class Span:
    """mouth: its name in the chart. first, end: frames, the second behind the last of it; start, stop: seconds."""

    mouth: str
    first: int
    end: int
    start: float
    stop: float


def spans_of(take: Take, chart: Chart, options: ExportOptions, rate: float = FRAMES_PER_SECOND) -> list[Span]:
    """The mouths of a take, without a gap from 0 to the end of its sound, each for two frames of ``rate`` or more.

    Contacts come before all else, as on drawn mouths in Blender: the table is the same.
    """
    # Folded, lips would never be seen to be drawn together.
    curves = exported_arkit(take, replace(options, fps=float(rate), mouth_close="keep", preset=None))
    shown = shown_picture(curves.weights, chart.pictures)
    return list(_spans(shown, list(chart.pictures), rate, take.speech.duration))


def _spans(shown: Array, names: list[str], rate: float, duration: float) -> Iterator[Span]:
    changes = np.flatnonzero(np.diff(shown)) + 1
    bounds = [0, *changes.tolist(), len(shown)]
    for first, end in pairwise(bounds):
        start, stop = first / rate, duration if end == len(shown) else min(end / rate, duration)
        if start < stop:
            yield Span(names[int(shown[first])], first, end, start, stop)
