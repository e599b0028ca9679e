# SPDX-License-Identifier: GPL-3.0-or-later
"""NLA strips below the action into which speech is keyed, which would hide them for longer than a line lasts."""

import math
from typing import Any

import bpy

from . import versions
from .few_samples import is_sampled
from .line_record import LINES
from .motion_keys import OURS, places_of
from .remembered import remembered
from .rig import Rig

_HELD = "Soliloquy Held"
"""Name of a track, and of what it plays."""


def let_strips_play(rig: Rig) -> None:
    """Let strips move the channels of speech before and after it: the lines of a script, and an artist's, as a walk
    that turns the head. An action goes on for ever by itself. One of the artist's with other strips below stays as it
    is."""
    says_lines = remembered(rig.object, LINES) is not None
    for datablock, places in places_of(rig):
        animation = getattr(datablock, "animation_data", None)
        if animation is None:
            continue
        ours = animation.action is not None and animation.action.get(OURS)
        if says_lines or (ours and _move(animation, places, isinstance(datablock, bpy.types.Key))):
            hold_no_longer(datablock, places)


def hold_no_longer(datablock: Any, places: set[tuple[str, int]]) -> None:
    """Let a datablock's action hide strips only for as long as it lasts. places: what strips move. Blender 5 takes a
    shape key that nothing moves at the moment for 1, so the artist's own are held by a strip, where the action held
    them."""
    animation, channels = datablock.animation_data, versions.channels_of(datablock)
    animation.action_extrapolation = "NOTHING"
    if not isinstance(datablock, bpy.types.Key) or channels is None:
        return
    for track in [track for track in animation.nla_tracks if track.name == _HELD]:
        played = [strip.action for strip in track.strips if strip.action is not None]
        animation.nla_tracks.remove(track)
        bpy.data.batch_remove([action for action in played if not action.users])
    others = [curve for curve in channels.fcurves if (curve.data_path, curve.array_index) not in places]
    keyed = [curve for curve in others if not is_sampled(curve) and curve.keyframe_points]
    if keyed:
        first = math.floor(min(curve.keyframe_points[0].co[0] for curve in keyed))
        last = max(math.ceil(max(curve.keyframe_points[-1].co[0] for curve in keyed)), first + 1)
        action = bpy.data.actions.new(_HELD)
        held, slot = versions.new_channels(action, datablock)
        for curve in keyed:
            own = held.fcurves.new(curve.data_path, index=curve.array_index)
            for frame in (first, last):
                own.keyframe_points.insert(frame, curve.evaluate(frame))
        track = animation.nla_tracks.new()
        track.name = _HELD
        versions.new_nla_strip(track, _HELD, first, action, slot, (first, last))


def _move(animation: Any, places: set[tuple[str, int]], all_of_them: bool) -> bool:
    """Whether strips move some of these channels. all_of_them: what no strip moves goes to Blender's default, which for
    a shape key is 1 from Blender 5 on, so there strips must move them all."""
    strips = (strip for track in animation.nla_tracks for strip in track.strips)
    curves = (curve for strip in strips for curve in getattr(versions.channels_of_strip(strip), "fcurves", ()))
    moved = {(curve.data_path, curve.array_index) for curve in curves}
    return places <= moved if all_of_them else bool(places & moved)
