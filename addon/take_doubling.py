# SPDX-License-Identifier: GPL-3.0-or-later
"""A take once more, with keys of its own."""

import re
from typing import Any

import bpy

from ..blender.layer_strips import SLIDERS
from ..blender.rig import Rig
from .take_keeping import bring_edits_back, frames_of, give_key, lay_in_place, mark
from .take_list import free_key, free_name, takes_kept


def duplicate(scene: bpy.types.Scene, rig: Rig, number: int) -> None:
    """Put a take into the list once more, with actions of its own; it plays. Raises InputError where it cannot."""
    takes = takes_kept(rig.object)
    bring_edits_back(rig, frames_of(takes[number]))
    name = free_name(takes, re.sub(r" \d+$", "", takes[number].name))
    key = free_key(takes, takes[number].key)
    twin, first = takes.add(), takes[number]
    twin.name = name
    if first.text is not None:
        twin.text = first.text.copy()
    for name in ("sound", "start", "frames", "rate", "layout", "rating", "colour", "keyed", *SLIDERS):
        setattr(twin, name, getattr(first, name))
    copies: dict[str, Any] = {}
    for part in first.parts:
        if part.action is not None and part.action.name not in copies:
            copies[part.action.name] = part.action.copy()
    give_key(twin, key, copies.values())
    for part in first.parts:
        own = twin.parts.add()
        own.owner, own.kind, own.slot = part.owner, part.kind, part.slot
        own.action = copies[part.action.name] if part.action is not None else None
    mark(rig.object, len(takes) - 1)
    lay_in_place(scene, rig, takes[-1])
