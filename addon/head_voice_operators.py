# SPDX-License-Identifier: GPL-3.0-or-later
"""From This Head: the target's own face, drawn here and looked at by the worker, chooses its voice."""

from typing import Any

from bpy.app.translations import pgettext_iface as _
from bpy.props import IntProperty
from bpy.types import Operator
from bpy.utils import register_classes_factory

from ..blender.head_portrait import head_portrait
from ..blender.person import person_shown
from ..blender.rig import find_rig
from ..runtime.errors import InputError, SoliloquyError, WriteError
from ..runtime.head.heads import identity_of
from ..runtime.head.png import png
from ..runtime.requests import FaceRequest
from . import session, voices
from .panel_words import allowed, refused
from .properties import settings_of
from .scene_request import head_reason
from .setting_operators import fit_voice
from .settings_values import voice_of

_PICTURE = "head.png"


class VoiceFromHead(Operator):
    """Nothing leaves the machine, and nothing of the scene changes but the voice's settings."""

    bl_idname = "soliloquy.voice_from_head"
    bl_label = "Voice from This Head"
    bl_description = "Look at the head itself and give it a voice of its own: sets voice, pitch and speed"
    bl_options = {"INTERNAL"}

    variant: IntProperty(name="Variant", description="1, 2, ...: other voices that fit", min=0, options={"SKIP_SAVE"})

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, head_reason(context))

    def execute(self, context: Any) -> Any:
        settings = settings_of(context.scene)
        language = voices.language_code(voice_of(settings)) or None
        try:
            gender, age = _known_of(settings.target)
            request = FaceRequest(_picture_of(settings.target), language, self.variant, gender, age)
            return fit_voice(self, context, request)
        except SoliloquyError as error:
            return refused(self, error)


def _known_of(target: Any) -> tuple[str | None, float | None]:
    """Gender and age of a person who was made here; of others that is for the picture to say."""
    name = person_shown(target)
    identity = None if name is None else identity_of(name)
    if identity is None:
        return None, None
    return "female" if identity.woman >= 0.5 else "male", identity.age


def _picture_of(target: Any) -> str:
    """A file that is gone with the session. Raises InputError for a head without a face, WriteError."""
    pixels = head_portrait(find_rig(target))
    if pixels is None:
        hint = _("Use the picture button with a picture of it")
        raise InputError(target.name, _("has no shape keys by which its face could be found"), hint)
    try:
        path = session.temporary_folder() / _PICTURE
        path.write_bytes(png(pixels))
    except OSError as error:
        hint = _("Give Blender another folder for temporary files")
        raise WriteError(str(error.filename), error.strerror or str(error), hint) from error
    return str(path)


register, unregister = register_classes_factory([VoiceFromHead])
