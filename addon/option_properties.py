# SPDX-License-Identifier: GPL-3.0-or-later
"""Options as Blender's properties: of the scene's settings, and of an operator's call."""

from collections.abc import Mapping
from typing import Any

from bpy.props import BoolProperty, EnumProperty, FloatProperty, IntProperty, StringProperty

from ..blender.versions import FROM_THE_BLEND
from ..runtime.registers import choices_in
from ..runtime.requests import ExportOptions
from ..runtime.requests.kinds import NUMBER, SWITCH, WHOLE
from ..runtime.requests.option import Choice
from ..runtime.requests.options import REQUIRED, OptionField, options_of
from ..runtime.requests.portrait import PortraitRequest
from .sources import SOURCES

_LARGEST_WHOLE = 2**31 - 1
"""Of a Blender property."""
_LISTED = ("engine", "language")
"""Registers whose names Blender offers to choose from; the others are too long or change, so they are typed, with
a search."""
_OF_EXPORT = ("preset", "split", "mouth_close", "texture_size", "mesh_path", "bone_path")
NONE = "NONE"
"""In a list of choices what stands for none of them."""


def generation_options() -> dict[str, OptionField]:
    """The options of a generation by name: of a line, of a recording, of a film, and where it begins.

    Where several of them have one of the same name, it is the one that Blender's settings show.
    """
    of_scene = [each for each in options_of(ExportOptions) if each.name == "start_frame"]
    fields = [field for source in SOURCES for field in options_of(source.request)] + of_scene
    found: dict[str, OptionField] = {}
    for each in fields:
        if each.name not in found or each.option.label:
            found[each.name] = each
    del found["head"]  # the scene's own head speaks, so its identity is not asked for
    return found


def export_options() -> dict[str, OptionField]:
    """The options of an export from a scene by name: what the scene says itself is not asked for."""
    return {each.name: each for each in options_of(ExportOptions) if each.name in _OF_EXPORT}


def portrait_options() -> dict[str, OptionField]:
    """The options of a portrait by name: the frame rate is the scene's own."""
    return {each.name: each for each in options_of(PortraitRequest) if each.name != "fps"}


def panel_options(panel: str) -> list[OptionField]:
    """The options that a section of the panel shows, in their order."""
    return [each for each in generation_options().values() if each.option.panel == panel]


def setting_property(field: OptionField, **more: Any) -> Any:
    """The property of the scene's settings that holds an option. more: for Blender's own function."""
    choices = choices_in(field.option.register) if field.option.register in _LISTED else field.option.choices
    return _property(field, choices, more)


def operator_property(field: OptionField) -> Any:
    """The property by which an operator is given an option: what is written there is checked with the request."""
    return _property(field, field.option.choices, {"options": {"SKIP_SAVE"}})


def choice_items(choices: tuple[Choice, ...]) -> list[tuple[str, str, str]]:
    """As Blender lists them."""
    return [(choice.name, choice.label or choice.name, choice.description) for choice in choices if choice.panel]


def shown(text: str) -> str:
    """A help text as Blender's tooltip: it begins with a capital."""
    return text[:1].upper() + text[1:]


def label_of(field: OptionField) -> str:
    return field.option.label or field.words.title()


def _property(field: OptionField, choices: tuple[Choice, ...], more: Mapping[str, Any]) -> Any:
    option = field.option
    about: dict[str, Any] = {"name": label_of(field), "description": shown(option.help), **more}
    default = None if field.default is REQUIRED else field.default
    if field.kind is SWITCH:
        return BoolProperty(default=default, **about)
    if field.kind in (NUMBER, WHOLE):
        return _number(field, about)
    if choices and field.kind.name == "text":
        if field.optional and default is None and not option.register:
            none = (NONE, "None", "")
            return EnumProperty(items=[none, *choice_items(choices)], default=NONE, **about)
        return EnumProperty(items=choice_items(choices), default=default or choices[0].name, **about)
    if option.path and not option.register:
        about |= {"subtype": "FILE_PATH", "options": {*about.get("options", ()), *FROM_THE_BLEND}}
    return StringProperty(default=default if isinstance(default, str) else "", **about)


def _number(field: OptionField, about: dict[str, Any]) -> Any:
    whole = field.kind is WHOLE
    largest: float = _LARGEST_WHOLE if whole else 3.4e38
    for names, limits in ((("min", "max"), field.option.limits), (("soft_min", "soft_max"), field.option.soft_limits)):
        if limits is not None:
            values = [min(max(limit, -largest), largest) for limit in limits]
            about |= dict(zip(names, map(int, values) if whole else values, strict=True))
    least = int(field.option.limits[0]) if field.option.limits else 0
    default = least if field.default in (None, REQUIRED) else field.default
    return (IntProperty if whole else FloatProperty)(default=default, **about)
