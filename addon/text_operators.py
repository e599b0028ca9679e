# SPDX-License-Identifier: GPL-3.0-or-later
"""What a text of several lines needs besides its fields: another line, one line less, what was copied elsewhere, and
Blender's text editor."""

from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _
from bpy.props import IntProperty
from bpy.types import Operator
from bpy.utils import register_classes_factory

from . import session
from .panel_words import allowed
from .properties import settings_of
from .text_fields import lines_of

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""
_MOST_PASTED = 100_000
"""Characters: two hours of speech. What a clipboard holds by mistake is more."""


class _OnText(Operator):
    bl_options = {"UNDO", "INTERNAL"}

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, session.busy_reason())


class AddTextLine(_OnText):
    bl_idname = "soliloquy.add_text_line"
    bl_label = "Add Line"
    bl_description = "Another line of the text, below this one"

    after: IntProperty(default=-1, options={"SKIP_SAVE", "HIDDEN"})

    def execute(self, context: Any) -> Result:
        settings = settings_of(context.scene)
        lines = lines_of(settings.text)
        place = self.after + 1 if 0 <= self.after < len(lines) else len(lines)
        settings.text = "\n".join([*lines[:place], "", *lines[place:]])
        return {"FINISHED"}


class RemoveTextLine(_OnText):
    bl_idname = "soliloquy.remove_text_line"
    bl_label = "Remove Line"
    bl_description = "Take this line out of the text"

    number: IntProperty(default=-1, options={"SKIP_SAVE", "HIDDEN"})

    def execute(self, context: Any) -> Result:
        settings = settings_of(context.scene)
        lines = lines_of(settings.text)
        if not 0 <= self.number < len(lines):
            self.report({"WARNING"}, _("There is no such line"))
            return {"CANCELLED"}
        settings.text = "\n".join([*lines[: self.number], *lines[self.number + 1 :]])
        return {"FINISHED"}


class PasteText(_OnText):
    bl_idname = "soliloquy.paste_text"
    bl_label = "Paste"
    bl_description = "Say what was copied elsewhere, in as many lines as it has"

    def execute(self, context: Any) -> Result:
        copied = "\n".join(line.rstrip() for line in context.window_manager.clipboard.strip().splitlines())
        if not copied or len(copied) > _MOST_PASTED:
            self.report({"WARNING"}, _("Nothing was copied") if not copied else _("What was copied is too long"))
            return {"CANCELLED"}
        settings_of(context.scene).text = copied
        return {"FINISHED"}


class EditText(_OnText):
    bl_idname = "soliloquy.edit_text"
    bl_label = "Text Editor"
    bl_description = "Edit the text in Blender's text editor, as a text block of this file that the head says"

    def execute(self, context: Any) -> Result:
        settings = settings_of(context.scene)
        if settings.text_block is None:
            settings.text_block = _block_of(settings)
        _show(context, settings.text_block)
        return {"FINISHED"}


def _block_of(settings: Any) -> bpy.types.Text:
    """A new text block with the text, called after the head."""
    head = settings.target
    block = bpy.data.texts.new(_("Text") if head is None else f"{head.name} {_('Text')}")
    block.write(settings.text)
    return block


def _show(context: Any, block: bpy.types.Text) -> None:
    """In the text editor of this window, or where there is none in a window of its own."""
    if bpy.app.background or context.window is None:
        return
    areas = [area for window in context.window_manager.windows for area in window.screen.areas]
    editor = next((area for area in areas if area.type == "TEXT_EDITOR"), None)
    if editor is None:
        bpy.ops.wm.window_new()
        editor = context.window_manager.windows[-1].screen.areas[0]
        editor.type = "TEXT_EDITOR"
    space = editor.spaces.active
    space.text, space.show_word_wrap, space.show_line_numbers = block, True, False
    space.show_syntax_highlight = False
    editor.tag_redraw()


_CLASSES = (AddTextLine, RemoveTextLine, PasteText, EditText)
register, unregister = register_classes_factory(_CLASSES)
