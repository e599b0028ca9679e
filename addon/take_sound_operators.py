# SPDX-License-Identifier: GPL-3.0-or-later
"""Sounds and their heads: that of a head that was appended came along, and the strips that played it stayed in the
other file; that of a head that was deleted stays in its strip."""

from typing import Any

import bpy
from bpy.types import Operator, Sound
from bpy.utils import register_classes_factory

from ..blender import versions
from ..blender.lost_sounds import lost_sounds, remove_lost
from ..blender.rig import find_rig
from ..blender.takes import WrittenTake, hear_take, takes_on
from ..runtime.errors import InputError
from . import session
from .last_answer import LastAnswer
from .panel_words import allowed
from .properties import settings_of
from .take_list import takes_kept
from .target import holder_of

_lost: LastAnswer[tuple[str, ...]] = LastAnswer(2.0)
"""Heads and strips are renamed without changing what is asked."""


def silent_takes(scene: bpy.types.Scene, holder: Any) -> list[tuple[WrittenTake, Sound]]:
    """The takes that a head plays with a sound that this file has, and no strip of the scene plays."""
    heard = {strip.sound for strip in versions.strips_within(scene) if strip.type == "SOUND"}
    sounds = {take.key: take.sound for take in takes_kept(holder) if take.sound is not None}
    try:
        written = [each for each in takes_on(holder) if each.strip and each.name in sounds]
    except InputError:  # its record is damaged, which is said where something is done with it
        return []
    return [(each, sounds[each.name]) for each in written if sounds[each.name] not in heard]


def lost_names(scene: bpy.types.Scene) -> tuple[str, ...]:
    """Of the strips that are heard though their heads are gone. As cheap as ``target_problem``."""
    question = (scene.session_uid, len(scene.objects), len(versions.strips_within(scene)))
    return _lost.to(question, lambda: tuple(strip.name for strip in lost_sounds(scene)))


class AddTakeSound(Operator):
    bl_idname = "soliloquy.add_take_sound"
    bl_label = "Add Its Sound"
    bl_description = "Put the sound of what the head says into the sequencer of this scene, where it is said"
    bl_options = {"UNDO"}

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, session.busy_reason())

    def execute(self, context: Any) -> Any:
        scene, holder = context.scene, holder_of(context.scene, settings_of(context.scene).target)
        silent = [] if holder is None else silent_takes(scene, holder)
        if not silent:
            return {"CANCELLED"}
        rig = find_rig(holder)
        for written, sound in silent:
            hear_take(scene, rig, written, sound)
        return {"FINISHED"}


class RemoveLostSounds(Operator):
    bl_idname = "soliloquy.remove_lost_sounds"
    bl_label = "Remove These Sounds"
    bl_description = "Take sounds out of the sequencer of this scene whose heads were deleted"
    bl_options = {"UNDO"}

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, session.busy_reason())

    def execute(self, context: Any) -> Any:
        remove_lost(context.scene, lost_sounds(context.scene))
        return {"FINISHED"}


_CLASSES = (AddTakeSound, RemoveLostSounds)
register, unregister = register_classes_factory(_CLASSES)
