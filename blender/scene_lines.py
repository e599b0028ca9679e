# SPDX-License-Identifier: GPL-3.0-or-later
"""The stretches of a scene that become a file each: takes that were written, an action, strips of the NLA editor."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _

from ..runtime.errors import InputError
from . import versions
from .character import Character
from .datablocks import shape_keys_of
from .line_record import OF_LINE, placed_lines
from .rig import find_rig
from .strips_below import HELD
from .takes import WrittenTake, written_takes

WHAT = (
    ("THIS", "This Take", "The take at the current frame, otherwise the one that was written last"),
    ("ALL", "All Takes", "Every take that was written to the head, each as a file of its own"),
    ("ACTION", "Action", "The frames of the active action, however it was made"),
    ("STRIPS", "NLA Strips", "The frames of each strip of the NLA editor that is not muted, each as a file of its own"),
)
"""What of a scene is exported: name, label and description."""


@dataclass(frozen=True)
class SceneLine:
    """name: of the files. start, end: its first and its last frame. strip: name of its sound strip; empty where it has
    none of its own."""

    name: str
    start: int
    end: int
    strip: str = ""


def lines_of(scene: bpy.types.Scene, character: Character, target: bpy.types.Object, what: str) -> list[SceneLine]:
    """What is to be exported of a character, at least one; what: a name of ``WHAT``.

    Raises InputError when there is nothing of that kind.
    """
    if what in ("THIS", "ALL"):
        takes = takes_on(target)
        if not takes:
            reason = _("it has not been made to speak yet")
            raise InputError(target.name, reason, _("Generate speech first, or export its action instead"))
        chosen = takes if what == "ALL" else [_take_at(takes, scene.frame_current)]
        return [SceneLine(take.name, take.start, take.end, take.strip) for take in chosen]
    lines = _strips(scene, character) if what == "STRIPS" else _action(character)
    if not lines:
        wanted = _("NLA strip that is not muted") if what == "STRIPS" else _("active action")
        reason = _("it has no {what}").format(what=wanted)
        raise InputError(target.name, reason, _("Animate it first, or export something else of it"))
    return lines


def takes_on(target: bpy.types.Object) -> list[WrittenTake]:
    """Those on ``target``, lines of a script too; none on what no take can be written to."""
    try:
        rig = find_rig(target)
        lines = [WrittenTake(line.name, line.start, line.end, line.strip) for line in placed_lines(rig.object)]
        return [*written_takes(rig), *lines]
    except InputError:
        return []


def _take_at(takes: list[WrittenTake], frame: int) -> WrittenTake:
    return next((take for take in reversed(takes) if take.start <= frame <= take.end), takes[-1])


def _action(character: Character) -> list[SceneLine]:
    """One line over all that the active actions of the character move."""
    actions = [action for action in map(versions.action_of, animated_datablocks(character)) if action is not None]
    if not actions:
        return []
    starts, ends = zip(*(action.frame_range for action in actions), strict=True)
    return [SceneLine(actions[0].name, math.floor(min(starts)), math.ceil(max(ends)))]


def _strips(scene: bpy.types.Scene, character: Character) -> list[SceneLine]:
    """A line for each; strips of several datablocks that play at the same time are one."""
    found: dict[tuple[int, int], SceneLine] = {}
    for strip in _heard_strips(animated_datablocks(character)):
        start, end = math.floor(strip.frame_start), math.ceil(strip.frame_end)
        found.setdefault((start, end), SceneLine(strip.name, start, end, _sound_of(scene, strip)))
    return sorted(found.values(), key=lambda line: line.start)


def _sound_of(scene: bpy.types.Scene, strip: Any) -> str:
    """The name of the sound strip of a script's line; empty for any other strip."""
    key = None if strip.action is None else strip.action.get(OF_LINE)
    if key is None or scene.sequence_editor is None:
        return ""
    sounds = (sound.name for sound in versions.strips_of(scene) if sound.get(OF_LINE) == key)
    return next(sounds, "")


def _heard_strips(datablocks: Iterable[bpy.types.ID]) -> Iterator[Any]:
    for datablock in datablocks:
        animation: Any = getattr(datablock, "animation_data", None)
        tracks = [] if animation is None else [one for one in animation.nla_tracks if one.name != HELD]
        solo = [track for track in tracks if track.is_solo]
        for track in solo or tracks:
            yield from (strip for strip in track.strips if not (track.mute or strip.mute))


def animated_datablocks(character: Character) -> list[bpy.types.ID]:
    """Armature, shape keys and objects, in the order in which they give a clip its name."""
    keys: list[bpy.types.ID] = [shape_keys_of(mesh) for mesh in character.shaped]
    armature = [] if character.armature is None else [character.armature]
    return [*armature, *keys, *character.meshes]
