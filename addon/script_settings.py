# SPDX-License-Identifier: GPL-3.0-or-later
"""What the artist has set in the section Script, kept in each scene."""

from typing import Any

from bpy.props import BoolProperty, IntProperty, PointerProperty, StringProperty
from bpy.types import PropertyGroup, Scene, Text
from bpy.utils import register_class, unregister_class

from ..blender.versions import FROM_THE_BLEND

NAME = "soliloquy_script"
"""Where a scene keeps them."""

_OF_A_FILE: dict[str, Any] = {"subtype": "FILE_PATH", "options": FROM_THE_BLEND}
_SETTINGS: dict[str, Any] = {
    "text_block": PointerProperty(
        name="Text Block",
        description="The script: NAME: what is said, a line each, or a table whose first row names its columns",
        type=Text,
    ),
    "file": StringProperty(
        name="Script File",
        description="The script: .txt, .csv, .tsv, .fountain, .json or .jsonl",
        **_OF_A_FILE,
    ),
    "cast": StringProperty(
        name="Cast File",
        description="Who speaks with which voice and which head (CAST.toml); empty: everybody gets a voice",
        **_OF_A_FILE,
    ),
    "languages": StringProperty(name="Language", description="Of a script in several languages: fr, en-us, ..."),
    "start_frame": IntProperty(name="Start Frame", description="Where the script begins", default=1, min=0),
    "idles": BoolProperty(
        name="Idle Between Lines",
        description="Keep the heads alive where they say nothing for 2 seconds or longer: breath, blinks, gaze",
        default=True,
    ),
    "prune": BoolProperty(
        name="Remove Lines That Left",
        description="Take lines out of the scene that an earlier run has put there and the script has no more",
    ),
}
ScriptSettings = type("ScriptSettings", (PropertyGroup,), {"__annotations__": _SETTINGS})


def script_settings_of(scene: Any) -> Any:
    """The ``ScriptSettings`` of a scene."""
    return getattr(scene, NAME)


def register() -> None:
    register_class(ScriptSettings)
    setattr(Scene, NAME, PointerProperty(type=ScriptSettings))


def unregister() -> None:
    delattr(Scene, NAME)
    unregister_class(ScriptSettings)
