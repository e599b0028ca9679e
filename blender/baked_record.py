# SPDX-License-Identifier: GPL-3.0-or-later
"""What a head remembers of takes that were baked into its action."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

import bpy

from .remembered import remember, remembered
from .rig import Rig

_BAKED = "soliloquy_baked"
"""Custom property of the object that remembers takes, as JSON."""
_MOST = 2000
"""As many as there may be takes on a head."""


@dataclass(frozen=True)
class BakedTake:
    """name: the take's key. first, last: frames that were baked. end: the take's own last. strip: of its sound, which
    stays; empty for none."""

    name: str
    first: int
    last: int
    end: int
    strip: str = ""


def baked_on(holder: bpy.types.Object) -> list[BakedTake]:
    """Those of the object that remembers takes; none where what is written there cannot be read."""
    try:
        found = [BakedTake(**fields) for fields in json.loads(remembered(holder, _BAKED, "[]"))]
    except (TypeError, ValueError, RecursionError):
        return []
    whole = all(type(frame) is int for each in found for frame in (each.first, each.last, each.end))
    named = all(isinstance(name, str) for each in found for name in (each.name, each.strip))
    return found if whole and named and len(found) <= _MOST else []


def note_baked(rig: Rig, baked: BakedTake) -> None:
    """In the place of an earlier one of the same take."""
    _remember(rig, [*(each for each in baked_on(rig.object) if each.name != baked.name), baked])


def forget_baked(rig: Rig, name: str) -> None:
    _remember(rig, [each for each in baked_on(rig.object) if each.name != name])


def _remember(rig: Rig, baked: Iterable[BakedTake]) -> None:
    remember(rig.object, _BAKED, json.dumps([asdict(each) for each in baked]))
