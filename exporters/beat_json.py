# SPDX-License-Identifier: GPL-3.0-or-later
"""Weights as the BEAT dataset keeps its faces, for what was written to train on it or to score it.

Source: BEAT (Liu et al. 2022), its facial JSON: the 51 shapes of ARKit but tongueOut, by the alphabet.
"""

from pathlib import Path

from ..runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.take import Take
from .exported_motion import exported_arkit
from .json_rows import rounded_rows, write_rows

BEAT_NAMES: tuple[str, ...] = tuple(sorted(set(ARKIT_NAMES) - {"tongueOut"}))
_DIGITS = 6
"""Of a weight, after the point. Chosen by hand."""


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """{names, frames: [{weights, time}, ...]}, times in seconds. The dataset itself has 60 frames a second.

    Raises OSError.
    """
    order = [ARKIT_INDEX[name] for name in BEAT_NAMES]
    rows = enumerate(rounded_rows(exported_arkit(take, options).weights, _DIGITS))
    frames = ({"weights": [row[each] for each in order], "time": round(frame / options.fps, 6)} for frame, row in rows)
    write_rows(path, {"names": BEAT_NAMES}, "frames", frames)
