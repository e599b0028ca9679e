# SPDX-License-Identifier: GPL-3.0-or-later
"""Right click > Online Manual: where the manual that came with the extension tells of a button or a field."""

from pathlib import Path
from typing import Any

import bpy
from bpy.types import PropertyGroup

from ..blender.layer_strips import SLIDERS

MANUAL = Path(__file__).resolve().parent.parent / "docs"
"""Made of the pages of docs/ when the extension is built (``tools/release/manual.py``)."""

_SPEECH, _TAKES, _SLIDERS, _EDITS = (
    "blender.html#make-a-head-speak",
    "blender.html#takes",
    "blender.html#sliders-after-the-fact",
    "blender.html#edits",
)
_TEXT, _MICROPHONE = "blender.html#a-text-of-several-lines", "blender.html#the-microphone"
_TOKENS = "blender.html#tokens"
_BAKE, _SCRIPT, _EXPORT = "blender.html#bake-and-back", "blender.html#a-whole-script", "blender.html#export"
_PICTURE = "blender.html#a-picture-that-speaks"
_DRIVERS, _MAPPING = "blender.html#shapes-that-drivers-move", "rigs.html#correct-it-by-hand"
_VOICE, _PREFERENCES = "voice-from-face.html", "blender.html#how-it-works-and-what-it-costs"

_OF_MODULES = {
    "bake_operators": _BAKE,
    "edit_choice": _EDITS,
    "edit_making_operators": _EDITS,
    "edit_operators": _EDITS,
    "edit_timeline_operators": _EDITS,
    "emotion_edit_operators": _EDITS,
    "export_operator": _EXPORT,
    "export_settings": _EXPORT,
    "flame_operators": _SPEECH,
    "gaze_operators": _SLIDERS,
    "head_voice_operators": _VOICE,
    "live_link": _EXPORT,
    "mapping": _MAPPING,
    "mapping_operators": _MAPPING,
    "merge_operators": _TAKES,
    "more_takes_operators": _TAKES,
    "operators": _SPEECH,
    "person": _SPEECH,
    "person_operators": _SPEECH,
    "portrait_operators": _SPEECH,
    "preferences_operators": _PREFERENCES,
    "preferences_page": _PREFERENCES,
    "properties": _SPEECH,
    "recording_operators": _MICROPHONE,
    "rig_operators": _DRIVERS,
    "script_operators": _SCRIPT,
    "script_settings": _SCRIPT,
    "setting_operators": _SPEECH,
    "slider_operators": _SLIDERS,
    "speaking_picture_operators": _PICTURE,
    "speaking_picture_settings": _PICTURE,
    "take_list": _TAKES,
    "take_operators": _TAKES,
    "take_sound_operators": _TAKES,
    "text_operators": _TEXT,
    "tokens_operators": _TOKENS,
    "voice_file_operators": _VOICE,
    "wear_operators": _SPEECH,
}
"""Where the operators and settings of a module are told of."""
_ELSEWHERE = {
    "bpy.ops.soliloquy.voice_from_picture": _VOICE,
    "bpy.types.speechsettings.text*": _TEXT,
    "bpy.types.speechsettings.tokens": _TOKENS,
    **{f"bpy.types.kepttake.{slider}": _SLIDERS for slider in SLIDERS},
    "bpy.types.object.soliloquy_takes_played_as": _SLIDERS,
    "bpy.types.object.soliloquy_take*": _TAKES,
    "bpy.types.object.soliloquy_gaze*": _SLIDERS,
}
"""Single ones that are told of at another place than their module."""


def manual_map() -> tuple[str, tuple[tuple[str, str], ...]]:
    """As ``bpy.utils.register_manual_map`` wants it: the beginning of an address, and for each pattern of a name its
    end."""
    own = [(pattern, place) for pattern, place in _ELSEWHERE.items()]
    return f"{MANUAL.as_uri()}/", (*own, *(_operators()), *_settings())


def _operators() -> list[tuple[str, str]]:
    found = []
    for name in dir(bpy.ops.soliloquy):  # type: ignore[attr-defined]
        operator = getattr(bpy.ops.soliloquy, name)  # type: ignore[attr-defined]
        made: Any = getattr(bpy.types, operator.idname(), None)
        place = None if made is None else _OF_MODULES.get(_module(made))
        if place is not None:
            found.append((f"bpy.ops.soliloquy.{name}", place))
            # A button's own arguments, as Blender names them.
            found.append((f"bpy.types.{operator.idname().lower()}*", place))
    return found


def _settings() -> list[tuple[str, str]]:
    groups = [each for each in _subclasses(PropertyGroup) if _module(each) in _OF_MODULES and _is_ours(each)]
    return [(f"bpy.types.{each.__name__.lower()}*", _OF_MODULES[_module(each)]) for each in groups]


def _subclasses(of: Any) -> list[Any]:
    return [each for own in of.__subclasses__() for each in (own, *_subclasses(own))]


def _is_ours(made: Any) -> bool:
    return bool(made.__module__.rpartition(".")[0] == __package__)


def _module(made: Any) -> str:
    return str(made.__module__.rpartition(".")[2])


def register() -> None:
    bpy.utils.register_manual_map(manual_map)


def unregister() -> None:
    bpy.utils.unregister_manual_map(manual_map)
