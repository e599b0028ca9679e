# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawn mouths of a scene: layers of Grease Pencil, objects that are seen in turn, picture sequences, numbers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import bpy

from ..runtime.rigs.charts import FEWEST, LETTERED, MOST, chart_of_names
from ..runtime.rigs.rig_map import NUMBER, SEEN
from .versions import grease_pencil_layers, grease_pencil_modifiers, is_grease_pencil, is_time_offset, nodes_in

_NUMBERED = re.compile(r"(.*?)(\d+)(\.\w+)")
_CALLED = re.compile(r"(?i)mouth|viseme|phoneme|lips")
"""What a custom property is called that numbers the pictures of a mouth."""
_MOST_NUMBERS = 200


@dataclass(frozen=True)
class Drawn:
    """Something that shows a drawn mouth. channel: SEEN for what is shown and hidden, NUMBER for a number that chooses
    the picture, whose values are ``numbers``. places: the datablocks and paths that are keyed. owner: its object."""

    name: str
    channel: str
    places: tuple[tuple[Any, str], ...]
    owner: bpy.types.Object
    numbers: tuple[int, ...] = ()

    def keyed(self, value: Any) -> Any:
        """What is keyed for a value of the map: what is seen is not hidden."""
        return 1.0 - value if self.channel == SEEN else value


def drawn_of(target: bpy.types.Object) -> tuple[Drawn, ...]:
    """What of the objects around ``target`` (its parents, and all below them) may be a drawn mouth."""
    family = _family(target)
    found = [one for each in family for one in (*_layers(each), *_numbers(each))]
    return (*found, *_seen(target, family))


def _family(target: bpy.types.Object) -> list[bpy.types.Object]:
    top = target
    while top.parent is not None:
        top = top.parent
    return list(dict.fromkeys([target, top, *top.children_recursive]))


def _seen(target: bpy.types.Object, family: list[bpy.types.Object]) -> Iterator[Drawn]:
    """Objects that are pictures of a chart: in the family, or beside the target in its collection where it is called
    as a picture itself."""
    is_picture = any(chart.match([target.name]) for chart in LETTERED)
    beside = [one for collection in target.users_collection for one in collection.objects] if is_picture else []
    for objects in (family, beside):
        chart = chart_of_names(one.name for one in objects)
        if chart is not None:
            named = {one.name: one for one in objects}
            pictures = [named[name] for name in chart[1].values()]
            for each in pictures:
                yield Drawn(each.name, SEEN, ((each, "hide_viewport"), (each, "hide_render")), pictures[0])
            return


def _layers(each: bpy.types.Object) -> Iterator[Drawn]:
    if is_grease_pencil(each):
        for name, path in grease_pencil_layers(each.data):
            yield Drawn(name, SEEN, ((each.data, path),), each)


def _numbers(each: bpy.types.Object) -> Iterator[Drawn]:
    for modifier in grease_pencil_modifiers(each):
        if is_time_offset(modifier):
            path = modifier.path_from_id("offset")
            yield Drawn(modifier.name, NUMBER, ((each, path),), each, _drawings(each))
    for name in each.keys() if _CALLED.search(" ".join(map(str, each.keys()))) else ():
        numbers = _range(each, name)
        if _CALLED.search(name) and numbers:
            place = (each, f'["{bpy.utils.escape_identifier(name)}"]')
            yield Drawn(name, NUMBER, (place,), each, numbers)
    for slot in each.material_slots:
        yield from _sequences(each, slot.material)


def _range(each: bpy.types.Object, name: str) -> tuple[int, ...]:
    """The values of a custom property whose limits are set; none where it has none, or too many."""
    if not isinstance(each[name], int | float) or isinstance(each[name], bool):
        return ()
    told: Any = each.id_properties_ui(name)  # type: ignore[func-returns-value]
    limits = told.as_dict()
    low, high = int(limits.get("min", 0)), int(limits.get("max", 0))
    return tuple(range(low, high + 1)) if FEWEST <= high - low + 1 <= MOST else ()


def _drawings(each: Any) -> tuple[int, ...]:
    """Frames of the drawings of the layer that has most of them."""
    frames = [tuple(sorted({one.frame_number for one in layer.frames})) for layer in each.data.layers]
    fullest = max(range(len(frames)), key=lambda layer: len(frames[layer]), default=None)
    return () if fullest is None else frames[fullest][:_MOST_NUMBERS]


def _sequences(each: bpy.types.Object, material: Any) -> Iterator[Drawn]:
    for node in nodes_in(material):
        if node.bl_idname == "ShaderNodeTexImage" and node.image is not None and node.image.source == "SEQUENCE":
            path = bpy.path.abspath(node.image.filepath, library=node.image.library)
            # A picture's number is 1 and its offset, where the sequence is one frame long.
            numbers = tuple(number - 1 for number in _pictures(path))
            if node.image_user.frame_duration == 1:
                place = (material.node_tree, node.path_from_id() + ".image_user.frame_offset")
                yield Drawn(node.name, NUMBER, (place,), each, numbers)


def _pictures(path: str) -> tuple[int, ...]:
    try:
        return _pictures_in(path, Path(path).parent.stat().st_mtime_ns)
    except (OSError, ValueError):
        return ()


@lru_cache(maxsize=64)
def _pictures_in(path: str, _changed: int) -> tuple[int, ...]:
    """Numbers of the files of a sequence."""
    told = _NUMBERED.fullmatch(Path(path).name)
    if told is None:
        return ()
    names = (_NUMBERED.fullmatch(each.name) for each in Path(path).parent.iterdir())
    return tuple(sorted(int(one[2]) for one in names if one and (one[1], one[3]) == (told[1], told[3])))[:_MOST_NUMBERS]


def numbered(drawn: Iterable[Drawn]) -> dict[str, tuple[int, ...]]:
    return {one.name: one.numbers for one in drawn if one.channel == NUMBER}
