# SPDX-License-Identifier: GPL-3.0-or-later
"""The motion of a take that is kept on its head, whether it plays or not: actions of its own, keyed from frame 0 on.

What plays are copies of its keys on the head's own action, so that speech before and after, and what an artist has
keyed besides, stay where they are. Before a take stops playing, keys that were edited there come back to its own
action.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import bpy

from ..runtime.motion import ArkitCurves, Motion
from . import versions
from .few_samples import to_samples
from .key_copies import copy_keys, same_keys
from .line_actions import actions_of
from .motion_keys import action_to_key, clear_others, places_of
from .rig import Rig

KEPT = "soliloquy_take"
"""Custom property of the actions and texts of a take that is kept: its key."""
EDITED = "soliloquy_edited"
"""Custom property of actions of a kept take whose keys an artist has edited."""


@dataclass(frozen=True)
class KeptPart:
    """What of a kept take moves one datablock. owner, kind: the datablock's name and type when it was keyed. slot: its
    number in the action, 0 up to Blender 4.3."""

    owner: str
    kind: str
    action: bpy.types.Action
    slot: int = 0


def keep_motion(rig: Rig, motion: ArkitCurves | Motion, name: str, key: str) -> list[KeptPart]:
    """Keep a motion in actions of its own, which nothing plays."""
    parts = []
    for part in actions_of(rig, motion, name):
        part.action[KEPT] = key
        to_samples(versions.channels_of_number(part.action, versions.slot_number(part.slot)), len(motion))
        kind = type(part.datablock).__name__
        parts.append(KeptPart(part.datablock.name, kind, part.action, versions.slot_number(part.slot)))
    return parts


def play_motion(rig: Rig, parts: Sequence[KeptPart], start: int, frames: int, name: str, over: bool = False) -> None:
    """Copy a kept motion to what drives the head, from frame ``start`` on. Where nothing does yet, an action is made,
    called ``name``. over: other speech has keys there, which go."""
    made: dict[str, bpy.types.Action] = {}
    keyed: dict[int, set[tuple[str, int]]] = {}
    for part, datablock, places in owned_parts(rig, parts):
        source = versions.channels_of_number(part.action, part.slot)
        if source is not None:
            keyed[datablock.session_uid] = {(curve.data_path, curve.array_index) for curve in source.fcurves}
            channels = versions.ensure_channels(action_to_key(datablock, name, made), datablock)
            copy_keys(source, channels, places, (0, frames - 1), start)
    if over:
        clear_others(rig, keyed, start, start + frames - 1)


def with_edits(rig: Rig, parts: Sequence[KeptPart], start: int, frames: int) -> list[KeptPart]:
    """The parts, with the keys that the head has now where it plays them. An action that something else uses too, as
    a copy of the head, stays as it is, and a copy of it takes the edits."""
    owned = {id(part): (datablock, places) for part, datablock, places in owned_parts(rig, parts)}
    span = (start, start + frames - 1)
    found = []
    for part in parts:
        datablock, places = owned.get(id(part), (None, set()))
        shown = None if datablock is None else versions.channels_of(datablock)
        kept = versions.channels_of_number(part.action, part.slot)
        if shown is None or kept is None or same_keys(shown, kept, places, span, -start):
            found.append(part)
            continue
        own = own_part(part, parts)
        copy_keys(shown, versions.channels_of_number(own.action, own.slot), places, span, -start)
        own.action[EDITED] = True
        found.append(own)
    return found


def is_out_of_names(rig: Rig, parts: Sequence[KeptPart]) -> bool:
    """Whether a kept motion names channels that there are no more, as of shape keys that were renamed: Blender renames
    them in what plays alone."""
    owned = owned_parts(rig, parts)
    if len(owned) < len(parts):
        return True
    for part, datablock, places in owned:
        curves: Any = getattr(versions.channels_of_number(part.action, part.slot), "fcurves", ())
        gone = (curve for curve in curves if (curve.data_path, curve.array_index) not in places)
        if any(not _is_there(datablock, curve.data_path) for curve in gone):
            return True
    return False


def _is_there(datablock: Any, path: str) -> bool:
    try:
        datablock.path_resolve(path)
    except ValueError:
        return False
    return True


def is_unlinked(holder: bpy.types.Object, parts: Sequence[KeptPart]) -> bool:
    """Whether no action and no strip moves what one of the parts of a head does, as where an artist has given it
    another action. What is called otherwise than it was keyed is not looked at: this is asked at each redraw."""
    around = [holder, *holder.children, *([holder.parent, *holder.parent.children] if holder.parent else ())]
    keys = [each.data.shape_keys for each in around if each.type == "MESH" and each.data.shape_keys is not None]
    own = {(type(each).__name__, each.name): each for each in (*around, *keys)}
    return any((part.kind, part.owner) in own and not _plays(own[part.kind, part.owner], part) for part in parts)


def _plays(datablock: Any, part: KeptPart) -> bool:
    """Whether a datablock has strips, or a channel of the part in its action."""
    animation = datablock.animation_data
    if animation is not None and len(animation.nla_tracks):
        return True
    shown, kept = versions.channels_of(datablock), versions.channels_of_number(part.action, part.slot)
    if shown is None or kept is None:
        return kept is None
    return any(shown.fcurves.find(curve.data_path, index=curve.array_index) is not None for curve in kept.fcurves)


def own_part(part: KeptPart, parts: Sequence[KeptPart]) -> KeptPart:
    """A part whose action may be changed: that of a linked file, or what others use than ``parts``, is copied."""
    shared = part.action.users > sum(each.action == part.action for each in parts)
    return replace(part, action=part.action.copy()) if shared or part.action.library is not None else part


def owned_parts(rig: Rig, parts: Sequence[KeptPart]) -> list[tuple[KeptPart, Any, set[tuple[str, int]]]]:
    """Each part with the datablock that it moves and its channels: the one of its name, or, where that was renamed, as
    in another file, the one of its kind with most of its channels."""
    left = list(places_of(rig))
    found = []
    for part in parts:
        channels = versions.channels_of_number(part.action, part.slot)
        wanted = set() if channels is None else {(each.data_path, each.array_index) for each in channels.fcurves}
        likely = [each for each in left if type(each[0]).__name__ == part.kind and each[1] & wanted]
        if not likely:
            continue
        best = max(likely, key=lambda each: (each[0].name == part.owner, len(each[1] & wanted)))
        left.remove(best)
        found.append((part, best[0], best[1]))
    return found
