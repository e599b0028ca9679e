# SPDX-License-Identifier: GPL-3.0-or-later
"""The buttons that change the head itself: muting drivers that hold its shapes, and taking its speech out."""

from typing import Any

from bpy.app.translations import pgettext_iface as _
from bpy.types import Operator
from bpy.utils import register_classes_factory

from ..blender.drivers import mute_drivers
from ..blender.line_record import placed_lines
from ..blender.not_shown import strips_that_speak
from ..blender.rig import Rig, find_rig
from ..blender.script_lines import set_lines
from ..blender.takes import remove_take, written_takes
from ..runtime.errors import InputError
from .panel_words import allowed, refused
from .properties import settings_of
from .scene_request import head_reason
from .take_keeping import bring_edits_back
from .target_notes import listed

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""


class _OnHead(Operator):
    """What works on the scene's head."""

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, head_reason(context))

    def execute(self, context: Any) -> Result:
        try:
            done = self._change(context, find_rig(settings_of(context.scene).target))
        except InputError as error:
            return refused(self, error)
        self.report({"INFO"}, done)
        return {"FINISHED"}

    def _change(self, context: Any, rig: Rig) -> str:
        raise NotImplementedError


class MuteDrivers(_OnHead):
    bl_idname = "soliloquy.mute_drivers"
    bl_label = "Mute These Drivers"
    bl_description = "Mute the drivers that hold shapes of the head, until its speech is removed"
    bl_options = {"UNDO"}

    def _change(self, context: Any, rig: Rig) -> str:
        return _("Drivers muted: {count}").format(count=mute_drivers(rig))


class RemoveSpeech(_OnHead):
    bl_idname = "soliloquy.remove_speech"
    bl_label = "Remove Speech"
    bl_description = "Take out what the head says, keyframes and sound; drivers that were muted for it move it again"
    bl_options = {"UNDO"}

    def _change(self, context: Any, rig: Rig) -> str:
        bring_edits_back(rig)
        takes = written_takes(rig)
        for take in takes:
            remove_take(context.scene, rig, take)
        lines = placed_lines(rig.object)
        set_lines(context.scene, rig, [])
        done = _("Lines removed: {count}").format(count=len(takes) + len(lines))
        left = strips_that_speak(rig)
        text = _("Strips of the NLA editor into which speech was pushed down stay: {names}")
        return ". ".join([done, text.format(names=listed(left))] if left else [done])


_CLASSES = (MuteDrivers, RemoveSpeech)
register, unregister = register_classes_factory(_CLASSES)
