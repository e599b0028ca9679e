# SPDX-License-Identifier: GPL-3.0-or-later
"""One button from a head to a picture that one would show."""

from contextlib import suppress
from typing import Any

from bpy.app.translations import pgettext_iface as _
from bpy.types import Operator
from bpy.utils import register_classes_factory

from ..blender.hair import add_hair, hair_of
from ..blender.sitter import sitter_of
from ..blender.stage import set_up_portrait
from ..runtime.errors import InputError, SoliloquyError
from .panel_words import allowed, refused
from .person import own_face
from .properties import settings_of

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""


class SetUpPortrait(Operator):
    bl_idname = "soliloquy.set_up_portrait"
    bl_label = "Set Up Portrait"
    bl_description = (
        "Camera at eye height with 85 mm, three soft lights, a background and render settings for the head; "
        "other lights are hidden, and a head of Add Head grows its hair by hair"
    )
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context: Any) -> bool:
        missing = settings_of(context.scene).target is None and context.object is None
        return allowed(cls, _("Choose a head, or use Add Head") if missing else "")

    def execute(self, context: Any) -> Result:
        target = settings_of(context.scene).target or context.object
        try:
            hidden = set_up_portrait(context.scene, sitter_of(context.scene, target))
        except SoliloquyError as error:
            return refused(self, error)
        _grow_hair(own_face(target))
        _look_through_camera(context)
        if hidden:
            self.report({"INFO"}, _("{count} other lights were hidden").format(count=hidden))
        return {"FINISHED"}


def _grow_hair(face: Any) -> None:
    """Cards of hair are for engines; a portrait is looked at closely."""
    # A head that lost its rig, or one of a .blend from before, keeps its cards.
    with suppress(InputError):
        if face is not None and hair_of(face) is None:
            add_hair(face)


def _look_through_camera(context: Any) -> None:
    """The view in which the button was pressed, or every view of the window, shows the picture in its light."""
    screen = context.screen
    areas = [] if screen is None else [area for area in screen.areas if area.type == "VIEW_3D"]
    for area in areas:
        view = area.spaces.active
        view.region_3d.view_perspective = "CAMERA"
        view.shading.type = "MATERIAL"
        view.shading.use_scene_lights = view.shading.use_scene_world = True
        view.overlay.show_extras = view.overlay.show_cursor = False


register, unregister = register_classes_factory((SetUpPortrait,))
