# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits made: the chosen take once more with what was edited, and edits from and to a file of the shell's."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _
from bpy.props import BoolProperty, StringProperty
from bpy.types import Operator
from bpy.utils import register_classes_factory

from ..blender.rig import find_rig
from ..blender.takes import frame_rate
from ..blender.versions import FROM_THE_BLEND
from ..runtime.edits.edit import Edits
from ..runtime.edits.edits_file import as_plain, read_edits
from ..runtime.edits.placing import place
from ..runtime.errors import InputError, SoliloquyError
from ..runtime.output_folder import write_error
from ..runtime.requests import AnimateRequest, SpeakRequest
from . import generation, session
from .edit_choice import choice_of, edits_reason
from .edit_step import EditOperator
from .edited_take import edits_on, set_edits
from .emotion_sliders import edits_with_sliders, layers_wanted, sliders_of
from .more_takes_operators import request_of
from .panel_words import allowed, in_panel_words, refused
from .properties import settings_of
from .scene_request import SceneRequest, request_from_panel
from .take_keeping import bring_edits_back, frames_of
from .take_operators import takes_reason
from .waiting import begun

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""
_ENDING = ".json"


class Regenerate(Operator):
    """From the panel the window stays free; from a script the call returns when the keyframes are there."""

    bl_idname = "soliloquy.regenerate"
    bl_label = "Regenerate"
    bl_description = "Make the chosen take once more, with its edits. Those whose word is gone are named"
    bl_options = {"UNDO"}

    with_settings: BoolProperty(
        name="With These Settings",
        description="With the panel's text, voice, emotion and motion in the place of the take's own",
        options={"SKIP_SAVE"},
    )

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, takes_reason(context) or edits_reason(context))

    def execute(self, context: Any) -> Result:
        try:
            written = generation.carry_out(edited_request(context, self.with_settings))
        except SoliloquyError as error:
            return refused(self, error)
        self.report({"INFO"} if written.speaks else {"WARNING"}, in_panel_words(written.message))
        return {"FINISHED"}

    def invoke(self, context: Any, event: Any) -> Result:
        return begun(self, context, lambda: generation.begin(edited_request(context, self.with_settings)))

    def modal(self, context: Any, event: Any) -> Result:
        return session.wait_for_escape(event)


def edited_request(context: Any, with_settings: bool = False) -> SceneRequest:
    """What to ask for: the chosen take's request, or that of the panel, with the take's edits. Raises InputError for a
    take that does not know its request."""
    choice = choice_of(context)
    if choice is None:
        raise InputError(_("Take"), edits_reason(context), _("Choose another take"))
    bring_edits_back(find_rig(settings_of(context.scene).target), frames_of(choice.take))
    edits = edits_with_sliders(choice.take, edits_on(choice.take))
    plain = as_plain(Edits(edits.edits, edits.words)) if edits.edits else None
    layers = tuple(layers_wanted(sliders_of(choice.take), edits))
    settings = settings_of(context.scene)
    if with_settings:
        asked = request_from_panel(context, {"start_frame": choice.take.start, "mode": "ADD"})
        if not isinstance(asked.request, SpeakRequest | AnimateRequest):
            raise InputError(_("Source"), _("it says no words"), _("Choose Text or Recording"))
        return replace(asked, request=replace(asked.request, edits=plain), layers=layers, like=choice.take.key)
    rig = find_rig(settings.target)
    request = replace(request_of(choice.take), edits=plain)
    place_ = (context.scene.session_uid, settings.target.session_uid, settings.target.name, choice.take.start)
    return SceneRequest(request, *place_, False, rig.layout, frame_rate(context.scene), layers, choice.take.key)


class _EditsFile(EditOperator):
    filepath: StringProperty(name="File", subtype="FILE_PATH", options={"SKIP_SAVE", *FROM_THE_BLEND})
    filter_glob: StringProperty(default=f"*{_ENDING}", options={"HIDDEN"})

    def invoke(self, context: Any, event: Any) -> Result:
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}


class LoadEdits(_EditsFile):
    bl_idname = "soliloquy.load_edits"
    bl_label = "Load Edits"
    bl_description = "Take the edits of a file for this take, in the place of its own"

    def _change(self, context: Any, choice: Any) -> None:
        path = Path(bpy.path.abspath(self.filepath))
        placed = place(read_edits(path), choice.told.written)
        set_edits(choice.holder, choice.take, Edits(placed.edits, choice.told.written))
        if placed.lost:
            self.report({"WARNING"}, _("Edits without a word in this take: {count}").format(count=len(placed.lost)))


class SaveEdits(_EditsFile):
    bl_idname = "soliloquy.save_edits"
    bl_label = "Save Edits"
    bl_description = "Save this take's edits as a file for the shell, for a table of lines, or for another take"
    bl_options = {"INTERNAL"}

    def _change(self, context: Any, choice: Any) -> None:
        path = Path(bpy.path.ensure_ext(bpy.path.abspath(self.filepath), _ENDING))
        edits = edits_with_sliders(choice.take, edits_on(choice.take))
        text = json.dumps(as_plain(Edits(edits.edits, edits.words)), ensure_ascii=False, indent=1)
        try:
            path.write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise write_error(path.parent, error) from error
        self.report({"INFO"}, _("Saved as {name}").format(name=path.name))


_CLASSES = (Regenerate, LoadEdits, SaveEdits)
register, unregister = register_classes_factory(_CLASSES)
