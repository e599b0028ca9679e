# SPDX-License-Identifier: GPL-3.0-or-later
"""The section Mapping of the tab: what of a head follows what of ours."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bpy.app.translations import pgettext_iface as _
from bpy.types import Menu, UIList
from bpy.utils import register_classes_factory

from ..blender.rig_map_on import map_text
from ..blender.rig_parts import carrier_of
from ..runtime.rigs.affixes import without_affixes
from ..runtime.rigs.kept_maps import kept_maps
from . import session
from .mapping import is_edited, mapping_of, row_problem
from .properties import settings_of
from .text_fields import characters_in

_STRENGTH = 0.87
"""Where the middle column ends, of the table's width."""
_LEAST, _MOST = 0.15, 0.45
"""Where it begins: as far as the names on either side need it."""
_TABLES_KEPT = 4
"""Rigs whose tables are remembered. Chosen by hand."""
_CUT = 0.4
"""Of what a line holds: longer names are cut off in their columns."""
_VALUE = 5
"""Characters that a slider needs for its value."""


class RowList(UIList):
    bl_idname = "SOLILOQUY_UL_mapping"

    def draw_item(  # type: ignore[override]  # Blender counts the arguments, and takes fewer
        self, context: Any, layout: Any, data: Any, item: Any, icon: Any, active_data: Any, active_name: Any
    ) -> None:
        shown = _shown_names(tuple((row.ours, row.theirs) for row in data.rows))
        ours_name, theirs_name = (shown.names.get(name, name) or "?" for name in (item.ours, item.theirs))
        alike = _plain(ours_name) == _plain(theirs_name)
        ours, theirs, strength = _cells(layout.row(align=True), 0.0 if alike else shown.begins)
        ours.alert = theirs.alert = not (item.ours and item.theirs)
        if not alike:
            ours.label(text=ours_name, translate=False)
        theirs.prop(item, "test", text=theirs_name, translate=False, slider=True)
        strength.label(text=f"{item.strength:.3g}", translate=False)

    def filter_items(self, context: Any, data: Any, name: str) -> Any:
        """By what stands in either column."""
        typed = self.filter_name.lower()
        rows = getattr(data, name)
        hit = [not typed or typed in row.ours.lower() or typed in row.theirs.lower() for row in rows]
        return [self.bitflag_filter_item if each else 0 for each in hit], []


class MapMenu(Menu):
    bl_idname = "SOLILOQUY_MT_mapping"
    bl_label = "Load Map"

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        for name in kept_maps():
            layout.operator("soliloquy.load_mapping", text=name, translate=False).name = name
        layout.separator()
        layout.operator("soliloquy.load_mapping", text=_("From a File ..."), icon="FILE_FOLDER")


def draw_mapping(layout: Any, context: Any) -> str:
    """The section; returns what is to be said below it."""
    layout.enabled = session.task() is None
    target = settings_of(context.scene).target
    if target is None:
        return _("Choose a head, or use Add Head")
    carrier = carrier_of(target)
    row = layout.row(align=True)
    if not is_edited(carrier):
        row.operator("soliloquy.edit_mapping", icon="GREASEPENCIL")
        row.menu(MapMenu.bl_idname, text="", icon="FILE_FOLDER")
        return "" if map_text(carrier) else _("Found automatically, by the names of its shapes")
    mapping = mapping_of(carrier)
    row.prop(mapping, "name", text="")
    row.operator("soliloquy.save_mapping", text="", icon="FILE_TICK")
    row.operator("soliloquy.share_mapping", text="", icon="EXPORT")
    row.menu(MapMenu.bl_idname, text="", icon="FILE_FOLDER")
    _draw_table(layout, mapping)
    chosen = mapping.rows[mapping.active] if 0 <= mapping.active < len(mapping.rows) else None
    if chosen is not None:
        _draw_row(layout.column(align=True), chosen)
        _draw_whole_names(layout.column(align=True), chosen, characters_in(context))
    column = layout.column(align=True)
    column.operator("soliloquy.rest_mapping", icon="LOOP_BACK")
    column.operator("soliloquy.find_mapping", icon="FILE_REFRESH")
    return row_problem(mapping, chosen) if chosen is not None else ""


def _draw_table(layout: Any, mapping: Any) -> None:
    table = layout.column(align=True)
    # × for the strength, whose word is wider than its column.
    begins = _shown_names(tuple((row.ours, row.theirs) for row in mapping.rows)).begins
    for cell, label in zip(
        _cells(table.row(align=True), begins), (_("Ours"), f"{_('Theirs')}: {_('Test')}", "×"), strict=True
    ):
        cell.label(text=label, translate=False)
    table.template_list(RowList.bl_idname, "", mapping, "rows", mapping, "active", rows=8)
    buttons = table.row(align=True)
    buttons.operator("soliloquy.add_mapping_row", icon="ADD")
    buttons.operator("soliloquy.remove_mapping_row", icon="REMOVE")


def _draw_row(column: Any, row: Any) -> None:
    """The chosen row, as wide as the sidebar."""
    column.use_property_split, column.use_property_decorate = True, False
    for name in ("ours", "channel", "theirs", "strength", "test"):
        column.prop(row, name, slider=name == "test")


def _draw_whole_names(column: Any, row: Any, characters: int) -> None:
    """Those of the chosen row that the table cuts off, over as many lines as they need."""
    for name in (row.ours, row.theirs):
        for line in textwrap.wrap(name, characters) if len(name) > _CUT * characters else ():
            column.label(text=line, translate=False)


@dataclass(frozen=True)
class _Shown:
    """names: as a table has them -> as it shows them, without what most of them share before and behind. begins: where
    the column of theirs does, of the table's width; names that are alike are shown once, across both columns."""

    names: Mapping[str, str]
    begins: float


@lru_cache(_TABLES_KEPT)
def _shown_names(rows: tuple[tuple[str, str], ...]) -> _Shown:
    columns = [list(dict.fromkeys(row[side] for row in rows)) for side in (0, 1)]
    names = {whole: short for column in columns for short, whole in (without_affixes(column) or {}).items()}
    pairs = [[names.get(name, name) for name in row] for row in rows]
    unlike = [pair for pair in pairs if _plain(pair[0]) != _plain(pair[1])]
    ours, theirs = (max((len(pair[side]) for pair in unlike), default=1) for side in (0, 1))
    return _Shown(names, min(max(ours / (ours + theirs + _VALUE), _LEAST), _MOST) * _STRENGTH)


def _plain(name: str) -> str:
    """Whatever its case and its underscores."""
    return "".join(each for each in name.casefold() if each.isalnum())


def _cells(row: Any, begins: float) -> list[Any]:
    """Ours, theirs with its slider, and the strength; ``begins`` is 0 for none of ours."""
    split = ours = row
    if begins:
        split = row.split(factor=begins, align=True)
        ours = split.row(align=True)
    split = split.split(factor=(_STRENGTH - begins) / (1.0 - begins), align=True)
    return [ours, split.row(align=True), split.row(align=True)]


_CLASSES = (RowList, MapMenu)
register, unregister = register_classes_factory(_CLASSES)
