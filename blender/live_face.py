# SPDX-License-Identifier: GPL-3.0-or-later
"""What a face in the scene shows at this moment, as ARKit's weights."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import bpy
import numpy as np

from ..runtime.arrays import Array
from ..runtime.errors import InputError
from ..runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ..runtime.head.layout import arkit_from_motion
from ..runtime.motion import ArkitCurves, Motion
from ..runtime.rigs.flame import FLAME_EXPRESSIONS, FLAME_EYELIDS
from ..runtime.rotations import of_matrices
from .datablocks import mesh_of
from .facing import axes_of
from .rig import Rig

_ENOUGH = 8
"""Shapes of ARKit that a face must have."""


@dataclass(frozen=True)
class LiveFace:
    """shapes: by our name -> the mesh and its shape key. bones: by our name -> the armature and its bone.

    All are names: an undo makes new objects under them.
    """

    layout: str
    shapes: Mapping[str, tuple[str, str]]
    bones: Mapping[str, tuple[str, str]]

    def curves(self, frames_per_second: float) -> ArkitCurves:
        """One frame, as the scene stands. What is gone meanwhile is at rest."""
        if self.layout == "flame":
            return replace(arkit_from_motion(self._motion())[0], frames_per_second=frames_per_second)
        weights = np.zeros((1, len(ARKIT_NAMES)), np.float32)
        for shape in self.shapes:
            weights[0, ARKIT_INDEX[shape]] = self._weight(shape)
        return ArkitCurves(weights, self._turn("head"), frames_per_second)

    def _motion(self) -> Motion:
        shown = {name: self._weight(name) for name in (*FLAME_EXPRESSIONS, *FLAME_EYELIDS)}
        eyes = np.concatenate([self._turn("eye.L"), self._turn("eye.R")], axis=1)
        expression, eyelids = (
            np.array([[shown[name] for name in names]], np.float32) for names in (FLAME_EXPRESSIONS, FLAME_EYELIDS)
        )
        return Motion(expression, self._turn("jaw"), self._turn("head"), eyes, eyelids)

    def _weight(self, shape: str) -> float:
        owner, key = self.shapes.get(shape, ("", ""))
        face = bpy.data.objects.get(owner)
        keys = None if face is None else mesh_of(face).shape_keys
        block = None if keys is None else keys.key_blocks.get(key)
        return 0.0 if block is None or block.mute else float(block.value)

    def _turn(self, bone: str) -> Array:
        """(1,3), axis-angle along the head's axes, whatever axes the bone has; at rest where there is none."""
        owner, name = self.bones.get(bone, ("", ""))
        rig = bpy.data.objects.get(owner)
        posed = None if rig is None or rig.pose is None else rig.pose.bones.get(name)
        if posed is None:
            return np.zeros((1, 3), np.float32)
        rest = np.array(posed.bone.matrix_local.to_3x3())
        turn = np.array(posed.matrix_basis.to_quaternion().to_matrix())
        axes = axes_of(rig)
        seen = axes @ rest @ turn @ rest.T @ axes.T
        return of_matrices(seen[None]).astype(np.float32)


def live_face(rig: Rig) -> LiveFace:
    """Where a rig's face is read. Raises InputError where it has neither ARKit's shapes nor a layout of ours."""
    shapes: dict[str, tuple[str, str]] = {}
    for face, matched in rig.meshes:
        for shape, keys in matched.items():
            shapes.setdefault(shape, (face.name, keys[0]))
    if rig.naming.layout != "flame":
        shapes = {shape: place for shape, place in shapes.items() if shape in ARKIT_INDEX}
    if len(shapes) < _ENOUGH or rig.naming.layout not in ("arkit", "flame"):
        reason = f"has {rig.naming.title}, and Live Link sends ARKit's shapes"
        raise InputError("the head", reason, "Choose a head with ARKit's shapes, or send a take by soliloquy live-link")
    armature = rig.armature
    bones = {} if armature is None else {ours: (armature.name, bone.name) for ours, bone in rig.bones.items()}
    return LiveFace(rig.naming.layout, shapes, bones)
