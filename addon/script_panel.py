# SPDX-License-Identifier: GPL-3.0-or-later
"""The section "Script" of the tab: many lines at once, each on its character's head."""

from typing import Any

from bpy.app.translations import pgettext_iface as _

from . import session
from .script_request import script_reason
from .script_settings import script_settings_of
from .settings_values import has_texts
from .target_notes import unseen_note


def draw_script(layout: Any, context: Any) -> str:
    """The section; returns what is to be said below it."""
    settings = script_settings_of(context.scene)
    column = layout.column()
    column.enabled = session.task() is None
    if has_texts():
        column.prop(settings, "text_block", icon="TEXT")
    row = column.row()
    row.enabled = settings.text_block is None
    row.prop(settings, "file", text="", placeholder=_("Script File"))
    column.prop(settings, "cast", text="", placeholder=_("Cast File"))
    column.prop(settings, "languages")
    column.prop(settings, "start_frame")
    column.prop(settings, "idles")
    column.prop(settings, "prune")
    row = layout.row()
    row.scale_y = 1.5
    row.operator("soliloquy.speak_script", icon="OUTLINER_DATA_FONT")
    return script_reason(context) or unseen_note(context.scene, settings.start_frame, settings.start_frame)
