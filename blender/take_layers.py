# SPDX-License-Identifier: GPL-3.0-or-later
"""A take played as strips of the NLA editor: contacts below, and above them a strip for each part of the face.

The lowest track holds the contacts of the lips, whole, and rest besides; a part's strip lies over it by its influence,
so that P, B and M shut at any. What an emotion adds is a strip of its own, added on top. All of it is Blender's own:
strips play, are appended and can be keyed without this extension.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import bpy
import numpy as np

from . import versions
from .channel_groups import GROUPS, Place, grouped_places
from .kept_motion import KeptPart, owned_parts
from .key_copies import copy_keys, keys_of
from .keyframes import CONSTANT, LINEAR, Curve, read_curve
from .layer_strips import CONTACTS, EMOTION, LAYER_OF, PART_OF, TRACKS, layer_strips, put_influence_keys
from .line_record import OF_LINE
from .motion_keys import OURS
from .rig import Rig

_WAS = "soliloquy_was"
"""Custom property of an action of a strip: a digest of its keys as we made them."""


@dataclass(frozen=True)
class LayeredTake:
    """contacts: (frames,) the share of the mouth that is held at any influence. influence: 0..1 by ``SLIDERS``, those
    that are 1 left out. keyed: the keys of those that are, scene frame and value (K,2). added: what its emotion adds,
    (frames,) for channels by the datablock's number; none where it cannot be told."""

    key: str
    name: str
    start: int
    frames: int
    contacts: np.ndarray
    influence: Mapping[str, float] = field(default_factory=dict)
    keyed: Mapping[str, np.ndarray] = field(default_factory=dict)
    added: Mapping[int, Mapping[Place, np.ndarray]] = field(default_factory=dict)


def put_layers(rig: Rig, parts: Sequence[KeptPart], take: LayeredTake) -> None:
    """Let the NLA editor play a kept take. The frames must be free in its tracks."""
    groups = {datablock.session_uid: found for datablock, found in grouped_places(rig)}
    for part, datablock, places in owned_parts(rig, parts):
        source = versions.channels_of_number(part.action, part.slot)
        if source is None:
            continue
        _let_strips_play(datablock, places)
        of_place = groups[datablock.session_uid]
        added = take.added.get(datablock.session_uid, {})
        curves = {(each.data_path, each.array_index): each for each in source.fcurves}
        curves = {place: curve for place, curve in curves.items() if place in places}
        values = {place: sampled(curve, take.frames) for place, curve in curves.items()}
        _put(datablock, take, CONTACTS, _contacts(values, of_place, take.contacts, curves), None)
        for group in GROUPS:
            own = {place for place in curves if of_place[place] == group}
            if own & set(added):
                less = [Curve(path, values[path, index] - added.get((path, index), 0.0), index) for path, index in own]
                _put(datablock, take, group, less, None)
            elif own:
                _put(datablock, take, group, [], (source, own))
        if added:
            more = [Curve(path, each, index) for (path, index), each in added.items() if (path, index) in curves]
            _put(datablock, take, EMOTION, more, None)


def layers_with_edits(rig: Rig, parts: Sequence[KeptPart], key: str, frames: int) -> list[KeptPart]:
    """The parts, with what was edited on the keys of the strips that play them. An action that something else uses too
    stays as it is, and a copy of it takes the edits."""
    strips: dict[int, dict[str, Any]] = {}
    for datablock, _track, strip in layer_strips(rig, key):
        strips.setdefault(datablock.session_uid, {})[strip.action[PART_OF]] = strip
    if not any(_is_edited(strip) for ones in strips.values() for strip in ones.values()):
        return list(parts)
    owned = {id(part): datablock for part, datablock, _places in owned_parts(rig, parts)}
    found = []
    for part in parts:
        datablock = owned.get(id(part))
        edited = _edited(strips.get(datablock.session_uid, {})) if datablock is not None else {}
        if not edited:
            found.append(part)
            continue
        shared = part.action.users > 1 or part.action.library is not None
        own = replace(part, action=part.action.copy()) if shared else part
        _bring_back(edited, versions.channels_of_number(own.action, own.slot), frames)
        found.append(own)
    return found


def sampled(curve: Any, frames: int) -> np.ndarray:
    """A curve's values (frames,) from frame 0 on."""
    places, values = read_curve(curve)
    if len(places) == frames and abs(float(places[0])) < 0.5 and abs(float(places[-1]) - frames + 1) < 0.5:
        return values.astype(np.float64)
    return np.array([curve.evaluate(frame) for frame in range(frames)])


def at_rest(place: Place) -> float:
    """What a channel has where nothing moves it."""
    path, index = place
    turned = (path.endswith("rotation_quaternion") and index == 0) or (
        path.endswith("rotation_axis_angle") and index == 2
    )
    return 1.0 if turned else 0.0


def _edited(strips: Mapping[str, Any]) -> Mapping[str, Any]:
    """The strips of a datablock by part, where any of them was edited."""
    return strips if any(map(_is_edited, strips.values())) else {}


def _bring_back(strips: Mapping[str, Any], target: Any, frames: int) -> None:
    """Put the keys of strips into what holds the curves of their take, with what its emotion adds."""
    kept = {(curve.data_path, curve.array_index): curve for curve in target.fcurves}
    added = _curves_by_place(strips.get(EMOTION))
    for part, strip in strips.items():
        if part in (CONTACTS, EMOTION):
            continue
        curves = _curves_by_place(strip)
        copy_keys(versions.channels_of_strip(strip), target, set(curves) - set(added), (0, frames - 1), 0)
        for place in set(curves) & set(added) & set(kept):
            _fill(kept[place], sampled(curves[place], frames) + sampled(added[place], frames))


def _curves_by_place(strip: Any) -> dict[Place, Any]:
    channels = None if strip is None else versions.channels_of_strip(strip)
    return {} if channels is None else {(each.data_path, each.array_index): each for each in channels.fcurves}


def _is_edited(strip: Any) -> bool:
    return bool(strip.action.get(_WAS) != _digest(versions.channels_of_strip(strip)))


def _digest(channels: Any) -> str:
    whole = hashlib.sha256()
    for curve in [] if channels is None else channels.fcurves:
        for values in keys_of(curve, ("co", "handle_left", "handle_right", "interpolation")).values():
            whole.update(values.tobytes())
    return whole.hexdigest()[:16]


def _contacts(
    values: Mapping[Place, np.ndarray], groups: Mapping[Place, str], share: np.ndarray, curves: Mapping[Place, Any]
) -> list[Curve]:
    """Rest, but where the lips touch: there all that moves them. A drawn mouth, which is held, is not mixed."""
    found = []
    for (path, index), each in values.items():
        rest = at_rest((path, index))
        held = bool(len(curves[path, index].keyframe_points)) and _is_held(curves[path, index])
        lips = groups[path, index] in ("mouth", "jaw")
        mixed = each if held else rest + share * (each - rest) if lips else np.full(len(each), rest)
        found.append(Curve(path, mixed, index, held=held))
    return found


def _is_held(curve: Any) -> bool:
    return str(curve.keyframe_points[0].interpolation) == "CONSTANT"


def _put(
    datablock: Any, take: LayeredTake, part: str, curves: Sequence[Curve], copied: tuple[Any, set[Place]] | None
) -> None:
    action = bpy.data.actions.new(f"{take.name} {part}")
    channels, slot = versions.new_channels(action, datablock)
    if copied is not None:
        copy_keys(copied[0], channels, copied[1], (0, take.frames - 1), 0)
    for curve in curves:
        _fill(channels.fcurves.new(curve.data_path, index=curve.index), curve.values, curve.held)
    action[LAYER_OF], action[PART_OF], action[_WAS] = take.key, part, _digest(channels)
    track = _track(datablock, part)
    strip = versions.new_nla_strip(track, take.name, take.start, action, slot, (0, take.frames - 1))
    strip.use_auto_blend = False
    strip.blend_type = "ADD" if part == EMOTION else "REPLACE"
    strip.extrapolation = _beyond(datablock, track, strip)
    if part == CONTACTS:
        return
    strip.use_animated_influence = True
    # Blender puts a key there by itself.
    strip.fcurves.find("influence").keyframe_points.clear()
    strip.influence = take.influence.get(part, 1.0)
    put_influence_keys(strip, take.keyed.get(part, ()))


def _beyond(datablock: Any, track: Any, strip: Any) -> str:
    """What a strip does before and after its frames: it holds, as keys do, where nothing below plays by turns with it.
    Blender 5.0 takes a shape key that no strip moves at the moment for 1, not 0; the lines of a script hold rest."""
    others = [each for each in _all_strips(datablock) if each.action is None or each.action.get(LAYER_OF) is None]
    if isinstance(datablock, bpy.types.Key):
        others = [each for each in others if each.action is not None and each.action.get(OF_LINE) is not None]
    if others:
        return "NOTHING"
    return "HOLD" if track.strips[0] == strip else "HOLD_FORWARD"


def _fill(curve: Any, values: np.ndarray, held: bool = False) -> None:
    """A key a frame, but for those whose neighbours are the same."""
    needed = np.ones(len(values), bool)
    needed[1:-1] = (values[1:-1] != values[:-2]) | (values[1:-1] != values[2:])
    places = np.stack([np.flatnonzero(needed), values[needed]], axis=1).astype(np.float32)
    points = curve.keyframe_points
    points.clear()
    points.add(len(places))
    points.foreach_set("co", places.ravel())
    points.foreach_set("interpolation", np.full(len(places), CONSTANT if held else LINEAR, np.int32))
    curve.update()


def _track(datablock: Any, part: str) -> Any:
    tracks = (datablock.animation_data or datablock.animation_data_create()).nla_tracks
    found = tracks.get(TRACKS[part])
    if found is None:
        lowest = tracks.get(TRACKS[CONTACTS])
        found = tracks.new() if lowest is None or part == EMOTION else tracks.new(prev=lowest)
        found.name = TRACKS[part]
    return found


def _let_strips_play(datablock: Any, places: set[Place]) -> None:
    """The datablock's own action lies over all strips: one of ours that is empty goes, and an artist's hides them no
    longer than it lasts."""
    animation = datablock.animation_data or datablock.animation_data_create()
    channels = versions.channels_of(datablock)
    if animation.action is None:
        return
    left = [] if channels is None else list(channels.fcurves)
    if not left and animation.action.get(OURS):
        versions.assign_action(datablock, None)
    elif any((curve.data_path, curve.array_index) in places for curve in left):
        animation.action_extrapolation = "NOTHING"


def _all_strips(datablock: Any) -> Iterator[Any]:
    for track in datablock.animation_data.nla_tracks:
        yield from track.strips
