# SPDX-License-Identifier: GPL-3.0-or-later
"""The section "Export" of the tab."""

from typing import Any

from . import session
from .export_settings import export_settings_of
from .live_link import draw_live_link
from .option_properties import NONE


def draw_export(layout: Any, context: Any) -> None:
    """What becomes files, for whom, where they go, and the button."""
    settings = export_settings_of(context.scene)
    column = layout.column()
    column.enabled = session.task() is None
    column.prop(settings, "what", text="")
    column.prop(settings, "preset")
    if settings.preset == NONE:
        column.row().prop(settings, "file_format", expand=True)
    else:
        column.prop(settings, "split")
    column.prop(settings, "sound")
    column.prop(settings, "folder", text="")
    row = layout.row()
    row.scale_y = 1.5
    button = row.operator("soliloquy.export", icon="EXPORT")
    button.folder = settings.folder
    button.split = settings.split and settings.preset != NONE
    draw_live_link(layout, context)
