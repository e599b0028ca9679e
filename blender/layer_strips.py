# SPDX-License-Identifier: GPL-3.0-or-later
"""The strips of the NLA editor by which takes play in parts: found again, removed, and given their influence."""

from typing import Any

import bpy
import numpy as np

from ..runtime.requests.direction import EMOTIONS
from . import versions
from .channel_groups import GROUPS, Place
from .keyframes import read_curve
from .marked_strips import marked_strips
from .rest_values import bring_to_rest
from .rig import Rig
from .strips_below import LAYER_OF, not_animated

PART_OF = "soliloquy_part"
"""Custom property of an action that such a strip plays: which part of the face it moves."""
GAIN = "soliloquy_gain"
"""Of such an action: at the influence 1 of its strip the slider stands there (``layer_values.py``)."""
CONTACTS, EMOTION = "contacts", "emotion"
ADDED = (EMOTION, *EMOTIONS)
"""What is added on top: the emotions that were asked for, and each of those that were not."""
SLIDERS = (*GROUPS, *ADDED)
"""What has an influence."""
TRACKS = {
    CONTACTS: "Soliloquy Contacts",
    "mouth": "Soliloquy Mouth",
    "jaw": "Soliloquy Jaw",
    "brows": "Soliloquy Brows",
    "eyes": "Soliloquy Eyes",
    "head": "Soliloquy Head",
    **{name: f"Soliloquy {name.capitalize()}" for name in ADDED},
}
"""Names of the tracks, by which they are found again. Contacts lie lowest, emotions highest."""


Layers = list[tuple[Any, Any, Any]]
"""Datablock, track and strip of all that plays a take in parts."""


def layers_of_takes(rig: Rig) -> dict[str, Layers]:
    """Those of each take that strips play, by its key. One look at all strips: a head of many takes has thousands."""
    found: dict[str, Layers] = {}
    for datablock, track, strip in marked_strips(rig, LAYER_OF):
        found.setdefault(strip.action[LAYER_OF], []).append((datablock, track, strip))
    return found


def layer_strips(rig: Rig, key: str) -> Layers:
    """Those of one take."""
    return layers_of_takes(rig).get(key, [])


def strips_of_part(rig: Rig, key: str, slider: str) -> list[Any]:
    """The strips by which a take plays a part of the face, one a datablock that it moves."""
    return [strip for _datablock, _track, strip in layer_strips(rig, key) if strip.action.get(PART_OF) == slider]


def remove_layers(rig: Rig, key: str) -> None:
    """Remove the strips of a take, their actions, and tracks of ours that are empty then. What nothing moves any more
    is brought to rest."""
    actions = []
    moved: dict[int, tuple[Any, set[Place]]] = {}
    for datablock, track, strip in layer_strips(rig, key):
        actions.append(strip.action)
        curves = getattr(versions.channels_of_strip(strip), "fcurves", ())
        places = {(curve.data_path, curve.array_index) for curve in curves}
        moved.setdefault(datablock.session_uid, (datablock, set()))[1].update(places)
        track.strips.remove(strip)
        if not track.strips:
            datablock.animation_data.nla_tracks.remove(track)
    for datablock, places in moved.values():
        for place in not_animated(datablock, places):
            bring_to_rest(datablock, *place)
    # All at once: for each removal Blender looks at the whole file.
    bpy.data.batch_remove({action for action in actions if action.users == 0})


def is_of_part(track: Any, part: str) -> bool:
    """Whether a track is called as ours of a part of the face, or as one more of them."""
    return bool(track.name.partition(".")[0] == TRACKS[part])


def remove_dead(datablock: Any) -> None:
    """Remove strips in tracks of ours whose actions were deleted, and tracks that are empty then: nothing tells any
    more whose they were, and others cannot lie where they do."""
    if datablock.animation_data is None:
        return
    tracks = datablock.animation_data.nla_tracks
    for track in [one for one in tracks if any(is_of_part(one, part) for part in TRACKS)]:
        for strip in [one for one in track.strips if one.type == "CLIP" and one.action is None]:
            track.strips.remove(strip)
        if not track.strips:
            tracks.remove(track)


def gain_of(strip: Any) -> float:
    """Where the slider of a strip stands when its influence is 1."""
    told = strip.action.get(GAIN, 1.0)
    return float(told) if isinstance(told, int | float) and told > 0 else 1.0


def put_influence(strip: Any, value: float) -> None:
    """Let a strip move its part of the face as much as a slider says."""
    strip.influence = value / gain_of(strip)


def set_influence(rig: Rig, key: str, slider: str, value: float) -> None:
    """Of all strips of that part, as far as they reach. What is keyed stays keyed."""
    for strip in strips_of_part(rig, key, slider):
        put_influence(strip, value)


def key_influence(rig: Rig, key: str, slider: str, frame: float, value: float) -> None:
    """Key it on all strips of that part, at a frame of the scene."""
    for strip in strips_of_part(rig, key, slider):
        put_influence_keys(strip, [(frame, value)])


def put_influence_keys(strip: Any, keys: Any) -> None:
    """keys: frame of the scene and the slider's value at each."""
    curve, gain = strip.fcurves.find("influence"), gain_of(strip)
    for frame, value in keys:
        curve.keyframe_points.insert(float(frame), float(value) / gain).interpolation = "LINEAR"
    curve.update()


def free_influence(rig: Rig, key: str, slider: str) -> None:
    """Take the keys of an influence away."""
    for strip in strips_of_part(rig, key, slider):
        strip.fcurves.find("influence").keyframe_points.clear()


def keyed_influences(layers: Layers) -> dict[str, np.ndarray]:
    """Frame of the scene and the slider's value (K,2) of the keys of each influence that has some."""
    found: dict[str, np.ndarray] = {}
    for _datablock, _track, strip in layers:
        curve = strip.fcurves.find("influence")
        if curve is not None and len(curve.keyframe_points):
            keys = np.stack(read_curve(curve), axis=1) * (1.0, gain_of(strip))
            found.setdefault(strip.action.get(PART_OF, ""), keys)
    return found
