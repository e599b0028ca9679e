# SPDX-License-Identifier: GPL-3.0-or-later
"""The bones of a rig that a take moves: those that turn with it, those that show its shapes, those in poses."""

from collections.abc import Iterator, Mapping
from typing import Any

import bpy
import numpy as np

from ..runtime.rigs.rig_map import ALONG, MOVES, TURNS
from .bones import (
    local_rotation_curves,
    location_curves,
    moved_in_bone,
    turned_in_bone,
)
from .driver_channels import Reading, channel_of, driver_of
from .facing import axes_of
from .keyframes import Curve
from .poses import pose_of
from .rig import Rig


def bone_curves(rig: Rig, values: Mapping[str, Any], turns: Mapping[str, Any]) -> list[Curve]:
    """What is keyed on the armature. values: (T,) of each shape. turns: bone by our name -> (T,3), head's frame."""
    axes = axes_of(rig.armature)
    moved, turned = _in_own_axes(rig, values, axes)
    for ours, bone in rig.bones.items():
        own = turned_in_bone(bone, turns[ours], axes)
        turned[bone.name] = turned[bone.name] + own if bone.name in turned else own
    bones, curves = _pose_bones(rig), []
    for name, local in moved.items():
        curves += location_curves(bones[name], local)
    for name, local in turned.items():
        curves += local_rotation_curves(bones[name], local)
    return [_behind_driver(rig.armature, curve) for curve in curves]


def _behind_driver(armature: Any, curve: Curve) -> Curve:
    """What is keyed for a curve of a bone that a driver moves, where that is a bone of the same armature's too."""
    if driver_of(armature, curve.data_path, curve.index) is None:
        return curve
    channel = channel_of(armature, curve.data_path, Reading(), curve.index)
    if channel is None or channel.datablock != armature:
        return curve
    values = channel.keyed(channel.beyond_rest(curve.values))
    return Curve(channel.data_path, values, channel.index, channel.group)


def bone_places(rig: Rig) -> set[tuple[str, int]]:
    """Data path and index of each of these curves."""
    still = dict.fromkeys((*rig.posed, *rig.poses), np.zeros(1))
    turns = dict.fromkeys(rig.bones, np.zeros((1, 3)))
    return {(curve.data_path, curve.index) for curve in bone_curves(rig, still, turns)}


def _in_own_axes(
    rig: Rig, values: Mapping[str, Any], axes: np.ndarray
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """By the bone's name: how far it is moved (T,3), and turned (T,3) in radians, in its own axes."""
    moved: dict[str, np.ndarray] = {}
    turned: dict[str, np.ndarray] = {}
    for kind, name, local in (*_of_bones(rig, values, axes), *_of_poses(rig, values)):
        into = moved if kind == "moved" else turned
        into[name] = into[name] + local if name in into else local
    return moved, turned


def _of_bones(rig: Rig, values: Mapping[str, Any], axes: np.ndarray) -> Iterator[tuple[str, str, np.ndarray]]:
    for shape, (bone, channel) in rig.posed.items():
        kind = next(kind for kind in (MOVES, TURNS, ALONG) if channel in kind)
        axis = np.eye(3)[kind.index(channel)]
        along = np.asarray(values[shape], dtype=np.float64)[:, None] * axis
        if kind is ALONG:
            yield "moved", bone.name, along
        elif kind is MOVES:
            yield "moved", bone.name, moved_in_bone(bone, along, axes)
        else:
            yield "turned", bone.name, turned_in_bone(bone, np.radians(along), axes)


def _of_poses(rig: Rig, values: Mapping[str, Any]) -> Iterator[tuple[str, str, np.ndarray]]:
    for shape, actions in rig.poses.items():
        share = np.asarray(values[shape], dtype=np.float64)[:, None]
        for action in actions:
            assert rig.armature is not None
            for name, pose in pose_of(action, rig.armature).items():
                if pose.location.any():
                    yield "moved", name, share * pose.location
                if pose.turn.any():
                    yield "turned", name, share * pose.turn


def _pose_bones(rig: Rig) -> Mapping[str, bpy.types.PoseBone]:
    return {} if rig.armature is None or rig.armature.pose is None else dict(rig.armature.pose.bones.items())
