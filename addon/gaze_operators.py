# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a head looks: at a camera or an object, while its takes' glances play on."""

from typing import Any

from bpy.app.translations import pgettext_iface as _
from bpy.types import Operator
from bpy.utils import register_classes_factory

from ..blender.character import armature_of_target
from ..blender.gaze import gaze_of, look_ahead, look_at
from ..runtime.errors import SoliloquyError
from .panel_words import allowed, refused
from .properties import settings_of
from .target import target_problem
from .translations import OWN_CONTEXT

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""


class _OnGaze(Operator):
    bl_options = {"UNDO", "INTERNAL"}

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, target_problem(context.scene, settings_of(context.scene).target) or cls._lacking(context))

    @classmethod
    def _lacking(cls, context: Any) -> str:
        return ""


class LookAtCamera(_OnGaze):
    bl_idname = "soliloquy.look_at_camera"
    bl_label = "Look at Camera"
    bl_description = "Let the eyes follow the scene's camera; the takes' glances play on top"

    @classmethod
    def _lacking(cls, context: Any) -> str:
        return "" if context.scene.camera is not None else _("The scene has no camera")

    def execute(self, context: Any) -> Result:
        return _look(self, context, context.scene.camera)


class LookAtObject(_OnGaze):
    bl_idname = "soliloquy.look_at_object"
    bl_label = "Look at Active Object"
    bl_description = "Let the eyes follow the active object; the takes' glances play on top"

    @classmethod
    def _lacking(cls, context: Any) -> str:
        own = (settings_of(context.scene).target, armature_of_target(settings_of(context.scene).target))
        fits = context.object is not None and context.object not in own
        return "" if fits else _("Click the object to look at first")

    def execute(self, context: Any) -> Result:
        return _look(self, context, context.object)


class LookAhead(_OnGaze):
    bl_idname = "soliloquy.look_ahead"
    bl_label = "Look Ahead"
    bl_description = "Let the eyes follow nothing any more"

    @classmethod
    def _lacking(cls, context: Any) -> str:
        return "" if gaze_on(context) is not None else _("The eyes follow nothing")

    def execute(self, context: Any) -> Result:
        look_ahead(armature_of_target(settings_of(context.scene).target))
        return {"FINISHED"}


def gaze_on(context: Any) -> Any:
    """The constraint of the scene's head whose influence says how much the eyes follow; None where there is none."""
    target = settings_of(context.scene).target
    armature = None if target is None else armature_of_target(target)
    return None if armature is None else gaze_of(armature)


def draw_gaze(layout: Any, context: Any) -> None:
    row = layout.row(align=True)
    row.label(text="Look At", text_ctxt=OWN_CONTEXT)
    row.operator("soliloquy.look_at_camera", text="Camera", icon="CAMERA_DATA")
    row.operator("soliloquy.look_at_object", text="Active", text_ctxt=OWN_CONTEXT, icon="OBJECT_DATA")
    row.operator("soliloquy.look_ahead", text="", icon="X")
    gaze = gaze_on(context)
    if gaze is not None:
        layout.prop(gaze, "influence", text="Gaze", slider=True)


def _look(operator: Operator, context: Any, target: Any) -> Result:
    try:
        look_at(armature_of_target(settings_of(context.scene).target), target)
    except SoliloquyError as error:
        return refused(operator, error)
    return {"FINISHED"}


_CLASSES = (LookAtCamera, LookAtObject, LookAhead)
register, unregister = register_classes_factory(_CLASSES)
