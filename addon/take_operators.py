# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be done with the takes of a head: show, rate, duplicate, delete, keep as files."""

from pathlib import Path
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _
from bpy.props import FloatProperty, IntProperty, StringProperty
from bpy.types import Operator
from bpy.utils import register_classes_factory

from ..blender.rig import Rig, find_rig
from ..blender.takes import written_takes
from ..blender.versions import FROM_THE_BLEND
from ..runtime.errors import SoliloquyError
from ..runtime.take_ending import TAKE_ENDING
from . import take_keeping, take_keys
from .panel_words import allowed, refused
from .properties import settings_of
from .scene_request import head_reason
from .take_doubling import duplicate
from .take_list import MOST_STARS, chosen_number, chosen_take, is_shown, takes_kept
from .take_loading import put_loaded
from .take_text import as_take
from .target import holder_of

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""


def takes_reason(context: Any) -> str:
    """Why nothing can be done with a take now; empty when something can."""
    problem = head_reason(context)
    if problem:
        return problem
    return "" if chosen_of(context) is not None else _("Generate speech first: each one is kept as a take")


def chosen_of(context: Any) -> Any:
    """The chosen take of the scene's head; None where there is none."""
    holder = holder_of(context.scene, settings_of(context.scene).target)
    return None if holder is None else chosen_take(holder)


class _OnTake(Operator):
    """What works on a take of the scene's head: on that of the number, or on the one that is chosen."""

    bl_options = {"UNDO", "INTERNAL"}

    number: IntProperty(default=-1, options={"SKIP_SAVE", "HIDDEN"})

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, takes_reason(context))

    def execute(self, context: Any) -> Result:
        rig = find_rig(settings_of(context.scene).target)
        count = len(takes_kept(rig.object))
        number = self.number if self.number >= 0 else chosen_number(rig.object)
        if not 0 <= number < count:
            self.report({"WARNING"}, _("There is no such take"))
            return {"CANCELLED"}
        try:
            self._change(context, rig, number)
        except SoliloquyError as error:
            return refused(self, error)
        return {"FINISHED"}

    def _change(self, context: Any, rig: Rig, number: int) -> None:
        raise NotImplementedError


class ShowTake(_OnTake):
    bl_idname = "soliloquy.show_take"
    bl_label = "Show Take"
    bl_description = "Let the head play this take, or no longer: keys and sound. It stays in the list"

    def _change(self, context: Any, rig: Rig, number: int) -> None:
        take = takes_kept(rig.object)[number]
        if is_shown(rig.object, take):
            take_keeping.hide(context.scene, rig, take)
        elif chosen_number(rig.object) == number:
            take_keeping.play(context.scene, rig, take)
        else:
            take_keeping.choose(rig.object, number)


class SoloTake(_OnTake):
    bl_idname = "soliloquy.solo_take"
    bl_label = "Play This One Only"
    bl_description = "Let the head play the chosen take and no other, wherever they lie"

    def _change(self, context: Any, rig: Rig, number: int) -> None:
        written = {each.name for each in written_takes(rig)}
        for other in [each for each in takes_kept(rig.object) if each.key in written]:
            take_keeping.hide(context.scene, rig, other)
        take_keeping.play(context.scene, rig, takes_kept(rig.object)[number])


class DeleteTake(_OnTake):
    bl_idname = "soliloquy.delete_take"
    bl_label = "Delete Take"
    bl_description = "Take the chosen take out of the list and out of the scene"

    def _change(self, context: Any, rig: Rig, number: int) -> None:
        chosen, shown = chosen_number(rig.object), is_shown(rig.object, takes_kept(rig.object)[number])
        take_keeping.delete(context.scene, rig, number)
        last = len(takes_kept(rig.object)) - 1
        following = min(chosen - 1 if number < chosen else chosen, last)
        if following >= 0 and shown:
            take_keeping.choose(rig.object, following)
        else:
            take_keeping.mark(rig.object, max(following, 0))


class DuplicateTake(_OnTake):
    bl_idname = "soliloquy.duplicate_take"
    bl_label = "Duplicate Take"
    bl_description = "Put the chosen take into the list once more, with keys of its own"

    def _change(self, context: Any, rig: Rig, number: int) -> None:
        duplicate(context.scene, rig, number)


class RateTake(_OnTake):
    bl_idname = "soliloquy.rate_take"
    bl_label = "Rate Take"
    bl_description = "How good the chosen take is; the same star again takes the rating away"

    rating: IntProperty(min=0, max=MOST_STARS, options={"SKIP_SAVE"})

    def _change(self, context: Any, rig: Rig, number: int) -> None:
        take = takes_kept(rig.object)[number]
        take.rating = 0 if take.rating == self.rating else self.rating


class ReduceKeys(_OnTake):
    bl_idname = "soliloquy.reduce_keys"
    bl_label = "Fewer Keys"
    bl_description = (
        "Let the chosen take play by few keys with handles, to be edited by hand; where lips meet they are exact"
    )

    bound: FloatProperty(
        name="Furthest Off",
        description="By how much a shape may differ from what it was",
        default=0.01,
        min=0.0001,
        max=0.2,
        precision=4,
        options={"SKIP_SAVE"},
    )

    def _change(self, context: Any, rig: Rig, number: int) -> None:
        take = takes_kept(rig.object)[number]
        if not is_shown(rig.object, take):
            take_keeping.play(context.scene, rig, take)
        before, after = take_keys.reduce(context.scene, rig, take, self.bound)
        self.report({"INFO"}, _("{after} keys instead of {before}").format(after=after, before=before))


class RestoreKeys(_OnTake):
    bl_idname = "soliloquy.restore_keys"
    bl_label = "A Key on Every Frame"
    bl_description = "Key the chosen take as it was made; what was edited on its keys is lost"

    def _change(self, context: Any, rig: Rig, number: int) -> None:
        take_keys.restore(context.scene, rig, takes_kept(rig.object)[number])


class SaveTake(Operator):
    bl_idname = "soliloquy.save_take"
    bl_label = "Save as .take"
    bl_description = "Save the chosen take as a file for the shell, Python or another scene; edited keys are not in it"
    bl_options = {"INTERNAL"}

    filepath: StringProperty(name="File", subtype="FILE_PATH", options={"SKIP_SAVE", *FROM_THE_BLEND})
    filter_glob: StringProperty(default=f"*{TAKE_ENDING}", options={"HIDDEN"})

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, takes_reason(context))

    def invoke(self, context: Any, event: Any) -> Result:
        take = chosen_of(context)
        self.filepath = f"{bpy.path.clean_name(take.name)}{TAKE_ENDING}"
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}

    def execute(self, context: Any) -> Result:
        path = Path(bpy.path.ensure_ext(bpy.path.abspath(self.filepath), TAKE_ENDING))
        try:
            as_take(chosen_of(context)).save(path)
        except SoliloquyError as error:
            return refused(self, error)
        self.report({"INFO"}, _("Saved as {name}").format(name=path.name))
        return {"FINISHED"}


class LoadTake(Operator):
    bl_idname = "soliloquy.load_take"
    bl_label = "Load .take"
    bl_description = "Put a take from a file onto the head, at the start frame"
    bl_options = {"UNDO", "INTERNAL"}

    filepath: StringProperty(name="File", subtype="FILE_PATH", options={"SKIP_SAVE", *FROM_THE_BLEND})
    filter_glob: StringProperty(default=f"*{TAKE_ENDING}", options={"HIDDEN"})

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, head_reason(context))

    def invoke(self, context: Any, event: Any) -> Result:
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}

    def execute(self, context: Any) -> Result:
        from ..runtime.take import load_take

        path = Path(bpy.path.abspath(self.filepath))
        settings = settings_of(context.scene)
        try:
            put_loaded(context.scene, settings.target, load_take(path), path.stem, settings.start_frame)
        except SoliloquyError as error:
            return refused(self, error)
        return {"FINISHED"}


_CLASSES = (
    ShowTake,
    SoloTake,
    DeleteTake,
    DuplicateTake,
    RateTake,
    ReduceKeys,
    RestoreKeys,
    SaveTake,
    LoadTake,
)
register, unregister = register_classes_factory(_CLASSES)
