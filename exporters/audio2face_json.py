# SPDX-License-Identifier: GPL-3.0-or-later
"""Weights as NVIDIA's Audio2Face exports them to JSON, for tools that read those.

Source: the export of Omniverse Audio2Face as its readers take it (exportFps, numPoses, numFrames, facsNames,
weightMat); they go by the names.
"""

import json
from pathlib import Path

import numpy as np

from ..runtime.head.arkit import ARKIT_NAMES
from ..runtime.head.tongue import tongue_weights
from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.take import Take
from .exported_motion import exported_arkit

DIGITS = 6


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """A row of 52 weights for each frame; the tongue's behind them, where they are asked for. Raises OSError."""
    curves = exported_arkit(take, options)
    tongue = tongue_weights(curves) if options.tongue else {}
    rows = np.stack([*curves.weights.T, *tongue.values()], axis=1).astype(np.float64)
    said = {
        "exportFps": options.fps,
        "trackPath": path.name.removesuffix(".a2f.json") + ".wav",
        "numPoses": rows.shape[1],
        "numFrames": len(rows),
        "facsNames": [*ARKIT_NAMES, *tongue],
        "weightMat": (np.round(rows, DIGITS) + 0.0).tolist(),
    }
    path.write_text(json.dumps(said, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
