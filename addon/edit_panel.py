# SPDX-License-Identifier: GPL-3.0-or-later
"""The section "Edits" of the tab: the words of the chosen take, what can be done with the chosen one, what was done."""

from typing import Any

from bpy.app.translations import pgettext_iface as _
from bpy.types import Menu
from bpy.utils import register_class, unregister_class

from ..runtime.edits.edit import STEP_SECONDS, Edits
from ..runtime.errors import InputError
from . import session
from .edit_choice import Choice, choice_of, edits_reason
from .edit_names import edit_name
from .edit_timeline_operators import SHOWN
from .edited_take import edits_on, is_pending

_STEP_MILLISECONDS = 1000.0 * STEP_SECONDS
_PAGE = 24
"""Words that are shown at once: a sentence or two."""
_COLUMNS = 4


class EditsMenu(Menu):
    bl_idname = "SOLILOQUY_MT_edits"
    bl_label = "Edits"

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        layout.prop(context.window_manager, SHOWN)
        layout.separator()
        layout.operator("soliloquy.load_edits", icon="IMPORT")
        layout.operator("soliloquy.save_edits", icon="EXPORT")
        layout.separator()
        layout.operator("soliloquy.remove_all_edits", icon="TRASH")


def draw_edits(layout: Any, context: Any) -> str:
    """The section; returns what is to be said below it."""
    reason = edits_reason(context)
    choice = choice_of(context)
    if choice is None:
        return reason
    column = layout.column()
    column.enabled = session.task() is None
    _draw_words(column, choice)
    _draw_chosen(column, choice)
    try:
        edits = edits_on(choice.take)
    except InputError as error:
        column.operator("soliloquy.remove_all_edits", icon="TRASH")
        return str(error)
    _draw_list(column, edits)
    row = column.row(align=True)
    row.scale_y = 1.2
    row.operator("soliloquy.regenerate", icon="FILE_REFRESH")
    row.operator("soliloquy.regenerate", text=_("With These Settings"), translate=False).with_settings = True
    return _("There are edits that this take was not made with: regenerate it") if is_pending(choice.take) else ""


def _draw_words(column: Any, choice: Choice) -> None:
    words = choice.told.words
    first = choice.word // _PAGE * _PAGE
    grid = column.grid_flow(row_major=True, columns=_COLUMNS, even_columns=True, align=True)
    for number, word in enumerate(words[first : first + _PAGE], start=first):
        button = grid.operator("soliloquy.choose_word", text=word.text, translate=False, depress=number == choice.word)
        button.word = number
    row = column.row(align=True)
    for icon, other in (("TRIA_LEFT", first - 1), ("TRIA_RIGHT", first + _PAGE)):
        side = row.row(align=True)
        side.enabled = 0 <= other < len(words)
        side.operator("soliloquy.choose_word", text="", icon=icon).word = max(0, other)
    row.operator("soliloquy.word_at_playhead", icon="TIME")
    row.menu(EditsMenu.bl_idname, text="", icon="DOWNARROW_HLT")


def _draw_chosen(column: Any, choice: Choice) -> None:
    row = column.row(align=True)
    word = row.operator(
        "soliloquy.choose_word", text=choice.said.text, translate=False, icon="FONT_DATA", depress=choice.phone < 0
    )
    word.word, word.phone = choice.word, -1
    for number, phone in enumerate(choice.said.phones):
        button = row.operator(
            "soliloquy.choose_word", text=phone.symbol, translate=False, depress=number == choice.phone
        )
        button.word, button.phone = choice.word, number
    timed = choice.said if choice.phone < 0 else choice.said.phones[choice.phone]
    for edge, shown, seconds in (("START", _("Start"), timed.start), ("END", _("End"), timed.end)):
        row = column.row(align=True)
        row.label(text=_("{edge} {seconds:.3f} s").format(edge=shown, seconds=seconds), translate=False)
        for icon, step in (("TRIA_LEFT", -_STEP_MILLISECONDS), ("TRIA_RIGHT", _STEP_MILLISECONDS)):
            row.operator_context = "EXEC_DEFAULT"
            button = row.operator("soliloquy.move_edge", text="", icon=icon)
            button.edge, button.milliseconds = edge, step
        row.operator_context = "INVOKE_DEFAULT"
        row.operator("soliloquy.move_edge", text="", icon="DRIVER_DISTANCE").edge = edge
    row = column.row(align=True)
    row.operator("soliloquy.retype", icon="GREASEPENCIL")
    row.operator("soliloquy.split", icon="MOD_EDGESPLIT")
    row.operator_menu_enum("soliloquy.stress", "level", icon="TRIA_UP_BAR")
    row = column.row(align=True)
    row.operator("soliloquy.set_closure", text=_("Close Lips"), translate=False).closed = True
    row.operator("soliloquy.set_closure", text=_("Part Lips"), translate=False).closed = False
    row = column.row(align=True)
    row.operator("soliloquy.insert_pause", text=_("Pause"), translate=False, icon="PAUSE")
    row.operator("soliloquy.mute_blink", icon="HIDE_OFF")
    row.operator("soliloquy.hold_shape", text=_("Hold"), translate=False, icon="PINNED")
    column.operator("soliloquy.emotion_here", icon="CURVE_DATA")


def _draw_list(column: Any, edits: Edits) -> None:
    if not edits.edits:
        return
    box = column.box().column(align=True)
    for number, edit in enumerate(edits.edits):
        row = box.row(align=True)
        # One without a number lost its word, and waits for it.
        row.label(text=edit_name(edit), translate=False, icon="NONE" if edit.at.word is not None else "ERROR")
        row.operator("soliloquy.remove_edit", text="", icon="X", emboss=False).number = number


def register() -> None:
    register_class(EditsMenu)


def unregister() -> None:
    unregister_class(EditsMenu)
