# SPDX-License-Identifier: GPL-3.0-or-later
"""A clip as binary glTF: one triangle that has the shapes, because glTF knows no weights without morph targets."""

from pathlib import Path
from typing import Any

import numpy as np

from ...runtime.arrays import Array
from ...runtime.frame_rates import exact_rate
from ...runtime.long_arrays import side_by_side
from ...runtime.requests import ExportOptions
from ...runtime.version import VERSION
from ..clip import Clip
from .document import Document, Stored
from .packing import write_glb

_SIDE = 0.001
"""Metres. Each shape moves a corner of the triangle by that: a target that moves nothing is dropped by some readers."""


def write_clip(clip: Clip, path: Path, options: ExportOptions) -> None:
    """One animation named as the clip, with a key a frame: the weights of a triangle and a node for each bone.

    The triangle is called as the last part of ``options.mesh_path``; the shapes' names are in
    ``mesh.extras.targetNames``. Bones rest without a turn, as in the head's own GLB. Raises OSError.
    """
    document = Document({})
    times = np.arange(len(clip)) / float(exact_rate(clip.frames_per_second))
    key_times = document.add(_numbers(times[:, None], "SCALAR"))
    weights = side_by_side(clip.shapes, list(clip.shapes), len(clip)).reshape(-1, 1)
    moved = [(0, "weights", _numbers(weights, "SCALAR"))]
    # Quaternions are x, y, z, w in glTF.
    moved += [
        (node, "rotation", _numbers(np.roll(turn, -1, axis=1), "VEC4"))
        for node, turn in enumerate(clip.turns.values(), start=1)
    ]
    mesh = (options.mesh_path or "face").partition(",")[0].rpartition("/")[2]
    document.tree = {
        "asset": {"version": "2.0", "generator": f"Soliloquy {VERSION}"},
        "scene": 0,
        "scenes": [{"name": clip.name, "nodes": list(range(len(moved)))}],
        "nodes": [{"name": mesh, "mesh": 0}, *({"name": bone} for bone in clip.turns)],
        "meshes": [_triangle(document, mesh, list(clip.shapes))],
        "animations": [
            {
                "name": clip.name,
                "channels": [
                    {"sampler": number, "target": {"node": node, "path": what}}
                    for number, (node, what, _) in enumerate(moved)
                ],
                "samplers": [
                    {"input": key_times, "interpolation": "LINEAR", "output": document.add(values)}
                    for _, _, values in moved
                ],
            }
        ],
    }
    write_glb(document, path)


def _triangle(document: Document, name: str, shapes: list[str]) -> dict[str, Any]:
    corners = np.array([[0, 0, 0], [_SIDE, 0, 0], [0, _SIDE, 0]])
    moved = np.array([[0, 0, _SIDE], [0, 0, 0], [0, 0, 0]])
    targets = [{"POSITION": document.add(_numbers(moved, "VEC3"))} for _ in shapes]
    attributes = {"POSITION": document.add(_numbers(corners, "VEC3"))}
    return {
        "name": name,
        "extras": {"targetNames": shapes},
        "primitives": [{"attributes": attributes, "targets": targets}],
    }


def _numbers(values: Array, kind: str) -> Stored:
    return Stored(values.astype("<f4", copy=False), kind)
