# SPDX-License-Identifier: GPL-3.0-or-later
"""The strips of the NLA editor by which takes play in parts: found again, removed, and given their influence."""

from collections.abc import Iterator
from typing import Any

import bpy
import numpy as np

from .channel_groups import GROUPS
from .keyframes import read_curve
from .motion_keys import places_of
from .rig import Rig

LAYER_OF, PART_OF = "soliloquy_layer", "soliloquy_part"
"""Custom properties of an action that such a strip plays: the take's key, and which part of the face it moves."""
CONTACTS, EMOTION = "contacts", "emotion"
SLIDERS = (*GROUPS, EMOTION)
"""What has an influence."""
TRACKS = {
    CONTACTS: "Soliloquy Contacts",
    "mouth": "Soliloquy Mouth",
    "jaw": "Soliloquy Jaw",
    "brows": "Soliloquy Brows",
    "eyes": "Soliloquy Eyes",
    "head": "Soliloquy Head",
    EMOTION: "Soliloquy Emotion",
}
"""Names of the tracks, by which they are found again. Contacts lie lowest, emotion highest."""


def layer_strips(rig: Rig, key: str) -> Iterator[tuple[Any, Any, Any]]:
    """Datablock, track and strip of all that plays a take in parts."""
    for datablock, _places in places_of(rig):
        animation: Any = getattr(datablock, "animation_data", None)
        for track in [] if animation is None else animation.nla_tracks:
            for strip in track.strips:
                if strip.action is not None and strip.action.get(LAYER_OF) == key:
                    yield datablock, track, strip


def strips_of_part(rig: Rig, key: str, slider: str) -> list[Any]:
    """The strips by which a take plays a part of the face, one a datablock that it moves."""
    return [strip for _datablock, _track, strip in layer_strips(rig, key) if strip.action.get(PART_OF) == slider]


def remove_layers(rig: Rig, key: str) -> None:
    """Remove the strips of a take, their actions, and tracks of ours that are empty then."""
    for datablock, track, strip in list(layer_strips(rig, key)):
        action = strip.action
        track.strips.remove(strip)
        if not track.strips:
            datablock.animation_data.nla_tracks.remove(track)
        if action.users == 0:
            bpy.data.actions.remove(action)


def set_influence(rig: Rig, key: str, slider: str, value: float) -> None:
    """Of all strips of that part. What is keyed stays keyed."""
    for strip in strips_of_part(rig, key, slider):
        strip.influence = value


def key_influence(rig: Rig, key: str, slider: str, frame: float, value: float) -> None:
    """Key it on all strips of that part, at a frame of the scene."""
    for strip in strips_of_part(rig, key, slider):
        put_influence_keys(strip, [(frame, value)])


def put_influence_keys(strip: Any, keys: Any) -> None:
    """keys: frame of the scene and value of each."""
    curve = strip.fcurves.find("influence")
    for frame, value in keys:
        curve.keyframe_points.insert(float(frame), float(value)).interpolation = "LINEAR"
    curve.update()


def free_influence(rig: Rig, key: str, slider: str) -> None:
    """Take the keys of an influence away."""
    for strip in strips_of_part(rig, key, slider):
        strip.fcurves.find("influence").keyframe_points.clear()


def keyed_influences(rig: Rig, key: str) -> dict[str, np.ndarray]:
    """Frame of the scene and value (K,2) of the keys of each influence that has some."""
    found: dict[str, np.ndarray] = {}
    for _datablock, _track, strip in layer_strips(rig, key):
        curve = strip.fcurves.find("influence")
        if curve is not None and len(curve.keyframe_points):
            found.setdefault(strip.action.get(PART_OF, ""), np.stack(read_curve(curve), axis=1))
    return found
