# SPDX-License-Identifier: GPL-3.0-or-later
"""Which part of the face each channel of a rig moves: mouth, jaw, brows, eyes or the head."""

from collections.abc import Mapping
from typing import Any

import bpy
import numpy as np

from ..runtime.head.arkit import ARKIT_NAMES
from .bones import local_rotation_curves
from .datablocks import property_path
from .motion_keys import places_of
from .rig import Rig

GROUPS = ("mouth", "jaw", "brows", "eyes", "head")
"""Cheeks, nose and tongue go with the mouth, lids with the eyes."""
Place = tuple[str, int]
"""Data path and index of a channel."""
_OF_SHAPE = [
    "brows"
    if name.startswith("brow")
    else "eyes"
    if name.startswith("eye")
    else "jaw"
    if name.startswith("jaw") or name == "mouthClose"
    else "mouth"
    for name in ARKIT_NAMES
]
"""What closes the lips over an open jaw goes with the jaw: apart from each other they would part lips."""
_OF_BONE = {"head": "head", "eye.L": "eyes", "eye.R": "eyes", "jaw": "jaw"}
_FLAME_STARTS = {"Eyelid": "eyes", "PoseNeck": "head"}


def grouped_places(rig: Rig) -> list[tuple[bpy.types.ID, Mapping[Place, str]]]:
    """The channels that we write, by datablock, each with its group.

    Where shapes are whole mouths, and in the FLAME layout, whose expressions span the face, the jaw goes with the
    mouth, and there what brows do as well.
    """
    groups = _of_shapes(rig)
    whole = bool(rig.naming.mixed) or rig.naming.layout != "arkit"
    found: dict[int, dict[Place, str]] = {}

    def note(datablock: Any, place: Place, group: str) -> None:
        found.setdefault(datablock.session_uid, {})[place] = "mouth" if whole and group == "jaw" else group

    for shape in rig.keyed:
        if shape.channel is not None:
            note(shape.channel.datablock, shape.channel.place, groups.get(shape.name, "mouth"))
    for holder, shapes in rig.properties:
        for name, ones in shapes.items():
            for one in ones:
                note(holder, (property_path(holder, one), 0), groups.get(name, "mouth"))
    for bone, group in _of_bones(rig, groups):
        for curve in local_rotation_curves(bone, np.zeros((1, 3))):
            note(rig.armature, (curve.data_path, curve.index), group)
        for index in range(3):
            note(rig.armature, (bone.path_from_id("location"), index), group)
    return [
        (datablock, {place: found.get(datablock.session_uid, {}).get(place, "mouth") for place in places})
        for datablock, places in places_of(rig)
    ]


def _of_bones(rig: Rig, groups: Mapping[str, str]) -> list[tuple[bpy.types.PoseBone, str]]:
    posed = [(bone, groups.get(shape, "mouth")) for shape, (bone, _channel) in rig.posed.items()]
    return [*posed, *((bone, _OF_BONE[ours]) for ours, bone in rig.bones.items())]


def _of_shapes(rig: Rig) -> dict[str, str]:
    """Shape of the rig -> its group: that of the ARKit shapes which move it most."""
    if rig.naming.layout != "arkit":
        return {
            name: next((group for start, group in _FLAME_STARTS.items() if name.startswith(start)), "mouth")
            for _mesh, shapes in rig.meshes
            for name in shapes
        }
    each_alone = np.concatenate([np.zeros((1, len(ARKIT_NAMES))), np.eye(len(ARKIT_NAMES))]).astype(np.float32)
    found = {}
    for name, values in rig.naming.drive(each_alone, rig.shown).items():
        moved = np.abs(np.asarray(values)[1:] - np.asarray(values)[0])
        if moved.max(initial=0.0) > 0.0:
            found[name] = _OF_SHAPE[int(np.argmax(moved))]
    return found
