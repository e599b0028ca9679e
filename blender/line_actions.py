# SPDX-License-Identifier: GPL-3.0-or-later
"""A line's action on a head, and the strips of the NLA editor by which it plays at its time."""

from dataclasses import dataclass
from typing import Any

import bpy

from ..runtime.errors import InputError
from ..runtime.motion import ArkitCurves, Motion
from . import versions
from .keyframes import read_curve
from .line_record import OF_LINE, PlacedLine
from .marked_strips import marked_strips
from .motion_keys import places_of, write_motion
from .rig import Rig
from .takes import takes_to_change

_LOWER, _UPPER, _BESIDE = "Soliloquy", "Soliloquy, overlaps", "Soliloquy, beside"


@dataclass(frozen=True)
class Part:
    """What of a line moves one datablock. slot: of the action, None up to Blender 4.3."""

    datablock: bpy.types.ID
    action: bpy.types.Action
    slot: Any


def refuse_what_hides(rig: Rig) -> None:
    """Raise InputError where an action of the artist's moves the face, which wins over all strips, or where one is
    being edited in the NLA editor. Speech of ours that is no line does not count: it goes."""
    takes = takes_to_change(rig)
    for datablock, places in places_of(rig):
        channels = versions.channels_of(datablock)
        for curve in [] if channels is None else channels.fcurves:
            if (curve.data_path, curve.array_index) not in places:
                continue
            frames, _values = read_curve(curve)
            ours = [any(take.start - 0.5 < frame < take.end + 0.5 for take in takes) for frame in frames]
            if not all(ours):
                action = versions.action_of(datablock)
                reason = f"its action {action.name if action else ''} moves the face and would hide every line"
                raise InputError(rig.object.name, reason, "Push it down in the NLA editor, or unlink it")


def make_action(rig: Rig, motion: ArkitCurves | Motion, name: str, key: str) -> list[Part]:
    """Key a line on an action of its own, as ``actions_of``."""
    parts = actions_of(rig, motion, name)
    for part in parts:
        part.action[OF_LINE] = key
    return parts


def actions_of(rig: Rig, motion: ArkitCurves | Motion, name: str) -> list[Part]:
    """Key a motion on an action of its own, from frame 0 on. What drives the head otherwise stays. Up to Blender 4.3 it
    is an action for each datablock."""
    datablocks: list[Any] = [datablock for datablock, _places in places_of(rig)]
    before = [(each, versions.action_of(each), versions.slot_of(each)) for each in datablocks]
    for each in datablocks:
        versions.assign_action(each, None)
    try:
        write_motion(rig, motion, 0, name)
        made = [(each, versions.action_of(each), versions.slot_of(each)) for each in datablocks]
    finally:
        for each, action, slot in before:
            versions.assign_action(each, action, slot)
    return [Part(each, action, slot) for each, action, slot in made if action is not None]


def put_strips(parts: list[Part], line: PlacedLine) -> None:
    """Let the NLA editor play a line at its time: where an artist has moved another strip there, in a track beside."""
    cut = line.cut
    keys = (cut.start, line.frames - 1 - cut.end)
    first, last = line.start + keys[0], line.start + keys[1]
    for part in parts:
        usual = track_of(part.datablock, cut.upper)
        track = usual if has_room(usual, first, last) else _track_beside(part.datablock, first, last)
        strip = versions.new_nla_strip(track, line.name, first, part.action, part.slot, keys)
        strip.use_auto_blend = False
        strip.blend_in, strip.blend_out = cut.ramp_in, cut.ramp_out
        # A line ends at rest, and in the lower track it holds that: Blender 5.0 takes a shape key that no strip moves
        # at the moment for 1, not 0.
        over = cut.upper or track != usual
        strip.extrapolation = "NOTHING" if over else "HOLD" if track.strips[0] == strip else "HOLD_FORWARD"


def take_strips(rig: Rig, key: str, mark: str = OF_LINE) -> list[Part]:
    """Remove a line's strips, and tracks of ours that are empty then; what they played stays, for ``put_strips``."""
    parts = []
    for datablock, track, strip in list(marked_strips(rig, mark, key)):
        parts.append(Part(datablock, strip.action, getattr(strip, "action_slot", None)))
        track.strips.remove(strip)
        if not track.strips:
            datablock.animation_data.nla_tracks.remove(track)
    return parts


def remove_actions(parts: list[Part]) -> None:
    """Those that nothing else uses."""
    for action in {part.action.name: part.action for part in parts}.values():
        if action.users == 0:
            bpy.data.actions.remove(action)


def has_strips(rig: Rig, key: str) -> bool:
    return next(marked_strips(rig, OF_LINE, key), None) is not None


def has_room(track: Any, first: int, last: int) -> bool:
    """Whether a track of the NLA editor has no strip between these frames."""
    return all(strip.frame_end <= first or strip.frame_start >= last for strip in track.strips)


def _track_beside(datablock: Any, first: int, last: int) -> Any:
    tracks = datablock.animation_data.nla_tracks
    known = [track for track in tracks if track.name.startswith(_BESIDE) and has_room(track, first, last)]
    if known:
        return known[0]
    found = tracks.new()
    found.name = _BESIDE
    return found


def track_of(datablock: Any, upper: bool) -> Any:
    """The track that plays the lines of a head, or that of those which lie over others; made where there is none."""
    tracks = (datablock.animation_data or datablock.animation_data_create()).nla_tracks
    lower = tracks.get(_LOWER)
    if lower is None:
        lower = tracks.new()
        lower.name = _LOWER
    if not upper:
        return lower
    found = tracks.get(_UPPER)
    if found is None:
        found = tracks.new(prev=lower)
        found.name = _UPPER
    return found
