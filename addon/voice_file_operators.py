# SPDX-License-Identifier: GPL-3.0-or-later
"""Voices as files: choose one, and make one of the voice that is set, higher, older or brighter."""

from pathlib import Path
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _
from bpy.props import BoolProperty, StringProperty
from bpy.types import Operator
from bpy.utils import register_classes_factory

from ..blender.versions import FROM_THE_BLEND
from ..runtime.errors import SoliloquyError, WriteError
from ..runtime.requests.options import options_of
from ..runtime.requests.voice_change import VoiceChange
from ..runtime.voice.voice_file import FILE_ENDING, VoiceFile, write_voice
from ..runtime.voice.voices import parse_voice
from .option_properties import operator_property
from .panel_words import refused
from .properties import settings_of
from .settings_values import voice_of

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""
_GLOB = f"*{FILE_ENDING}"


class ChooseVoiceFile(Operator):
    bl_idname = "soliloquy.choose_voice_file"
    bl_label = "Voice File"
    bl_description = "Speak with a voice that lies in a file, NAME.voice.npz"
    bl_options = {"UNDO", "INTERNAL"}

    filepath: StringProperty(name="Voice File", subtype="FILE_PATH", options={"SKIP_SAVE", *FROM_THE_BLEND})
    filter_glob: StringProperty(default=_GLOB, options={"HIDDEN", "SKIP_SAVE"})
    filter_folder: BoolProperty(default=True, options={"HIDDEN", "SKIP_SAVE"})

    def invoke(self, context: Any, event: Any) -> Result:
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}

    def execute(self, context: Any) -> Result:
        try:
            parse_voice(bpy.path.abspath(self.filepath))
        except SoliloquyError as error:
            return refused(self, error)
        _set_voice(context, self.filepath)
        return {"FINISHED"}


class SaveVoice(Operator):
    bl_idname = "soliloquy.save_voice"
    bl_label = "Save Voice"
    bl_description = (
        "Write the voice that is set here, or a mix, to a file, higher, older or brighter; it is then chosen"
    )
    bl_options = {"UNDO", "INTERNAL"}

    filepath: StringProperty(name="Voice File", subtype="FILE_PATH", options={"SKIP_SAVE", *FROM_THE_BLEND})
    filter_glob: StringProperty(default=_GLOB, options={"HIDDEN", "SKIP_SAVE"})
    filter_folder: BoolProperty(default=True, options={"HIDDEN", "SKIP_SAVE"})
    by_age: BoolProperty(name="By Age", description="Let it sound as old as is set here", options={"SKIP_SAVE"})

    def invoke(self, context: Any, event: Any) -> Result:
        self.filepath = f"voice{FILE_ENDING}"
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        layout.use_property_split = True
        layout.prop(self, "pitch")
        layout.prop(self, "brightness")
        layout.prop(self, "by_age")
        row = layout.row()
        row.enabled = self.by_age
        row.prop(self, "age")

    def execute(self, context: Any) -> Result:
        from ..runtime.voice.changing import changed

        asked: Any = self
        path = Path(bpy.path.abspath(self.filepath))
        if not path.name.endswith(FILE_ENDING):
            path = path.with_name(path.name.removesuffix(".npz") + FILE_ENDING)
        try:
            age = asked.age if self.by_age else None
            change = VoiceChange(pitch=asked.pitch, brightness=asked.brightness, age=age)
            mix = parse_voice(voice_of(settings_of(context.scene)))
            _write(path, changed(VoiceFile(mix.parts, mix.language.code), change))
        except SoliloquyError as error:
            return refused(self, error)
        _set_voice(context, str(path))
        self.report({"INFO"}, _("{name} speaks from now on").format(name=path.name))
        return {"FINISHED"}


SaveVoice.__annotations__.update({each.name: operator_property(each) for each in options_of(VoiceChange)})


def _write(path: Path, voice: VoiceFile) -> None:
    try:
        write_voice(path, voice)
    except OSError as error:
        raise WriteError(str(path), error.strerror or str(error), _("Choose another folder")) from error


def _set_voice(context: Any, path: str) -> None:
    settings = settings_of(context.scene)
    settings.voice, settings.second_voice = path, ""


register, unregister = register_classes_factory((ChooseVoiceFile, SaveVoice))
