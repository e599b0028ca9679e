# SPDX-License-Identifier: GPL-3.0-or-later
"""What the artist has set for exports, kept in each scene."""

from typing import Any

from bpy.props import BoolProperty, EnumProperty, PointerProperty, StringProperty
from bpy.types import PropertyGroup, Scene
from bpy.utils import register_class, unregister_class

from ..blender.scene_lines import WHAT
from ..blender.versions import FROM_THE_BLEND
from .option_properties import export_options, setting_property

NAME = "soliloquy_export"
"""Where a scene keeps them."""

_FOLDER_OPTIONS: Any = {"ANIMATABLE", *FROM_THE_BLEND}
_OF_BLENDER: dict[str, Any] = {
    "what": EnumProperty(name="What", description="What becomes a file", items=WHAT),
    "file_format": EnumProperty(
        name="Format",
        description="Of the files, where they are for no engine",
        items=(("fbx", "FBX", "For Unreal, Unity, Maya and others"), ("glb", "glTF", "For Godot, the web and others")),
    ),
    "folder": StringProperty(
        name="Folder", description="Where the files go", subtype="DIR_PATH", options=_FOLDER_OPTIONS
    ),
    "sound": BoolProperty(name="Sound Beside", description="Write the sound as a WAV beside each file", default=True),
}

ExportSettings = type(
    "ExportSettings",
    (PropertyGroup,),
    {
        "__annotations__": {
            **_OF_BLENDER,
            **{name: setting_property(field) for name, field in export_options().items() if field.option.panel},
        }
    },
)


def export_settings_of(scene: Any) -> Any:
    """The ``ExportSettings`` of a scene."""
    return getattr(scene, NAME)


def register() -> None:
    register_class(ExportSettings)
    setattr(Scene, NAME, PointerProperty(type=ExportSettings))


def unregister() -> None:
    delattr(Scene, NAME)
    unregister_class(ExportSettings)
