# SPDX-License-Identifier: GPL-3.0-or-later
"""The button that makes a head of the artist's own FLAME file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _
from bpy.props import BoolProperty, StringProperty
from bpy.types import Operator
from bpy.utils import register_class, unregister_class

from ..runtime.errors import SoliloquyError
from . import generation, session
from .panel_words import allowed, refused
from .waiting import result_of

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""

_USUAL_NAME = "My FLAME"


class ImportFlame(Operator):
    """The window stays free while the file is read; in background the call returns when the head is there."""

    bl_idname = "soliloquy.import_flame"
    bl_label = "Import FLAME Head"
    bl_description = "Make a head that speaks of your own FLAME file (.pkl or .npz), keep it, and add it"
    bl_options = {"INTERNAL"}

    filepath: StringProperty(name="FLAME File", subtype="FILE_PATH", options={"SKIP_SAVE"})
    head: StringProperty(name="Head", description="Its name in Add Head", default=_USUAL_NAME, options={"SKIP_SAVE"})
    filter_glob: StringProperty(default="*.pkl;*.npz", options={"HIDDEN", "SKIP_SAVE"})
    filter_folder: BoolProperty(default=True, options={"HIDDEN", "SKIP_SAVE"})

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, session.busy_reason() or ("" if context.mode == "OBJECT" else _("Go to Object Mode first")))

    def invoke(self, context: Any, event: Any) -> Result:
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}

    def execute(self, context: Any) -> Result:
        path = str(Path(bpy.path.abspath(self.filepath)).absolute())
        arguments = {"file": path, "name": self.head.strip()}
        try:
            if not bpy.app.background:
                session.start("import_flame", arguments, _add_imported)
                return {"FINISHED"}
            imported = result_of("import_flame", arguments)
            generation.add_head(context, imported["head"])
        except SoliloquyError as error:
            return refused(self, error)
        self.report({"INFO"}, _said(imported))
        return {"FINISHED"}


def _add_imported(imported: Mapping[str, Any]) -> None:
    with session.main_window():
        if bpy.context.mode == "OBJECT":
            generation.add_head(bpy.context, imported["head"])
            bpy.ops.ed.undo_push(message=_("Import FLAME Head"))
    session.say(_said(imported))


def _said(imported: Mapping[str, Any]) -> str:
    left = sum(imported["left_mm"].values()) / max(len(imported["left_mm"]), 1)
    said = _("{name} is kept, and stands in Add Head; FLAME's own expressions meet its shapes within {left:.1f} mm")
    return said.format(name=imported["head"], left=left)


def register() -> None:
    register_class(ImportFlame)


def unregister() -> None:
    unregister_class(ImportFlame)
