# SPDX-License-Identifier: GPL-3.0-or-later
"""The faces of the embedded heads, for the menus in which one is chosen. Drawn by benchmarks/head_pictures.py."""

from functools import cache
from pathlib import Path
from typing import Any

import bpy.utils.previews

_FOLDER = Path(__file__).parent / "head_pictures"
_previews: list[Any] = []


HeadItem = tuple[str, str, str, int, int]


def head_items(names: tuple[str, ...]) -> list[HeadItem]:
    """For a choice among these heads; without a picture for one of a user's own."""
    return _items(tuple((name, _icon(name)) for name in names))


@cache  # Blender keeps no reference to the strings of a dynamic enum, so the lists must live on.
def _items(heads: tuple[tuple[str, int], ...]) -> list[HeadItem]:
    return [(name, name, "", icon, number) for number, (name, icon) in enumerate(heads)]


def _icon(name: str) -> int:
    """Number of the icon; 0, no icon, also when the extension is not registered."""
    picture = _previews[0].get(name) if _previews else None
    return 0 if picture is None else int(picture.icon_id)


def register() -> None:
    collection = bpy.utils.previews.new()
    for path in sorted(_FOLDER.glob("*.png")):
        collection.load(path.stem, str(path), "IMAGE")
    _previews.append(collection)


def unregister() -> None:
    while _previews:
        bpy.utils.previews.remove(_previews.pop())
