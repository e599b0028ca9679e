# SPDX-License-Identifier: GPL-3.0-or-later
"""Export of a scene's speech, from the panel, from File > Export, and from scripts."""

from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _
from bpy.props import BoolProperty, EnumProperty, StringProperty
from bpy.types import Operator
from bpy.utils import register_class, unregister_class

from ..blender.scene_lines import WHAT
from ..runtime.errors import SoliloquyError
from ..runtime.presets import PRESETS
from ..runtime.requests.kinds import between_commas
from . import session
from .export_request import carry_out, done_message, export_reason, request_from_settings
from .export_settings import export_settings_of
from .option_properties import NONE, export_options, operator_property
from .panel_words import allowed, refused
from .target import object_called

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""

_FOLDER_OPTION = "--out"
_IN_DIALOG = ("what", "preset", "split", "mouth_close", "sound")
_MENU: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Soliloquy Speech (FBX)", {"formats": "fbx", "split": False}),
    ("Soliloquy Speech (glTF)", {"formats": "glb", "split": False}),
    ("Soliloquy Speech (Clips for an Engine)", {"split": True}),
)


class Export(Operator):
    """Write what a head says as files for an engine; the scene stays as it is."""

    bl_idname = "soliloquy.export"
    bl_label = "Export Speech"
    bl_description = "Write the animation, with or without the head, as files for an engine"

    target: StringProperty(name="Head", description="Name of an object", options={"SKIP_SAVE"})
    what: EnumProperty(name="What", description="What becomes a file", items=WHAT, options={"SKIP_SAVE"})
    formats: StringProperty(
        name="Formats",
        description="Names of formats with commas; empty for what the engine takes",
        options={"SKIP_SAVE"},
    )
    folder: StringProperty(name="Folder", description="Where the files go", options={"SKIP_SAVE", "HIDDEN"})
    directory: StringProperty(subtype="DIR_PATH", options={"SKIP_SAVE", "HIDDEN"})
    filter_folder: BoolProperty(default=True, options={"SKIP_SAVE", "HIDDEN"})
    sound: BoolProperty(
        name="Sound Beside",
        description="Write the sound as a WAV beside each file",
        default=True,
        options={"SKIP_SAVE"},
    )

    @classmethod
    def poll(cls, context: Any) -> bool:
        # A script may give what the panel lacks; what it lacks too, the call itself reports.
        if bpy.app.background:
            return True
        return allowed(cls, export_reason(context))

    def invoke(self, context: Any, event: Any) -> Result:
        if self.folder:
            return self.execute(context)
        self._begin_with_settings(context)
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        layout.use_property_split = True
        for name in _IN_DIALOG:
            layout.prop(self, name)

    def execute(self, context: Any) -> Result:
        manager = context.window_manager
        manager.progress_begin(0.0, 1.0)
        try:
            asked = request_from_settings(context, self._changes(context))
            exported = carry_out(context, asked, lambda step, fraction: manager.progress_update(fraction))
        except SoliloquyError as error:
            return refused(self, _as_in_blender(error))
        finally:
            manager.progress_end()
        said = done_message(exported)
        session.say(said)
        self.report({"WARNING"} if exported.warnings else {"INFO"}, said)
        return {"FINISHED"}

    def _begin_with_settings(self, context: Any) -> None:
        """What the call does not say is in the dialog as it is in the panel."""
        settings = export_settings_of(context.scene)
        for name in _IN_DIALOG:
            if not self.properties.is_property_set(name) and hasattr(settings, name):
                setattr(self, name, getattr(settings, name))
        asked: Any = self
        if asked.split and asked.preset == NONE:
            asked.preset = next(iter(PRESETS))
        if not self.directory:
            self.directory = bpy.path.abspath(settings.folder or "//")

    def _changes(self, context: Any) -> dict[str, Any]:
        """What the call gives, by the fields of a request."""
        given = {name: getattr(self, name) for name in self._given("what", "sound")}
        options = {name: getattr(self, name) for name in self._given(*export_options())}
        if self.folder or self.directory:
            given["folder"] = self.folder or self.directory
        if self._given("target"):
            given["target"] = object_called(context.scene, self.target)
        if self.formats:
            given["formats"] = between_commas(self.formats)
        return {**given, "options": options}

    def _given(self, *names: str) -> list[str]:
        return [name for name in names if self.properties.is_property_set(name)]


# An operator's annotations are its arguments: each option of an export is one.
Export.__annotations__.update({name: operator_property(field) for name, field in export_options().items()})


def _as_in_blender(error: SoliloquyError) -> SoliloquyError:
    """What the shell says names its options."""
    if _FOLDER_OPTION not in error.input_name + error.hint:
        return error
    return type(error)(error.input_name.removeprefix(_FOLDER_OPTION).strip(), error.reason, _("Choose another folder"))


def _export_menu() -> Any:
    return bpy.types.TOPBAR_MT_file_export


def _draw_menu(self: Any, context: Any) -> None:
    for text, properties in _MENU:
        entry = self.layout.operator(Export.bl_idname, text=_(text))
        for name, value in properties.items():
            setattr(entry, name, value)


def register() -> None:
    register_class(Export)
    _export_menu().append(_draw_menu)


def unregister() -> None:
    _export_menu().remove(_draw_menu)
    unregister_class(Export)
