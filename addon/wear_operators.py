# SPDX-License-Identifier: GPL-3.0-or-later
"""The button that puts an asset of MakeHuman, out of the artist's own folders, onto a head of ours."""

from pathlib import Path
from typing import Any

import bpy
from bpy.props import BoolProperty, StringProperty
from bpy.types import Operator
from bpy.utils import register_classes_factory

from ..blender.versions import FROM_THE_BLEND
from ..blender.worn import put_on
from ..runtime.errors import SoliloquyError
from .panel_words import allowed, refused
from .person import own_face, own_head_reason
from .properties import settings_of

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""


class WearAsset(Operator):
    bl_idname = "soliloquy.wear_asset"
    bl_label = "MakeHuman Asset"
    bl_description = "Put hair, brows, lashes or glasses (.mhclo) or a skin (.mhmat) of MakeHuman or MPFB onto the head"
    bl_options = {"UNDO"}

    filepath: StringProperty(name="MakeHuman Asset", subtype="FILE_PATH", options={"SKIP_SAVE", *FROM_THE_BLEND})
    filter_glob: StringProperty(default="*.mhclo;*.mhmat", options={"HIDDEN", "SKIP_SAVE"})
    filter_folder: BoolProperty(default=True, options={"HIDDEN", "SKIP_SAVE"})

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, own_head_reason(context))

    def invoke(self, context: Any, event: Any) -> Result:
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}

    def execute(self, context: Any) -> Result:
        try:
            put_on(own_face(settings_of(context.scene).target), Path(bpy.path.abspath(self.filepath)))
        except SoliloquyError as error:
            return refused(self, error)
        return {"FINISHED"}


register, unregister = register_classes_factory((WearAsset,))
