# SPDX-License-Identifier: GPL-3.0-or-later
"""The text in the panel, in several lines.

Blender 5.2 has a field of several lines; before that there is a field for each line. Both show the same property of the
scene's settings, so a file goes from one version to another. What is too long for a sidebar is a text block of the
file, edited in Blender's text editor and shown here.
"""

import textwrap
from typing import Any

from bpy.app.translations import pgettext_iface as _
from bpy.props import StringProperty

from ..blender import versions

MOST_FIELDS = 12
"""Lines that have a field of their own. Chosen: as many as leave the button below on a small screen."""
_VISIBLE = 3
"""Lines that the field of Blender 5.2 shows at first; it is drawn taller by its lower corner."""
_PREVIEWED = 8
"""Lines of a text that the panel shows. Chosen by eye."""
_PIXELS_PER_CHARACTER = 7.5
"""Of the sidebar. Chosen by eye."""


def characters_in(context: Any) -> int:
    """How many characters of a text a row of the sidebar shows."""
    return max(20, int(context.region.width / (_PIXELS_PER_CHARACTER * context.preferences.system.ui_scale)) - 4)


def lines_of(text: str) -> list[str]:
    """Those of the panel's text; an empty one has one."""
    return text.split("\n")


def line_fields() -> dict[str, Any]:
    """Properties of the scene's settings that are the lines of its text."""
    return {field_name(number): _line_field(number) for number in range(MOST_FIELDS)}


def field_name(number: int) -> str:
    """Of the property that is that line of the text, counted from 0."""
    return f"text_line_{number}"


def _line_field(number: int) -> Any:
    def read(settings: Any) -> str:
        lines = lines_of(settings.text)
        return lines[number] if number < len(lines) else ""

    def write(settings: Any, value: str) -> None:
        lines = lines_of(settings.text)
        if number < len(lines):
            settings.text = "\n".join([*lines[:number], value, *lines[number + 1 :]])

    return StringProperty(name="Text", description="What the head says", get=read, set=write, options={"SKIP_SAVE"})


def draw_text(column: Any, context: Any, settings: Any) -> None:
    """The text, or the text block that is said in its place."""
    if settings.text_block is not None:
        _draw_block(column, context, settings)
    elif versions.HAS_TEXTBOX:
        row = column.row(align=True)
        row.textbox(settings, "text", initial_visible_lines=_VISIBLE, placeholder=_("What should the head say?"))
        row.operator("soliloquy.edit_text", text="", icon="TEXT")
    else:
        _draw_fields(column, context, settings)
        _draw_buttons(column)


def _draw_fields(column: Any, context: Any, settings: Any) -> None:
    lines, fields = lines_of(settings.text), column.column(align=True)
    alone = len(lines) == 1
    for number, line in enumerate(lines[:MOST_FIELDS]):
        row = fields.row(align=True)
        icon = "OUTLINER_DATA_FONT" if number == 0 else "BLANK1"
        hint = _("What should the head say?") if number == 0 else ""
        row.prop(settings, field_name(number), text="", icon=icon, placeholder=hint)
        row.operator("soliloquy.add_text_line", text="", icon="ADD").after = number
        if not alone:
            row.operator("soliloquy.remove_text_line", text="", icon="REMOVE").number = number
        _draw_wrapped(fields, line, characters_in(context))
    if len(lines) > MOST_FIELDS:
        more = _("{count} more lines: edit them in the text editor").format(count=len(lines) - MOST_FIELDS)
        fields.label(text=more, icon="INFO", translate=False)


def _draw_wrapped(column: Any, line: str, width: int) -> None:
    """A line that its field cannot show, whole."""
    parts = textwrap.wrap(line, width)
    if len(parts) > 1:
        below = column.column(align=True)
        below.active = False
        for part in parts:
            below.label(text=part, icon="BLANK1", translate=False)


def _draw_block(column: Any, context: Any, settings: Any) -> None:
    """The first lines of what is said."""
    box, width = column.box().column(align=True), characters_in(context)
    lines = [
        part for line in settings.text_block.as_string().split("\n") for part in textwrap.wrap(line, width) or [""]
    ]
    for line in lines[:_PREVIEWED]:
        box.label(text=line, translate=False)
    if len(lines) > _PREVIEWED:
        box.label(text=_("Further lines: {count}").format(count=len(lines) - _PREVIEWED), translate=False)
    column.row(align=True).operator("soliloquy.edit_text", icon="TEXT")
    column.prop(settings, "text_block", icon="TEXT")


def _draw_buttons(column: Any) -> None:
    row = column.row(align=True)
    row.operator("soliloquy.paste_text", icon="PASTEDOWN")
    row.operator("soliloquy.edit_text", icon="TEXT")
