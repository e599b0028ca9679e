# SPDX-License-Identifier: GPL-3.0-or-later
"""The tabs of what a take is made from: in one row, or in two where the sidebar is too narrow to read them."""

from collections.abc import Sequence
from typing import Any

from bpy.app.translations import pgettext_iface as _

from .sources import SOURCES

_AROUND = 3
"""Characters that a tab takes besides its own."""


def draw_sources(column: Any, settings: Any, width: int) -> None:
    """width: of the sidebar, in characters."""
    tabs = column.column(align=True)
    for names in rows_of([(source.name, len(_(source.label))) for source in SOURCES], width):
        row = tabs.row(align=True)
        for name in names:
            row.prop_enum(settings, "source", name)


def rows_of(tabs: Sequence[tuple[str, int]], width: int) -> list[list[str]]:
    """The names, each with the length of its label, in the fewest rows in which every label can be read. In a row all
    tabs are as wide as its longest, so of the ways to part them that with the shortest longest one is taken."""
    names, lengths = [name for name, _length in tabs], [length + _AROUND for _name, length in tabs]

    def needed(first: int, last: int) -> int:
        return (last - first) * max(lengths[first:last], default=0)

    if needed(0, len(tabs)) <= width:
        return [names]
    split = min(range(1, len(tabs)), key=lambda at: (max(needed(0, at), needed(at, len(tabs))), -at))
    return [names[:split], names[split:]]
