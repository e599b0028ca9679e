# SPDX-License-Identifier: GPL-3.0-or-later
"""The section "Portrait" of the tab: a picture of a face speaks in the scene."""

from functools import partial
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _
from bpy.types import Operator
from bpy.utils import register_classes_factory

from ..runtime.errors import SoliloquyError
from . import session
from .option_properties import operator_property, portrait_options
from .panel_words import allowed, in_panel_words, refused
from .properties import settings_of
from .scene_request import source_reason
from .speaking_picture import KIND, AskedPicture, Painted, picture_request, put, taken_over
from .speaking_picture_settings import picture_settings_of, says_property
from .take_operators import takes_reason
from .waiting import begun, result_of

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""
_SHOWN = ("size", "face", "turning", "whole", "alpha")


class SpeakPicture(Operator):
    """From the panel the window stays free; from a script the call returns when the pictures are there."""

    bl_idname = "soliloquy.speak_picture"
    bl_label = "Let the Picture Speak"
    bl_description = "Paint the picture's face speaking, one picture a frame, and put them on a plane with the sound"
    bl_options = {"UNDO"}

    says: says_property(options={"SKIP_SAVE"})

    @classmethod
    def poll(cls, context: Any) -> bool:
        # A script may give what the panel lacks; what it lacks too, the call itself reports.
        return bpy.app.background or allowed(cls, picture_reason(context))

    def execute(self, context: Any) -> Result:
        try:
            asked = self._asked(context)
            said = put(asked, result_of(KIND, asked.arguments, taken_over))
        except SoliloquyError as error:
            return refused(self, error)
        self.report({"INFO"}, in_panel_words(said))
        return {"FINISHED"}

    def invoke(self, context: Any, event: Any) -> Result:
        def begin() -> None:
            asked = self._asked(context)
            session.start(KIND, asked.arguments, partial(_finish, asked, label=self.bl_label), taken_over)

        return begun(self, context, begin)

    def modal(self, context: Any, event: Any) -> Result:
        return session.wait_for_escape(event)

    def _asked(self, context: Any) -> AskedPicture:
        """What the call gives, and otherwise what is set."""
        settings, properties = picture_settings_of(context.scene), self.properties
        names = ("says", *portrait_options())
        given: dict[str, Any] = {name: getattr(self, name) for name in names if properties.is_property_set(name)}
        values = {name: getattr(settings, name) for name in names} | given
        values["picture"] = bpy.path.abspath(values["picture"].strip())
        if not values["face"]:
            del values["face"]
        return picture_request(context, values)


SpeakPicture.__annotations__.update({name: operator_property(field) for name, field in portrait_options().items()})


def picture_reason(context: Any) -> str:
    """Why no picture can speak now; empty when one can."""
    settings = picture_settings_of(context.scene)
    if not settings.picture.strip():
        return _("Choose a picture of a face")
    return session.busy_reason() or (
        takes_reason(context) if settings.says == "TAKE" else source_reason(settings_of(context.scene))
    )


def draw_speaking_picture(layout: Any, context: Any) -> str:
    """What speaks, what it says, and the button; what is to be known of it."""
    settings = picture_settings_of(context.scene)
    column = layout.column()
    column.enabled = session.task() is None
    column.prop(settings, "picture", text="")
    column.row().prop(settings, "says", expand=True)
    for name in _SHOWN:
        column.prop(settings, name, slider=name == "turning")
    row = layout.row()
    row.scale_y = 1.5
    row.operator("soliloquy.speak_picture", icon="IMAGE_DATA")
    care = _("The picture must be yours to use: of yourself, of somebody who has agreed, or of nobody")
    return ". ".join(each for each in (picture_reason(context), care) if each)


def _finish(asked: AskedPicture, made: Painted, label: str) -> None:
    """Put it into the scene in one undo step."""
    said = put(asked, made)
    with session.main_window():
        bpy.ops.ed.undo_push(message=_(label))
    session.say(said, "warning" if made.warnings else "done")


register, unregister = register_classes_factory((SpeakPicture,))
