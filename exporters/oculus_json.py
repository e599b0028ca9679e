# SPDX-License-Identifier: GPL-3.0-or-later
"""The 15 visemes of Oculus, frame by frame, as a sequence of Oculus Lipsync holds them in Unity.

Source: Meta, Oculus Lipsync for Unity, class OVRLipSyncSequence: entries of frameNumber, frameDelay, Visemes and
laughterScore, and length in seconds; Unity's JsonUtility reads this into one. Entry k is shown from k / fps seconds on.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np

from ..runtime.arrays import Array
from ..runtime.long_arrays import changed
from ..runtime.motion import ArkitCurves
from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.rigs.oculus import OCULUS, OCULUS_MOUTHS
from ..runtime.take import Take
from .exported_motion import exported_arkit
from .json_rows import rounded_rows, write_rows

_DIGITS = 4
"""Of a weight, after the point. Chosen by hand."""


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """{fps, visemes: their names, entries, length}. Raises OSError."""
    # A rig of visemes has no jaw that could be folded.
    visemes = oculus_visemes(exported_arkit(take, replace(options, mouth_close="keep")))
    about = {"fps": options.fps, "visemes": list(OCULUS_MOUTHS), "length": len(visemes) / options.fps}
    entries = (
        {"frameNumber": frame, "frameDelay": 0, "Visemes": row, "laughterScore": 0.0}
        for frame, row in enumerate(rounded_rows(visemes, _DIGITS))
    )
    write_rows(path, about, "entries", entries)


def oculus_visemes(curves: ArkitCurves) -> Array:
    """(T,15), 0..1: the mixture that moves a rig of these visemes, and of ``sil`` what is left to 1."""
    return changed(curves.weights, _visemes, len(OCULUS_MOUTHS))


def _visemes(weights: Array) -> Array:
    mixed = OCULUS.drive(weights, set(OCULUS_MOUTHS))
    found = np.stack([mixed[name] for name in OCULUS_MOUTHS], axis=1)
    found[:, 0] = np.clip(1.0 - found[:, 1:].sum(axis=1), 0.0, 1.0)
    return found
