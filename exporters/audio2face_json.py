# SPDX-License-Identifier: GPL-3.0-or-later
"""Weights as NVIDIA's Audio2Face exports them to JSON, for tools that read those.

Source: the export of Omniverse Audio2Face as its readers take it (exportFps, numPoses, numFrames, facsNames,
weightMat); they go by the names.
"""

from pathlib import Path

from ..runtime.head.arkit import ARKIT_NAMES
from ..runtime.head.tongue import TONGUE_NAMES, tongue_weights
from ..runtime.long_arrays import side_by_side
from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.take import Take
from .exported_motion import exported_arkit
from .json_rows import rounded_rows, write_rows

DIGITS = 6
"""Of a weight, after the point. Chosen by hand."""


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """A row of 52 weights for each frame; the tongue's behind them, where they are asked for. Raises OSError."""
    curves = exported_arkit(take, options)
    tongue = TONGUE_NAMES if options.tongue else ()
    about = {
        "exportFps": options.fps,
        "trackPath": path.name.removesuffix(".a2f.json") + ".wav",
        "numPoses": len(ARKIT_NAMES) + len(tongue),
        "numFrames": len(curves),
        "facsNames": [*ARKIT_NAMES, *tongue],
    }
    rows = rounded_rows(curves.weights, DIGITS)
    if tongue:
        also = rounded_rows(side_by_side(tongue_weights(curves), tongue, len(curves)), DIGITS)
        rows = ([*row, *more] for row, more in zip(rows, also, strict=True))
    write_rows(path, about, "weightMat", rows)
