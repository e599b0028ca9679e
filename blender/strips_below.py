# SPDX-License-Identifier: GPL-3.0-or-later
"""NLA strips below the action into which speech is keyed, which would hide them for longer than a line lasts."""

import math
from typing import Any

import bpy

from . import versions
from .few_samples import is_sampled
from .line_record import LINES
from .marked_strips import marked_strips
from .motion_keys import OURS, places_of
from .remembered import remembered
from .rest_values import bring_to_rest, note_pose
from .rig import Rig

HELD = "Soliloquy Held"
"""Name of the track that holds what the action held, and of what it plays."""
LAYER_OF = "soliloquy_layer"
"""Custom property of an action that a strip of a take's part plays: the take's key."""
_HELD_BEFORE = "soliloquy_extrapolation"
"""Custom property of a datablock: how its action went on beyond its keys before strips were to play there."""


def let_strips_play(rig: Rig) -> None:
    """Let strips move the channels of speech before and after it: the lines of a script, and an artist's, as a walk
    that turns the head. An action goes on for ever by itself. One of the artist's with other strips below stays as it
    is."""
    says_lines = remembered(rig.object, LINES) is not None
    ours = [found for mark in (OURS, LAYER_OF) for found, _track, _strip in marked_strips(rig, mark)]
    for datablock, places in places_of(rig):
        animation = getattr(datablock, "animation_data", None)
        if animation is None or animation.action is None:
            continue
        if says_lines:
            hold_no_longer(datablock, places)
        elif animation.action.get(OURS):
            moved = places & moved_by_strips(animation)
            if moved:
                hold_no_longer(datablock, moved)
            else:
                _hold_again(datablock, "HOLD")
        elif datablock not in ours:
            _hold_again(datablock)


def note_poses(rig: Rig) -> None:
    """Remember what an artist has posed of a rig without keys, before speech is put on it."""
    for datablock, places in places_of(rig):
        note_pose(datablock, not_animated(datablock, places))


def bring_all_to_rest(rig: Rig) -> None:
    """Let what nothing animates any more be as it was posed before."""
    for datablock, places in places_of(rig):
        for place in not_animated(datablock, places):
            bring_to_rest(datablock, *place)


def hold_no_longer(datablock: Any, places: set[tuple[str, int]]) -> None:
    """Let a datablock's action hide strips only for as long as it lasts. places: what strips move. What else it moves,
    as an arm, is held by a strip where the action held it: Blender takes what nothing moves at the moment for its
    default, which for a shape key is 1 from Blender 5 on."""
    animation, channels = datablock.animation_data, versions.channels_of(datablock)
    _hold_again(datablock)
    if animation.action_extrapolation != "NOTHING":
        datablock[_HELD_BEFORE] = animation.action_extrapolation
        animation.action_extrapolation = "NOTHING"
    if channels is None:
        return
    if not isinstance(datablock, bpy.types.Key):
        places = places | moved_by_strips(animation)
    others = [curve for curve in channels.fcurves if (curve.data_path, curve.array_index) not in places]
    keyed = [curve for curve in others if not is_sampled(curve) and curve.keyframe_points]
    if keyed:
        first = math.floor(min(curve.keyframe_points[0].co[0] for curve in keyed))
        last = max(math.ceil(max(curve.keyframe_points[-1].co[0] for curve in keyed)), first + 1)
        action = bpy.data.actions.new(HELD)
        held, slot = versions.new_channels(action, datablock)
        for curve in keyed:
            own = held.fcurves.new(curve.data_path, index=curve.array_index)
            for frame in (first, last):
                own.keyframe_points.insert(frame, curve.evaluate(frame))
        track = animation.nla_tracks.new()
        track.name = HELD
        versions.new_nla_strip(track, HELD, first, action, slot, (first, last))


def moved_by_strips(animation: Any) -> set[tuple[str, int]]:
    """The channels that strips of the NLA editor move, but for those that hold what an action held."""
    strips = (strip for track in animation.nla_tracks if track.name != HELD for strip in track.strips)
    curves = (curve for strip in strips for curve in getattr(versions.channels_of_strip(strip), "fcurves", ()))
    return {(curve.data_path, curve.array_index) for curve in curves}


def not_animated(datablock: Any, places: set[tuple[str, int]]) -> set[tuple[str, int]]:
    """Those of some channels that no key, strip or driver moves."""
    animation = datablock.animation_data
    if animation is None:
        return places
    curves = getattr(versions.channels_of(datablock), "fcurves", ())
    keyed = {(curve.data_path, curve.array_index) for curve in curves}
    driven = {(curve.data_path, curve.array_index) for curve in animation.drivers if not curve.mute}
    return places - keyed - driven - moved_by_strips(animation)


def _hold_again(datablock: Any, usual: str = "") -> None:
    """Let an action go on beyond its keys as it did before ``hold_no_longer``, and no strip in its place. usual: where
    that is not known, if anything."""
    animation, before = datablock.animation_data, datablock.get(_HELD_BEFORE, usual)
    if before in ("HOLD", "HOLD_FORWARD"):
        animation.action_extrapolation = before
    if _HELD_BEFORE in datablock.keys():  # noqa: SIM118
        del datablock[_HELD_BEFORE]
    for track in [track for track in animation.nla_tracks if track.name == HELD]:
        played = [strip.action for strip in track.strips if strip.action is not None]
        animation.nla_tracks.remove(track)
        bpy.data.batch_remove([action for action in played if not action.users])
