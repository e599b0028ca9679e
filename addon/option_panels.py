# SPDX-License-Identifier: GPL-3.0-or-later
"""The sections of the tab that show options: emotion, motion, voice."""

from typing import Any

from bpy.app.translations import pgettext_iface as _

from ..runtime.requests import EMOTIONS
from ..runtime.requests.kinds import NUMBER
from ..runtime.requests.options import OptionField
from . import icons, session, voices
from .option_properties import panel_options
from .properties import settings_of
from .scene_request import options_of_other_engines
from .style_menu import draw_style
from .voice_menus import SecondVoiceMenu


def draw_emotion(layout: Any, context: Any) -> None:
    settings = settings_of(context.scene)
    column = layout.column(align=True)
    column.enabled = session.task() is None
    for name in EMOTIONS:
        column.prop(settings.emotion, name, slider=True)
    if settings.source == "TEXT":
        _draw_options(column, settings, "emotion")
    column.separator()
    column.operator("soliloquy.reset_emotion", icon="LOOP_BACK")


def draw_motion(layout: Any, context: Any) -> None:
    settings = settings_of(context.scene)
    column = layout.column()
    column.enabled = session.task() is None
    _draw_options(column, settings, "motion")


def draw_advanced(layout: Any, context: Any) -> None:
    settings = settings_of(context.scene)
    column = layout.column()
    column.enabled = session.task() is None
    _draw_options(column, settings, "advanced")
    if all(field.name in options_of_other_engines(settings.engine) for field in panel_options("advanced")):
        column.label(text="The rules have nothing to set here")


def draw_voice(layout: Any, context: Any) -> None:
    settings = settings_of(context.scene)
    column = layout.column()
    column.enabled = session.task() is None and settings.source == "TEXT"
    _draw_options(column, settings, "voice")
    column.separator()
    column.label(text="Mix with a Second Voice")
    second = voices.voice_description(settings.second_voice) or _("None")
    column.menu(SecondVoiceMenu.bl_idname, text=second, translate=False, icon="USER")
    row = column.row()
    row.active = bool(settings.second_voice.strip())
    row.prop(settings, "second_share", slider=True)


def _draw_options(column: Any, settings: Any, panel: str) -> None:
    """The options of a section, in their order; those of another engine than the chosen one are left out."""
    hidden = options_of_other_engines(settings.engine)
    for field in panel_options(panel):
        if field.name not in hidden:
            _draw_option(column, settings, field)


def _draw_option(column: Any, settings: Any, field: OptionField) -> None:
    row = column.row(align=True)
    if field.name == "style":
        draw_style(row, settings)
        return
    row.prop(settings, field.name, slider=field.kind is NUMBER, expand=field.option.register == "engine")
    if field.name == "seed":
        row.operator("soliloquy.roll_seed", text="", icon_value=icons.dice_icon())
        note = column.row()
        note.active = False
        note.label(text="Changes the motion, never the voice")
