# SPDX-License-Identifier: GPL-3.0-or-later
"""The section "Takes" of the tab: what a head was made to say, to choose from."""

from typing import Any

from bpy.app.translations import pgettext_iface as _
from bpy.types import Menu, UIList
from bpy.utils import register_classes_factory

from ..blender.baked_record import baked_on
from ..blender.layer_strips import ADDED, EMOTION, SLIDERS
from . import session, take_sliders
from .emotion_sliders import has_slider
from .gaze_operators import draw_gaze
from .properties import settings_of
from .take_keeping import is_in_time
from .take_list import CHOSEN, MOST_STARS, PLAYED_AS, TAKES, chosen_take, is_shown, takes_kept
from .take_pictures import picture_of
from .take_sound_operators import silent_takes
from .target import holder_of

_ROWS = 4


class TakeList(UIList):
    """A row a take: whether it plays, its name, its stars."""

    bl_idname = "SOLILOQUY_UL_takes"

    def draw_item(  # type: ignore[override]  # Blender counts the arguments, and takes fewer
        self, context: Any, layout: Any, data: Any, item: Any, icon: int, active: Any, active_property: str, index: int
    ) -> None:
        row = layout.row(align=True)
        shown = is_shown(data, item)
        show = row.operator("soliloquy.show_take", text="", icon="HIDE_OFF" if shown else "HIDE_ON", emboss=False)
        show.number = index
        picture = picture_of(data, item)
        row.label(text="", icon_value=picture) if picture else row.label(text="", icon="USER")
        if item.colour != "NONE":
            row.label(text="", icon=f"COLLECTION_COLOR_0{item.colour}")
        name = row.row()
        name.active = shown
        name.prop(item, "name", text="", emboss=False)
        stars = row.row()
        stars.alignment = "RIGHT"
        stars.label(text="\u2605" * item.rating, translate=False)


class TakesMenu(Menu):
    bl_idname = "SOLILOQUY_MT_takes"
    bl_label = "Take"

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        layout.operator("soliloquy.solo_take", icon="SOLO_ON")
        layout.operator("soliloquy.merge_takes", icon="AUTOMERGE_ON")
        layout.operator("soliloquy.cross_fade_takes", icon="IPO_EASE_IN_OUT")
        layout.separator()
        layout.operator("soliloquy.reduce_keys", icon="IPO_BEZIER")
        layout.operator("soliloquy.restore_keys", icon="KEYFRAME")
        layout.separator()
        layout.operator("soliloquy.bake_take", icon="ACTION")
        layout.operator("soliloquy.unbake_take", icon="LOOP_BACK")
        layout.separator()
        layout.operator("soliloquy.save_take", icon="EXPORT")
        layout.operator("soliloquy.save_tokens", icon="EXPORT")
        layout.operator("soliloquy.load_take", icon="IMPORT")


def draw_takes(layout: Any, context: Any) -> str:
    """The section; returns what is to be said below it."""
    holder = holder_of(context.scene, settings_of(context.scene).target)
    if holder is None:
        return ""
    column = layout.column()
    column.enabled = session.task() is None
    take = chosen_take(holder)
    row = column.row()
    row.template_list(
        TakeList.bl_idname, "", holder, TAKES, holder, CHOSEN, rows=_ROWS if len(takes_kept(holder)) else 2
    )
    side = row.column(align=True)
    side.operator("soliloquy.duplicate_take", text="", icon="DUPLICATE")
    side.operator("soliloquy.delete_take", text="", icon="TRASH")
    side.menu(TakesMenu.bl_idname, text="", icon="DOWNARROW_HLT")
    if take is not None:
        _draw_chosen(column, holder, take)
        _draw_sliders(column, context, holder, take)
    row = column.row(align=True)
    row.operator("soliloquy.another_take", icon="FILE_REFRESH")
    row.operator("soliloquy.three_takes")
    if silent_takes(context.scene, holder):
        column.operator("soliloquy.add_take_sound", icon="SOUND")
        return _("Its sound is in this file, but in no strip of this scene: it is not heard")
    if take is not None and is_shown(holder, take) and not is_in_time(context.scene, take):
        column.operator("soliloquy.restore_keys", icon="KEYFRAME")
        return _("It was keyed at another frame rate than the scene's, so face and sound are not in time")
    return "" if take is not None else _("Each speech that you generate is kept here")


def _draw_chosen(column: Any, holder: Any, take: Any) -> None:
    picture = picture_of(holder, take)
    if picture:
        column.template_icon(icon_value=picture, scale=4.0)
    column.row(align=True).prop(take, "colour", expand=True, icon_only=True)
    row = column.row(align=True)
    for number in range(1, MOST_STARS + 1):
        icon = "SOLO_ON" if number <= take.rating else "SOLO_OFF"
        row.operator("soliloquy.rate_take", text="", icon=icon, emboss=False).rating = number
    if any(each.name == take.key for each in baked_on(holder)):
        row.label(text="Baked", icon="ACTION")
    row.separator()
    seconds = (take.frames - 1) / take.rate if take.rate else 0.0
    row.label(text=_("{seconds:.1f} s, from frame {start}").format(seconds=seconds, start=take.start), translate=False)


def _draw_sliders(column: Any, context: Any, holder: Any, take: Any) -> None:
    column.row(align=True).prop(holder, PLAYED_AS, expand=True)
    if take_sliders.plays_strips(holder):
        keyed = take_sliders.keys_of_sliders(take)
        sliders = column.column(align=True)
        sliders.active = is_shown(holder, take)
        for slider in SLIDERS:
            if slider in ADDED and not has_slider(take, slider):
                if slider == EMOTION:
                    sliders.operator("soliloquy.split_emotion")
                continue
            row = sliders.row(align=True)
            row.prop(take, slider, slider=True)
            row.operator("soliloquy.key_slider", text="", icon="KEYFRAME").slider = slider
            if slider in keyed:
                row.operator("soliloquy.free_slider", text="", icon="KEYFRAME_HLT").slider = slider
        column.operator_menu_enum("soliloquy.add_emotion", "emotion", icon="ADD")
    draw_gaze(column, context)


_CLASSES = (TakeList, TakesMenu)
register, unregister = register_classes_factory(_CLASSES)
