# SPDX-License-Identifier: GPL-3.0-or-later
"""The small buttons beside the settings: choosing, hearing and fitting a voice, the dice, the start frame."""

import importlib
import random
from collections.abc import Mapping
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _
from bpy.props import BoolProperty, EnumProperty, IntProperty, StringProperty
from bpy.types import Operator
from bpy.utils import register_classes_factory

from ..blender.datablocks import by_session_uid
from ..blender.versions import FROM_THE_BLEND, sequencer_scene, strip_start
from ..runtime.errors import SoliloquyError
from ..runtime.requests import EMOTIONS, FaceRequest, VoiceRequest
from ..runtime.requests.json_form import to_json
from ..runtime.requests.options import from_values
from . import preferences, session, voices
from .panel_words import allowed, refused
from .properties import settings_of
from .settings_values import setting_values, voice_of
from .target import active_sound
from .waiting import result_of

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""


class SetVoice(Operator):
    bl_idname = "soliloquy.set_voice"
    bl_label = "Set Voice"
    bl_options = {"UNDO", "INTERNAL"}

    voice: StringProperty(description="Empty for none")
    setting: EnumProperty(
        items=(("voice", "Voice", ""), ("second_voice", "Second Voice", ""), ("default", "Default Voice", ""))
    )

    @classmethod
    def description(cls, context: Any, properties: Any) -> str:
        return voices.voice_description(properties.voice)

    def execute(self, context: Any) -> Result:
        if self.setting == "default":
            preferences.set_own_voice(self.voice)
        else:
            setattr(settings_of(context.scene), self.setting, self.voice)
        return {"FINISHED"}


class PlayVoice(Operator):
    bl_idname = "soliloquy.play_voice"
    bl_label = "Play Voice"
    bl_description = "Hear a line in this voice, as it is set here"

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, session.busy_reason())

    def execute(self, context: Any) -> Result:
        settings = settings_of(context.scene)
        values = setting_values(settings, speaks=True)
        values["text"] = voices.sample_text(voice_of(settings))
        try:
            request = from_values(VoiceRequest, values)
        except SoliloquyError as error:
            return refused(self, error)
        session.start("sample", {"request": to_json(request)}, _play)
        return {"FINISHED"}


_playing: list[Any] = []


def _play(sample: dict[str, str]) -> None:
    aud: Any = importlib.import_module("aud")  # Blender's sound library; not there in every build

    try:
        device = aud.Device()
        sound = aud.Sound(sample["sound"])
        _playing[:] = [device, device.play(sound)]
    except aud.error as error:
        session.say(_("The voice cannot be played: {reason}").format(reason=error), "error")


class VoiceFromPicture(Operator):
    """The window stays free while the picture is looked at; in background the call returns when the voice is set."""

    bl_idname = "soliloquy.voice_from_picture"
    bl_label = "Voice from Picture"
    bl_description = "A voice of its own for the face in a picture: sets voice, pitch and speed"
    bl_options = {"INTERNAL"}

    filepath: StringProperty(name="Picture", subtype="FILE_PATH", options={"SKIP_SAVE", *FROM_THE_BLEND})
    variant: IntProperty(name="Variant", description="1, 2, ...: other voices that fit", min=0, options={"SKIP_SAVE"})
    filter_image: BoolProperty(default=True, options={"HIDDEN", "SKIP_SAVE"})
    filter_folder: BoolProperty(default=True, options={"HIDDEN", "SKIP_SAVE"})

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, session.busy_reason())

    def invoke(self, context: Any, event: Any) -> Result:
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}

    def execute(self, context: Any) -> Result:
        language = voices.language_code(voice_of(settings_of(context.scene))) or None
        try:
            request = FaceRequest(bpy.path.abspath(self.filepath), language, self.variant)
            return fit_voice(self, context, request)
        except SoliloquyError as error:
            return refused(self, error)


def fit_voice(operator: Operator, context: Any, request: FaceRequest) -> Result:
    """Let the worker look at a picture, and set the voice that fits. Raises its error in background."""
    scene, label, arguments = context.scene.session_uid, operator.bl_label, {"request": to_json(request)}
    if not bpy.app.background:
        session.start("voice_from_face", arguments, lambda fitted: _use_fitted(scene, fitted, label))
        return {"FINISHED"}
    fitted = result_of("voice_from_face", arguments)
    operator.report({"INFO"}, _set_fitted(settings_of(context.scene), fitted))
    return {"FINISHED"}


def _use_fitted(scene: int, fitted: Mapping[str, Any], label: str) -> None:
    found = by_session_uid(bpy.data.scenes, scene)
    if found is None:
        session.say(_("The scene is gone; no voice was set"), "stopped")
        return
    message = _set_fitted(settings_of(found), fitted)
    with session.main_window():
        bpy.ops.ed.undo_push(message=_(label))
    session.say(message)


def _set_fitted(settings: Any, fitted: Mapping[str, Any]) -> str:
    """Set a voice that the worker has fitted; returns what the artist should know of it."""
    settings.voice, settings.second_voice = fitted["voice"], ""
    settings.pitch, settings.speed = fitted["pitch"], fitted["speed"]
    gender = _("female") if fitted["gender"] == "female" else _("male")
    seen = _("A voice of some {hertz:.0f} Hz, {gender}").format(gender=gender, hertz=fitted["expected_hertz"])
    return ". ".join([seen, *fitted["warnings"]])


class UseSoundStrip(Operator):
    bl_idname = "soliloquy.use_sound_strip"
    bl_label = "Use Selected Sound Strip"
    bl_description = "Take the recording, and the start frame, of the sound strip that is active in the sequencer"
    bl_options = {"UNDO", "INTERNAL"}

    @classmethod
    def poll(cls, context: Any) -> bool:
        chosen = active_sound(sequencer_scene(context)) is not None
        return allowed(cls, "" if chosen else _("Select a sound strip in the sequencer first"))

    def execute(self, context: Any) -> Result:
        strip = active_sound(sequencer_scene(context))
        settings = settings_of(context.scene)
        settings.recording = strip.sound.filepath
        settings.start_frame = int(strip_start(strip))
        return {"FINISHED"}


class StartHere(Operator):
    bl_idname = "soliloquy.start_here"
    bl_label = "Start Here"
    bl_description = "Set the start to the current frame"
    bl_options = {"UNDO", "INTERNAL"}

    def execute(self, context: Any) -> Result:
        settings_of(context.scene).start_frame = context.scene.frame_current
        return {"FINISHED"}


class RollSeed(Operator):
    bl_idname = "soliloquy.roll_seed"
    bl_label = "Roll the Dice"
    bl_description = "Another performance: a seed by chance"
    bl_options = {"UNDO", "INTERNAL"}

    def execute(self, context: Any) -> Result:
        settings_of(context.scene).seed = random.SystemRandom().randrange(10_000)
        return {"FINISHED"}


class ResetEmotion(Operator):
    bl_idname = "soliloquy.reset_emotion"
    bl_label = "Reset Emotion"
    bl_description = "Set every emotion to 0"
    bl_options = {"UNDO", "INTERNAL"}

    def execute(self, context: Any) -> Result:
        emotion = settings_of(context.scene).emotion
        for name in EMOTIONS:
            emotion.property_unset(name)
        return {"FINISHED"}


_CLASSES = (SetVoice, PlayVoice, VoiceFromPicture, UseSoundStrip, StartHere, RollSeed, ResetEmotion)
register, unregister = register_classes_factory(_CLASSES)
