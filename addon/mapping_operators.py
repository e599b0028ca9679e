# SPDX-License-Identifier: GPL-3.0-or-later
"""The buttons of the mapping editor: find, add, remove, keep, load, give away."""

from pathlib import Path
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _
from bpy.props import BoolProperty, FloatProperty, StringProperty
from bpy.types import Operator
from bpy.utils import register_classes_factory

from ..blender.rig_map_on import map_of
from ..blender.rig_parts import carrier_of, controls_of, parts_of
from ..runtime.errors import InputError, SoliloquyError
from ..runtime.rigs.kept_maps import FILE_ENDING, keep_map, map_path, read_map, write_map
from ..runtime.rigs.rig_map import CHANNELS, RigMap
from . import session
from .mapping import KEY, edit_map, forget_map, is_edited, mapping_of, names_of_ours, rest_controls, show_map, store
from .panel_words import allowed, refused
from .properties import settings_of

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""


class _OnMapping(Operator):
    """What works on the map of the scene's head."""

    @classmethod
    def poll(cls, context: Any) -> bool:
        chosen = settings_of(context.scene).target is not None
        return allowed(cls, session.busy_reason() or ("" if chosen else _("Choose a head, or use Add Head")))

    def execute(self, context: Any) -> Result:
        target = settings_of(context.scene).target
        try:
            said = self._change(target, carrier_of(target))
        except SoliloquyError as error:
            return refused(self, error)
        if said:
            self.report({"INFO"}, said)
        return {"FINISHED"}

    def _change(self, target: Any, carrier: Any) -> str:
        raise NotImplementedError


class EditMapping(_OnMapping):
    bl_idname = "soliloquy.edit_mapping"
    bl_label = "Edit Mapping"
    bl_description = "Show what of the head follows what of ours as a table, to correct it by hand"
    bl_options = {"UNDO"}

    def _change(self, target: Any, carrier: Any) -> str:
        edit_map(target)
        return ""


class FindMapping(_OnMapping):
    bl_idname = "soliloquy.find_mapping"
    bl_label = "Find Automatically"
    bl_description = "Forget what was corrected by hand, and go by the names of the head's shapes again"
    bl_options = {"UNDO"}

    def _change(self, target: Any, carrier: Any) -> str:
        forget_map(target)
        return ""


class AddMappingRow(_OnMapping):
    bl_idname = "soliloquy.add_mapping_row"
    bl_label = "Add Row"
    bl_description = "Another control of the head that follows something of ours"
    bl_options = {"UNDO", "INTERNAL"}

    ours: StringProperty(name="Ours", options={"SKIP_SAVE"})
    theirs: StringProperty(name="Theirs", options={"SKIP_SAVE"})
    channel: StringProperty(description="Empty for a shape key or a custom property", options={"SKIP_SAVE"})
    strength: FloatProperty(name="Strength", default=1.0, options={"SKIP_SAVE"})

    def _change(self, target: Any, carrier: Any) -> str:
        if self.channel not in CHANNELS:
            raise InputError(self.channel, _("there is no such kind of control"), ", ".join(CHANNELS[1:]))
        if not is_edited(carrier):
            edit_map(target)
        mapping = mapping_of(carrier)
        if self.ours and self.ours not in names_of_ours(mapping):
            raise InputError(self.ours, _("it is nothing of ours"), _("Choose what of ours it shows"))
        if self.theirs and self.theirs not in controls_of(parts_of(target), self.channel):
            raise InputError(self.theirs, _("The head has no control of that name"), _("Look at its spelling"))
        row = mapping.rows.add()
        row.ours, row.theirs, row.strength, row.channel = self.ours, self.theirs, self.strength, self.channel or KEY
        mapping.active = len(mapping.rows) - 1
        return ""


class RemoveMappingRow(_OnMapping):
    bl_idname = "soliloquy.remove_mapping_row"
    bl_label = "Remove Row"
    bl_description = "Let this control stay at rest"
    bl_options = {"UNDO", "INTERNAL"}

    def _change(self, target: Any, carrier: Any) -> str:
        mapping = mapping_of(carrier)
        if not 0 <= mapping.active < len(mapping.rows):
            raise InputError(_("Mapping"), _("no row is chosen"), _("Choose one"))
        mapping.rows[mapping.active].test = 0.0
        mapping.rows.remove(mapping.active)
        mapping.active = max(0, mapping.active - 1)
        store(carrier)
        return ""


class RestMapping(_OnMapping):
    bl_idname = "soliloquy.rest_mapping"
    bl_label = "All to Rest"
    bl_description = "Set every test slider to 0"
    bl_options = {"UNDO", "INTERNAL"}

    def _change(self, target: Any, carrier: Any) -> str:
        rest_controls(carrier)
        return ""


class SaveMapping(_OnMapping):
    bl_idname = "soliloquy.save_mapping"
    bl_label = "Save Map"
    bl_description = "Keep the map in your own folder under its name, for other scenes with this rig"
    bl_options = {"INTERNAL"}

    def _change(self, target: Any, carrier: Any) -> str:
        path = keep_map(_carried(target, carrier))
        return _("The map is kept as {path}").format(path=path)


class _WithFile(_OnMapping):
    def invoke(self, context: Any, event: Any) -> Result:
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}

    def _path(self) -> Path:
        asked: Any = self
        return Path(bpy.path.abspath(asked.filepath)).absolute()


class ShareMapping(_WithFile):
    bl_idname = "soliloquy.share_mapping"
    bl_label = "Save Map As"
    bl_description = "Write the map into a file, for somebody else who has this rig"
    bl_options = {"INTERNAL"}

    filepath: StringProperty(name="Map", subtype="FILE_PATH", options={"SKIP_SAVE"})
    check_existing: BoolProperty(default=True, options={"HIDDEN", "SKIP_SAVE"})
    filter_glob: StringProperty(default=f"*{FILE_ENDING}", options={"HIDDEN", "SKIP_SAVE"})

    def invoke(self, context: Any, event: Any) -> Result:
        if not self.filepath:
            name = mapping_of(carrier_of(settings_of(context.scene).target)).name
            self.filepath = f"{bpy.path.clean_name(name) or 'rig'}{FILE_ENDING}"
        return super().invoke(context, event)

    def _change(self, target: Any, carrier: Any) -> str:
        path = self._path()
        if not path.name.endswith(FILE_ENDING):
            path = path.with_name(path.name.removesuffix(".json") + FILE_ENDING)
        write_map(_carried(target, carrier), path)
        return _("The map is written to {path}").format(path=path)


class LoadMapping(_WithFile):
    """name: of a kept map; without one, the file."""

    bl_idname = "soliloquy.load_mapping"
    bl_label = "Load Map"
    bl_description = "Let the head be moved by a map that was saved"
    bl_options = {"UNDO", "INTERNAL"}

    name: StringProperty(name="Map", options={"SKIP_SAVE"})
    filepath: StringProperty(name="File", subtype="FILE_PATH", options={"SKIP_SAVE"})
    filter_glob: StringProperty(default=f"*{FILE_ENDING}", options={"HIDDEN", "SKIP_SAVE"})

    def invoke(self, context: Any, event: Any) -> Result:
        return self.execute(context) if self.name else super().invoke(context, event)

    def _change(self, target: Any, carrier: Any) -> str:
        rig_map = read_map(map_path(self.name) if self.name else self._path())
        show_map(target, rig_map)
        return _("{name} is moved by the map {map}").format(name=target.name, map=rig_map.name)


def _carried(target: Any, carrier: Any) -> RigMap:
    rig_map = map_of(carrier)
    if rig_map is None:
        raise InputError(target.name, _("it has no map of its own"), _("Edit the mapping first"))
    return rig_map


_CLASSES = (
    EditMapping,
    FindMapping,
    AddMappingRow,
    RemoveMappingRow,
    RestMapping,
    SaveMapping,
    ShareMapping,
    LoadMapping,
)
register, unregister = register_classes_factory(_CLASSES)
