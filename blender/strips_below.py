# SPDX-License-Identifier: GPL-3.0-or-later
"""NLA strips below the action into which speech is keyed, which would hide them for longer than a line lasts."""

from typing import Any

import bpy

from . import versions
from .line_record import LINES
from .motion_keys import OURS, places_of
from .remembered import remembered
from .rig import Rig


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
            animation.action_extrapolation = "NOTHING"


def _move(animation: Any, places: set[tuple[str, int]], all_of_them: bool) -> bool:
    """Whether strips move some of these channels. all_of_them: what no strip moves goes to Blender's default, which for
    a shape key is 1 from Blender 5 on, so there strips must move them all."""
    strips = (strip for track in animation.nla_tracks for strip in track.strips)
    curves = (curve for strip in strips for curve in getattr(versions.channels_of_strip(strip), "fcurves", ()))
    moved = {(curve.data_path, curve.array_index) for curve in curves}
    return places <= moved if all_of_them else bool(places & moved)
