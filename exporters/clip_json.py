# SPDX-License-Identifier: GPL-3.0-or-later
"""A clip as JSON, for three.js and programs of one's own."""

import json
from pathlib import Path

import numpy as np

from ..runtime.arrays import Array
from ..runtime.requests import ExportOptions
from .clip import Clip
from .keys import kept_frames

_TOLERANCE = 0.002
"""Of a weight, and of a quaternion's part."""
FORMAT_VERSION = 1


def write_clip(clip: Clip, path: Path, options: ExportOptions) -> None:
    """{format_version, name, fps, frames, shapes, turns}.

    shapes: name -> {frames: [...], values: [...]} of the keys; between them lie straight lines. A shape that never
    moves is left out. turns: bone -> {frames, values: [[x, y, z, w], ...]}, in glTF's axes and order. Raises OSError.
    """
    tracks = {
        "shapes": {name: _keys(values, 3) for name, values in clip.shapes.items() if np.any(values)},
        "turns": {bone: _keys(np.roll(turn, -1, axis=1), 4) for bone, turn in clip.turns.items()},
    }
    said = {
        "format_version": FORMAT_VERSION,
        "name": clip.name,
        "fps": clip.frames_per_second,
        "frames": len(clip),
        **tracks,
    }
    path.write_text(json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8", newline="\n")


def _keys(values: Array, digits: int) -> dict[str, list[float]]:
    columns = values.reshape(len(values), -1).T
    frames = np.unique(np.concatenate([kept_frames(column, _TOLERANCE) for column in columns]))
    kept = np.round(values[frames].astype(np.float64), digits) + 0.0
    return {"frames": frames.tolist(), "values": kept.tolist()}
