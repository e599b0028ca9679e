# SPDX-License-Identifier: GPL-3.0-or-later
"""Actions that hold one pose each, as a pose library has them."""

import re
from dataclasses import dataclass

import bpy
import numpy as np
from mathutils import Euler, Quaternion

from . import versions

_CHANNEL = re.compile(r'pose\.bones\["((?:[^"\\]|\\.)*)"\]\.(location|rotation_quaternion|rotation_euler)')
_MOST_CURVES = 4000
"""Of a pose's action, that are read. Chosen by hand."""


@dataclass(frozen=True)
class BonePose:
    """location (3,) and turn (3,), axis-angle in radians: of a bone, in its own axes."""

    location: np.ndarray
    turn: np.ndarray


_OF_SPEECH = ("soliloquy_layer", "soliloquy", "soliloquy_take", "soliloquy_line")
"""Custom properties of our own actions, which hold no poses: a scene of many takes has hundreds of them, most
of which are layers."""


def poses_for(armature: bpy.types.Object) -> dict[str, bpy.types.Action]:
    """The poses of this file that move a bone of ``armature``, by name."""
    assert armature.pose is not None
    bones = set(armature.pose.bones.keys())
    return {action.name: action for action in bpy.data.actions if _is_pose(action) and _bones(action) & bones}


def pose_of(action: bpy.types.Action, armature: bpy.types.Object) -> dict[str, BonePose]:
    """What a pose does to each bone that it moves."""
    assert armature.pose is not None
    values: dict[str, dict[str, dict[int, float]]] = {}
    frame = action.frame_range[0]
    for curve in versions.curves_of_action(action):
        found = _CHANNEL.fullmatch(curve.data_path)
        if found is not None and found[1] in armature.pose.bones:
            of_bone = values.setdefault(found[1], {}).setdefault(found[2], {})
            of_bone[curve.array_index] = curve.evaluate(frame)
    return {name: _bone_pose(armature.pose.bones[name], channels) for name, channels in values.items()}


def _bone_pose(bone: bpy.types.PoseBone, channels: dict[str, dict[int, float]]) -> BonePose:
    location = np.array([channels.get("location", {}).get(axis, 0.0) for axis in range(3)])
    quaternion = channels.get("rotation_quaternion")
    if quaternion is not None:
        parts = [quaternion.get(axis, 1.0 if axis == 0 else 0.0) for axis in range(4)]
        turned = Quaternion(parts).normalized()
    else:
        euler = channels.get("rotation_euler", {})
        order = bone.rotation_mode if bone.rotation_mode not in ("QUATERNION", "AXIS_ANGLE") else "XYZ"
        turned = Euler([euler.get(axis, 0.0) for axis in range(3)], order).to_quaternion()
    return BonePose(location, np.array(turned.to_exponential_map()))


def _is_pose(action: bpy.types.Action) -> bool:
    if any(action.get(mark) is not None for mark in _OF_SPEECH):
        return False
    return all(len(curve.keyframe_points) == 1 for curve in versions.curves_of_action(action))


def _bones(action: bpy.types.Action) -> set[str]:
    curves = versions.curves_of_action(action)[:_MOST_CURVES]
    return {found[1] for curve in curves for found in [_CHANNEL.fullmatch(curve.data_path)] if found is not None}
