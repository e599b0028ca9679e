# SPDX-License-Identifier: GPL-3.0-or-later
"""What every operator does that edits the chosen word or phone: one step that can be undone."""

from typing import Any

from bpy.app.translations import pgettext_iface as _
from bpy.types import Operator

from ..blender.rig import find_rig
from ..runtime.edits.changing import with_edit
from ..runtime.edits.edit import Edit
from ..runtime.edits.edits_file import as_plain, edits_of
from ..runtime.errors import SoliloquyError
from .edit_choice import Choice, choice_of, edits_reason
from .edited_take import edits_on, set_edits
from .emotion_sliders import emotion_keys_on, follow_edits
from .panel_words import allowed, refused
from .properties import settings_of

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""


class EditOperator(Operator):
    """What works on the word or phone that is chosen, in one undo step."""

    bl_options = {"UNDO", "INTERNAL"}  # noqa: RUF012

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, edits_reason(context))

    def execute(self, context: Any) -> Result:
        choice = choice_of(context)
        if choice is None:
            return {"CANCELLED"}
        try:
            before = emotion_keys_on(choice.take)
            self._change(context, choice)
            if emotion_keys_on(choice.take) != before:
                rig = find_rig(settings_of(context.scene).target)
                follow_edits(context.scene, rig, choice.take, edits_on(choice.take))
        except SoliloquyError as error:
            return refused(self, error)
        for area in context.screen.areas if context.screen is not None else ():
            area.tag_redraw()
        return {"FINISHED"}

    def _change(self, context: Any, choice: Choice) -> None:
        add_edit(choice, self._edit(context, choice))

    def _edit(self, context: Any, choice: Choice) -> Edit:
        raise NotImplementedError


class AskingEdit(EditOperator):
    """Asks for what it needs in a small window."""

    def invoke(self, context: Any, event: Any) -> Result:
        choice = choice_of(context)
        if choice is not None:
            self._suggest(choice)
        return context.window_manager.invoke_props_dialog(self)

    def _suggest(self, choice: Choice) -> None:
        pass


class PhoneEdit(EditOperator):
    """Works on a phone, and wants one to be chosen."""

    @classmethod
    def poll(cls, context: Any) -> bool:
        reason = edits_reason(context)
        if not reason and (choice := choice_of(context)) is not None and choice.phone < 0:
            reason = _("Choose one of the word's phones first")
        return allowed(cls, reason)


def add_edit(choice: Choice, edit: Edit) -> None:
    """Keep one more edit with a take. Raises InputError for what is none, and for a take of a linked file."""
    edits = with_edit(edits_on(choice.take), edit)
    set_edits(choice.holder, choice.take, edits_of(as_plain(edits)))
