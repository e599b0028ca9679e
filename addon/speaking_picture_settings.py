# SPDX-License-Identifier: GPL-3.0-or-later
"""What the artist has set for a picture that speaks, kept in each scene."""

from typing import Any

from bpy.props import EnumProperty, IntProperty, PointerProperty
from bpy.types import PropertyGroup, Scene
from bpy.utils import register_class, unregister_class

from .option_properties import portrait_options, setting_property

NAME = "soliloquy_portrait"
"""Where a scene keeps them."""


def says_property(**more: Any) -> Any:
    return EnumProperty(
        name="Says",
        description="What the picture says",
        items=(
            ("SOURCE", "As Set Above", "The text, recording, film or tokens that are set at the top of the panel"),
            ("TAKE", "Chosen Take", "What the head's chosen take says, from the frame on which that begins"),
        ),
        **more,
    )


_OF_BLENDER: dict[str, Any] = {
    "says": says_property(),
    "face": IntProperty(
        name="Face",
        description="Which face speaks where the picture shows several, counted from the left; 0 where there is one",
        min=0,
    ),
}
PictureSettings = type(
    "PictureSettings",
    (PropertyGroup,),
    {
        "__annotations__": {
            **{name: setting_property(field) for name, field in portrait_options().items()},
            **_OF_BLENDER,
        }
    },
)


def picture_settings_of(scene: Any) -> Any:
    """The ``PictureSettings`` of a scene."""
    return getattr(scene, NAME)


def register() -> None:
    register_class(PictureSettings)
    setattr(Scene, NAME, PointerProperty(type=PictureSettings))


def unregister() -> None:
    delattr(Scene, NAME)
    unregister_class(PictureSettings)
