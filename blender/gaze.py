# SPDX-License-Identifier: GPL-3.0-or-later
"""Eyes that follow a camera or an object: a constraint on each eye's bone, which a take's glances play on top of.

Constraints are Blender's own, live, and can be keyed. The right eye's influence follows the left one's by a driver
without Python, so that one slider, and its keys, are of both.
"""

from typing import Any

import bpy
import numpy as np

from ..runtime.errors import InputError
from ..runtime.rigs.bone_names import found_by_words
from .datablocks import pose_bones_of
from .facing import axes_of

LOOKS, LIMITS = "Soliloquy Gaze", "Soliloquy Gaze Limit"
_FARTHEST = np.radians(35.0)
"""Chosen by eye: further than that people turn the head."""
_FACING = 0.7
"""Cosine between where the eye looks and the nearest axis of its bone. Chosen by hand."""
_AXES = ("X", "Y", "Z")


def look_at(armature: Any, target: bpy.types.Object) -> None:
    """Let both eyes follow ``target``. Raises InputError where the armature has no bone for each eye, or none of its
    axes looks ahead."""
    eyes = _eyes(armature)
    for bone in eyes:
        axis = _axis_ahead(armature, bone)
        looks: Any = bone.constraints.get(LOOKS)
        if looks is None:
            looks = bone.constraints.new("DAMPED_TRACK")
            looks.name = LOOKS
            _limit(bone)
        looks.target, looks.track_axis = target, axis
    left, right = eyes
    if not _driven(armature, right):
        _follow(armature, right, left)


def look_ahead(armature: Any) -> None:
    """Take the constraints away, and what keys and drives them."""
    for bone in pose_bones_of(armature).values():
        for name in (LOOKS, LIMITS):
            if (found := bone.constraints.get(name)) is not None:
                found.driver_remove("influence")
                bone.constraints.remove(found)


def gaze_of(armature: Any) -> Any:
    """The constraint whose influence is that of both eyes; None where there is none."""
    for bone in pose_bones_of(armature).values():
        found = bone.constraints.get(LOOKS)
        if found is not None and not _driven(armature, bone):
            return found
    return None


def _eyes(armature: Any) -> list[bpy.types.PoseBone]:
    bones = {} if armature is None else pose_bones_of(armature)
    found = found_by_words(bones)
    if not {"eye L", "eye R"} <= set(found):
        name = "the head" if armature is None else armature.name
        raise InputError(name, "it has no bone for each eye", "Use a head of Add Head, or give its eyes bones")
    return [bones[found[f"eye {side}"]] for side in "LR"]


def _axis_ahead(armature: Any, bone: bpy.types.PoseBone) -> Any:
    """Of the bone at rest, as Blender calls it."""
    ahead = np.array(bone.bone.matrix_local.to_3x3()).T @ axes_of(armature)[2]
    best = int(np.argmax(np.abs(ahead)))
    if abs(ahead[best]) < _FACING:
        reason = f"no axis of its bone {bone.name} looks ahead"
        raise InputError(armature.name, reason, "Turn the bone in edit mode")
    return f"TRACK_{'NEGATIVE_' if ahead[best] < 0 else ''}{_AXES[best]}"


def _limit(bone: bpy.types.PoseBone) -> None:
    limit: Any = bone.constraints.new("LIMIT_ROTATION")
    limit.name, limit.owner_space = LIMITS, "LOCAL"
    for axis in "xyz":
        setattr(limit, f"use_limit_{axis}", True)
        setattr(limit, f"min_{axis}", -_FARTHEST)
        setattr(limit, f"max_{axis}", _FARTHEST)


def _driven(armature: Any, bone: bpy.types.PoseBone) -> bool:
    path = f'{bone.path_from_id()}.constraints["{LOOKS}"].influence'
    return armature.animation_data is not None and armature.animation_data.drivers.find(path) is not None


def _follow(armature: Any, bone: bpy.types.PoseBone, leader: bpy.types.PoseBone) -> None:
    driver: Any = bone.constraints[LOOKS].driver_add("influence")
    driver.driver.type = "SUM"
    variable = driver.driver.variables.new()
    variable.targets[0].id = armature
    variable.targets[0].data_path = f'{leader.path_from_id()}.constraints["{LOOKS}"].influence'
