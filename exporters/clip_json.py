# SPDX-License-Identifier: GPL-3.0-or-later
"""A clip as JSON, for three.js and programs of one's own."""

import json
from pathlib import Path

import numpy as np

from ..runtime.arrays import Array
from ..runtime.requests import ExportOptions
from .clip import Clip
from .free_lines import free_lines
from .keys import kept_frames, stays_within

_TOLERANCE = 0.002
"""Of a quaternion's part, and of a weight of which no bound is known. Chosen by hand."""
FORMAT_VERSION = 1


def write_clip(clip: Clip, path: Path, options: ExportOptions) -> None:
    """{format_version, name, fps, frames, shapes, turns}.

    shapes: name -> {frames: [...], values: [...]} of the keys; between them lie straight lines. A shape that is never
    seen is left out. turns: bone -> {frames, values: [[x, y, z, w], ...]}, in glTF's axes and order. Raises OSError.
    """
    # One after the other: an hour's bounds of all would be 45 MB.
    bounded = ((name, values, clip.bounds.of_lines(name, _TOLERANCE)) for name, values in clip.shapes.items())
    tracks = {
        "shapes": {
            name: _keys(*free_lines(values, bound), 3)
            for name, values, bound in bounded
            if not stays_within(values, bound)
        },
        "turns": {bone: _turns(np.roll(turn, -1, axis=1)) for bone, turn in clip.turns.items()},
    }
    said = {
        "format_version": FORMAT_VERSION,
        "name": clip.name,
        "fps": clip.frames_per_second,
        "frames": len(clip),
        **tracks,
    }
    path.write_text(json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8", newline="\n")


def _turns(values: Array) -> dict[str, list[float]]:
    frames = kept_frames(values, _TOLERANCE)
    return _keys(frames, values[frames], 4)


def _keys(frames: Array, values: Array, digits: int) -> dict[str, list[float]]:
    kept = np.round(values.astype(np.float64), digits) + 0.0
    return {"frames": frames.tolist(), "values": kept.tolist()}
