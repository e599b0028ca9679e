# SPDX-License-Identifier: GPL-3.0-or-later
"""Weights as the BEAT dataset keeps its faces, for what was written to train on it or to score it.

Source: BEAT (Liu et al. 2022), its facial JSON: the 51 shapes of ARKit but tongueOut, by the alphabet.
"""

import json
from pathlib import Path

import numpy as np

from ..runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.take import Take
from .exported_motion import exported_arkit

BEAT_NAMES: tuple[str, ...] = tuple(sorted(set(ARKIT_NAMES) - {"tongueOut"}))
_DIGITS = 6


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """{names, frames: [{weights, time}, ...]}, times in seconds. The dataset itself has 60 frames a second.

    Raises OSError.
    """
    weights = exported_arkit(take, options).weights[:, [ARKIT_INDEX[name] for name in BEAT_NAMES]]
    rows = (np.round(weights.astype(np.float64), _DIGITS) + 0.0).tolist()
    frames = [{"weights": row, "time": round(frame / options.fps, 6)} for frame, row in enumerate(rows)]
    path.write_text(json.dumps({"names": BEAT_NAMES, "frames": frames}) + "\n", encoding="utf-8", newline="\n")
