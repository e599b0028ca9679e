# SPDX-License-Identifier: GPL-3.0-or-later
"""The menu of the learned motion's styles: shipped ones are called by what they are, the user's own by their names."""

from typing import Any

from bpy.app.translations import pgettext_iface as _
from bpy.types import Menu
from bpy.utils import register_classes_factory

from ..runtime.animate.flow.styles import style_names
from . import preferences
from .properties import NAME

_LABELS = {"plain": "Plain", "capture": "As Captured"}


class StyleMenu(Menu):
    bl_idname = "SOLILOQUY_MT_style"
    bl_label = "Style"

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        for name in (*style_names(), *preferences.own_styles()):
            button = layout.operator("wm.context_set_string", text=style_label(name), translate=False)
            button.data_path, button.value = f"scene.{NAME}.style", name


def draw_style(row: Any, settings: Any) -> None:
    """The label, and the chosen style as a menu."""
    split = row.split(factor=0.4, align=True)
    split.label(text="Style")
    split.menu(StyleMenu.bl_idname, text=style_label(settings.style), translate=False)


def style_label(name: str) -> str:
    """What a style is called in the panel: one of the user's own by its name."""
    return _(_LABELS[name]) if name in _LABELS else name


register, unregister = register_classes_factory((StyleMenu,))
