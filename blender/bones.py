# SPDX-License-Identifier: GPL-3.0-or-later
"""The curves that turn a bone, in whatever rotation mode and rest orientation its rig has."""

from typing import Any

import bpy
import numpy as np
from mathutils import Euler, Quaternion

from ..runtime.rotations import quaternions
from .keyframes import Curve


def turned_in_bone(bone: bpy.types.PoseBone, axis_angle: np.ndarray, axes: np.ndarray) -> np.ndarray:
    """Rotations (T,3), radians in the head's frame, seen from the bone at rest. axes (3,3): as ``facing.axes_of``."""
    rest = np.array(bone.bone.matrix_local.to_3x3())
    return np.asarray(axis_angle @ axes @ rest)


def moved_in_bone(bone: bpy.types.PoseBone, moves: np.ndarray, axes: np.ndarray) -> np.ndarray:
    """What moves ``bone`` by ``moves`` (T,3), in the head's frame and the armature's units, in its own axes."""
    rest = np.array(bone.bone.matrix_local.to_3x3()) if bone.bone.use_local_location else np.eye(3)
    return np.asarray(moves @ axes @ rest)


def location_curves(bone: bpy.types.PoseBone, local: np.ndarray) -> list[Curve]:
    return _curves(bone, "location", local)


def local_rotation_curves(bone: bpy.types.PoseBone, axis_angle: np.ndarray) -> list[Curve]:
    """Turn ``bone`` by ``axis_angle`` (T,3), radians in its own axes, about its joint. Euler angles and quaternions
    stay continuous in time."""
    local = quaternions(axis_angle)
    if bone.rotation_mode == "QUATERNION":
        return _curves(bone, "rotation_quaternion", local)
    if bone.rotation_mode == "AXIS_ANGLE":
        return _curves(bone, "rotation_axis_angle", _angle_first(local))
    return _curves(bone, "rotation_euler", _euler(local, bone.rotation_mode))


def _curves(bone: bpy.types.PoseBone, channel: str, values: np.ndarray) -> list[Curve]:
    path = bone.path_from_id(channel)
    return [Curve(path, values[:, index], index, group=bone.name) for index in range(values.shape[1])]


def _angle_first(rotations: np.ndarray) -> np.ndarray:
    sine = np.linalg.norm(rotations[:, 1:], axis=1, keepdims=True)
    angle = 2 * np.arctan2(sine, rotations[:, :1])
    still = sine < 1e-12
    axis = np.where(still, [[0.0, 1.0, 0.0]], rotations[:, 1:] / np.where(still, 1.0, sine))
    return np.concatenate([angle, axis], axis=1)


def _euler(rotations: np.ndarray, order: Any) -> np.ndarray:
    angles = np.empty((len(rotations), 3))
    previous = Euler((0.0, 0.0, 0.0), order)
    for frame, rotation in enumerate(rotations.tolist()):
        previous = Quaternion(rotation).to_euler(order, previous)
        angles[frame] = previous
    return angles
