# SPDX-License-Identifier: GPL-3.0-or-later
"""The small buttons beside the settings: choosing and hearing a voice, the dice, the start frame."""

import importlib
import random
from typing import Any

from bpy.app.translations import pgettext_iface as _
from bpy.props import EnumProperty, StringProperty
from bpy.types import Operator
from bpy.utils import register_class, unregister_class

from ..runtime.direction import EMOTIONS
from . import session, voices
from .order import expression_of
from .properties import settings_of, voice_of
from .scene.versions import sequencer_scene, strip_start
from .target import active_sound

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""


class SetVoice(Operator):
    bl_idname = "soliloquy.set_voice"
    bl_label = "Set Voice"
    bl_options = {"UNDO", "INTERNAL"}

    voice: StringProperty(description="Empty for none")
    setting: EnumProperty(items=(("voice", "Voice", ""), ("second_voice", "Second Voice", "")))

    @classmethod
    def description(cls, context: Any, properties: Any) -> str:
        return voices.voice_description(properties.voice)

    def execute(self, context: Any) -> Result:
        setattr(settings_of(context.scene), self.setting, self.voice)
        return {"FINISHED"}


class PlayVoice(Operator):
    bl_idname = "soliloquy.play_voice"
    bl_label = "Play Voice"
    bl_description = "Hear a line in this voice, as it is set here"

    @classmethod
    def poll(cls, context: Any) -> bool:
        if session.task() is not None:
            cls.poll_message_set(_("Wait until the speech is made, or stop it"))
            return False
        return True

    def execute(self, context: Any) -> Result:
        settings = settings_of(context.scene)
        voice = voice_of(settings)
        arguments = {
            "text": voices.sample_text(voice),
            "voice": voice,
            "speed": settings.speed,
            "expression": expression_of(settings, {}),
        }
        session.start("sample", arguments, _play)
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


class UseSoundStrip(Operator):
    bl_idname = "soliloquy.use_sound_strip"
    bl_label = "Use Selected Sound Strip"
    bl_description = "Take the recording, and the start frame, of the sound strip that is active in the sequencer"
    bl_options = {"UNDO", "INTERNAL"}

    @classmethod
    def poll(cls, context: Any) -> bool:
        if active_sound(sequencer_scene(context)) is None:
            cls.poll_message_set(_("Select a sound strip in the sequencer first"))
            return False
        return True

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


_CLASSES = (SetVoice, PlayVoice, UseSoundStrip, StartHere, RollSeed, ResetEmotion)


def register() -> None:
    for each in _CLASSES:
        register_class(each)


def unregister() -> None:
    for each in reversed(_CLASSES):
        unregister_class(each)
