# SPDX-License-Identifier: GPL-3.0-or-later
"""Strips of the NLA editor that play actions of ours, told by a custom property of the action."""

from collections.abc import Iterator
from typing import Any

from .motion_keys import places_of
from .rig import Rig


def marked_strips(rig: Rig, mark: str, key: str | None = None) -> Iterator[tuple[Any, Any, Any]]:
    """Datablock, track and strip of all whose action has the property ``mark``, whatever an artist has called it.
    key: its value, None for any."""
    for datablock, _places in places_of(rig):
        animation: Any = getattr(datablock, "animation_data", None)
        for track in [] if animation is None else animation.nla_tracks:
            for strip in track.strips:
                found = None if strip.action is None else strip.action.get(mark)
                if found is not None and key in (None, found):
                    yield datablock, track, strip
