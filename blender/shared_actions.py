# SPDX-License-Identifier: GPL-3.0-or-later
"""Actions that move others besides the rig that is to speak, as those of characters that were copied with them."""

from collections.abc import Collection
from typing import Any

import bpy

from . import versions
from .motion_keys import places_of
from .rig import Rig


def part_from_others(rig: Rig) -> None:
    """Give a rig a copy of each action that moves somebody else by the same slot, so that only the rig speaks."""
    ours = [datablock for datablock, _places in places_of(rig)]
    copies: dict[str, bpy.types.Action] = {}
    for datablock in ours:
        own = versions.action_of(datablock)
        if own is not None and _moves_another(own, datablock, ours):
            if own.name_full not in copies:
                copies[own.name_full] = own.copy()
            versions.use_own_action(datablock, copies[own.name_full])


def _moves_another(own: bpy.types.Action, datablock: Any, ours: Collection[bpy.types.ID]) -> bool:
    """A linked action is copied when it is keyed; one that is edited in a strip cannot be exchanged."""
    alone = own.users - own.use_fake_user <= 1
    if alone or own.library is not None or datablock.animation_data.use_tweak_mode:
        return False
    number = versions.slot_number(versions.slot_of(datablock))
    users: set[Any] = bpy.data.user_map(subset={own})[own]
    return any(
        versions.action_of(each) == own and versions.slot_number(versions.slot_of(each)) == number
        for each in users
        if each not in ours and hasattr(each, "animation_data")
    )
