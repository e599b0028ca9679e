# SPDX-License-Identifier: GPL-3.0-or-later
"""The menus from which a voice is chosen, by language."""

from typing import Any

from bpy.app.translations import pgettext_iface as _
from bpy.types import Menu

from . import voices


class VoiceMenu(Menu):
    bl_idname = "SOLILOQUY_MT_voice"
    bl_label = "Voice"

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        _draw_voices(layout, "voice")
        layout.separator()
        layout.operator("soliloquy.choose_voice_file", icon="FILE_FOLDER")
        layout.operator("soliloquy.save_voice", icon="FILE_TICK")


class SecondVoiceMenu(Menu):
    bl_idname = "SOLILOQUY_MT_second_voice"
    bl_label = "Second Voice"

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        layout.operator("soliloquy.set_voice", text=_("None")).setting = "second_voice"
        layout.separator()
        _draw_voices(layout, "second_voice")


class DefaultVoiceMenu(Menu):
    bl_idname = "SOLILOQUY_MT_default_voice"
    bl_label = "Default Voice"

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        layout.operator("soliloquy.set_voice", text=_("One that fits each head")).setting = "default"
        layout.separator()
        _draw_voices(layout, "default")


def _draw_voices(layout: Any, setting: str) -> None:
    row = layout.row()
    for language, group in voices.by_language():
        column = row.column()
        column.label(text=language.name)
        column.separator()
        for voice in group:
            gender = "♀" if voice.gender == "female" else "♂"
            text = f"{voices.voice_label(voice.name)} {gender}"
            button = column.operator("soliloquy.set_voice", text=text, translate=False)
            button.voice, button.setting = voice.name, setting
