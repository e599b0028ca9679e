# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound strips of ours that nobody says any more, because their head was deleted or is in the scene no longer."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

import bpy

from ..runtime.errors import InputError
from . import versions
from .baked_record import baked_on
from .line_markers import remove_marker
from .line_record import OF_LINE, placed_lines
from .sound import OF_HEAD, is_told, known_as, remove_sound
from .takes import takes_on


def lost_sounds(scene: bpy.types.Scene) -> list[Any]:
    """Strips of takes and lines whose head is gone. One that was renamed is still its head's, and so is one of a head
    that was renamed."""
    lost = [
        strip
        for strip in versions.strips_within(scene)
        if strip.get(OF_HEAD) is not None and strip[OF_HEAD] not in scene.objects
    ]
    said = {place for head in scene.objects if lost for place in _said_by(head)}
    return [strip for strip in lost if not said.intersection(_places_of(strip))]


def remove_lost(scene: bpy.types.Scene, strips: Iterable[Any]) -> None:
    """Take strips out of the scene, their sounds where nothing else uses them, and the markers of lines."""
    for strip, key, start in [(strip, strip.get(OF_LINE), versions.strip_start(strip)) for strip in strips]:
        remove_sound(scene, strip)
        if key is not None:
            remove_marker(scene, key.partition("/")[2], start)


def _places_of(strip: Any) -> tuple[object, ...]:
    """By which of them its head knows it: a line's key, otherwise the name that it remembers; of strips that do not say
    it, what they are called now, or their first frame."""
    key = strip.get(OF_LINE)
    if key is not None:
        return ((OF_LINE, key),)
    return (known_as(strip),) if is_told(strip) else (strip.name, round(versions.strip_start(strip)))


def _said_by(head: bpy.types.Object) -> Iterator[object]:
    """Of all that a head says, as far as its records can be read."""
    with suppress(InputError):
        for take in takes_on(head):
            yield from (take.strip, take.start)
    for baked in baked_on(head):
        yield from (baked.strip, baked.first)
    with suppress(InputError):
        yield from ((OF_LINE, line.key) for line in placed_lines(head))
