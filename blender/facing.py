# SPDX-License-Identifier: GPL-3.0-or-later
"""Which way the character of an armature looks, and where its bones lie as seen from its face."""

from typing import Any

import numpy as np

from ..runtime.rigs.bone_places import FACES_MINUS_Y, BonePlace, facing, seen_from_the_face
from .datablocks import armature_of

_LAID_ALONG_Y = 0.99
"""Cosine from which on the scene's up is the armature's +Y, as FBX has it. A turn that is otherwise is an artist's."""


def axes_of(armature: Any) -> np.ndarray:
    """(3,3) rows: the character's left, up and out of the face, in the armature's axes."""
    return facing(_places(armature), _upright(armature))


def bones_from_the_face(armature: Any) -> dict[str, BonePlace]:
    """Where its bones lie at rest, turned so that the character faces -Y; in the armature's units."""
    return seen_from_the_face(_places(armature), axes_of(armature))


def _places(armature: Any) -> dict[str, BonePlace]:
    return {
        bone.name: BonePlace(
            np.array(bone.head_local), np.array(bone.tail_local), "" if bone.parent is None else bone.parent.name
        )
        for bone in armature_of(armature).bones
    }


def _upright(armature: Any) -> np.ndarray:
    up = np.array(armature.matrix_world.to_quaternion().to_matrix())[2]
    return np.array([0.0, 1.0, 0.0]) if up[1] > _LAID_ALONG_Y else FACES_MINUS_Y[1]
