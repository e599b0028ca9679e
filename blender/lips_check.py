# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking after the writing whether lips that were found on a mesh shut where they should, as Blender evaluates it."""

from typing import Any

import bpy
import numpy as np

from ..runtime.rigs.found_lips import parted
from ..runtime.rigs.mouths import pressed
from .datablocks import mesh_of
from .rig import Rig

_LOOKS = 4
"""Closures of a line that are looked at: each evaluates the scene."""
_APART = 0.04
"""Widths of the mouth, two millimetres of one of 50: what nobody takes for shut any more. Chosen."""


def lips_stay_apart(scene: bpy.types.Scene, rig: Rig, weights: np.ndarray, start_frame: int) -> bool:
    """Whether lips stay apart on most frames of a line on which ours are shut. weights (T,52): ARKit's. The current
    frame is left as it was. Meshes whose modifiers make other vertices are not judged."""
    face, shut = rig.face, np.flatnonzero(pressed(weights) >= 1.0)
    if face is None or not len(shut):
        return False
    now, apart = scene.frame_current, []
    try:
        for moment in shut[np.linspace(0, len(shut) - 1, min(_LOOKS, len(shut))).astype(int)]:
            scene.frame_set(start_frame + int(moment))
            depsgraph: Any = scene.view_layers[0].depsgraph
            evaluated = mesh_of(face.mesh.evaluated_get(depsgraph))
            if len(evaluated.vertices) != len(face.rest):
                return False
            places = np.empty(3 * len(evaluated.vertices), np.float32)
            evaluated.vertices.foreach_get("co", places)
            apart.append(parted(face.lips, _untilted(places.reshape(-1, 3) * face.scale, face.rest)) > _APART)
    finally:
        scene.frame_set(now)
    return sum(apart) > len(apart) / 2


def _untilted(places: np.ndarray, rest: np.ndarray) -> np.ndarray:
    """How far points (V,3) have moved but for the turn of the whole head, which is that of the points that shapes leave
    alone: most of them."""
    middle, before = places.mean(axis=0), rest.mean(axis=0)
    left, _sizes, right = np.linalg.svd((rest - before).T @ (places - middle))
    turn = left @ np.diag([1.0, 1.0, np.sign(np.linalg.det(left @ right))]) @ right
    return (places - middle) @ turn.T + before - rest
