# SPDX-License-Identifier: GPL-3.0-or-later
"""VRM Animation: expressions of VRM 1.0, the head's turn and the gaze, for any VRM avatar.

Source: VRM Consortium, VRMC_vrm_animation 1.0: a humanoid in T-pose; of an expression the weight is the way of its node
along X; of the gaze the turn of a node. VRM's axes are those of the head's frame.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from ...runtime.arrays import Array
from ...runtime.frame_rates import exact_rate
from ...runtime.progress import Progress
from ...runtime.requests import ExportOptions
from ...runtime.rigs.vrm import VRM_1, VRM_1_TALKING, VRM_BONES
from ...runtime.rotations import quaternions, without_flips
from ...runtime.take import Take
from ...runtime.version import VERSION
from ..exported_motion import exported_with_eyes
from .document import Document, Stored
from .packing import write_glb

_EXTENSION = "VRMC_vrm_animation"
_EYES_FROM_HEAD = (0.0, 0.06, 0.08)
"""Metres, chosen: where the gaze begins."""


@dataclass(frozen=True)
class _Track:
    """What moves a node: "translation" (T,3) or "rotation" (T,4), x, y, z, w."""

    node: int
    path: str
    values: Array


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """One animation named as the file, a key a frame at ``options.fps``. Raises OSError."""
    bones, name = list(VRM_BONES), path.stem
    expressions = {shape: len(bones) + place for place, shape in enumerate(VRM_1_TALKING)}
    gaze = len(bones) + len(expressions)
    tracks = list(_tracks(take, options, expressions, gaze))
    document = Document({})
    times = np.arange(len(tracks[0].values)) / float(exact_rate(options.fps))
    key_times = document.add(Stored(times[:, None].astype("<f4"), "SCALAR"))
    document.tree = {
        "asset": {"version": "2.0", "generator": f"Soliloquy {VERSION}"},
        "extensionsUsed": [_EXTENSION],
        "extensions": {_EXTENSION: _about(bones, expressions, gaze)},
        "scene": 0,
        "scenes": [{"name": name, "nodes": [0, *expressions.values(), gaze]}],
        "nodes": [*_skeleton(bones), *({"name": shape} for shape in expressions), {"name": "lookAt"}],
        "animations": [
            {
                "name": name,
                "channels": [
                    {"sampler": number, "target": {"node": track.node, "path": track.path}}
                    for number, track in enumerate(tracks)
                ],
                "samplers": [
                    {"input": key_times, "interpolation": "LINEAR", "output": document.add(_stored(track))}
                    for track in tracks
                ],
            }
        ],
    }
    write_glb(document, path)


def _tracks(take: Take, options: ExportOptions, expressions: dict[str, int], gaze: int) -> Iterator[_Track]:
    # An avatar of vowels has no jaw that could be folded.
    curves, eyes = exported_with_eyes(take, replace(options, mouth_close="keep"))
    yield _Track(list(VRM_BONES).index("head"), "rotation", _turn(curves.head))
    moved = VRM_1.drive(curves.weights, set(expressions))
    for shape, node in expressions.items():
        along = np.zeros((len(curves), 3))
        along[:, 0] = np.clip(moved[shape], 0.0, 1.0)
        yield _Track(node, "translation", along)
    yield _Track(gaze, "rotation", _turn((eyes[:, :3] + eyes[:, 3:]) / 2))


def _turn(axis_angle: Array) -> Array:
    return np.roll(without_flips(quaternions(axis_angle)), -1, axis=1)


def _stored(track: _Track) -> Stored:
    return Stored(track.values.astype("<f4"), f"VEC{track.values.shape[1]}")


def _skeleton(bones: list[str]) -> Iterator[dict[str, Any]]:
    for bone in bones:
        below = [place for place, other in enumerate(bones) if VRM_BONES[other][0] == bone]
        place = {"name": bone, "translation": list(VRM_BONES[bone][1])}
        yield {**place, "children": below} if below else place


def _about(bones: list[str], expressions: dict[str, int], gaze: int) -> dict[str, Any]:
    return {
        "specVersion": "1.0",
        "humanoid": {"humanBones": {bone: {"node": node} for node, bone in enumerate(bones)}},
        "expressions": {"preset": {shape: {"node": node} for shape, node in expressions.items()}},
        "lookAt": {"node": gaze, "offsetFromHeadBone": list(_EYES_FROM_HEAD)},
    }
