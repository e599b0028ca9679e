# SPDX-License-Identifier: GPL-3.0-or-later
"""What the artist has set in the panel, kept in each scene.

Options of a generation are made of what ``runtime.requests`` tells of them; written out here is what only Blender has.
"""

from typing import Any

from bpy.props import EnumProperty, FloatProperty, IntProperty, PointerProperty, StringProperty
from bpy.types import Object, PropertyGroup, Scene, Text
from bpy.utils import register_class, unregister_class

from ..blender.versions import is_grease_pencil
from ..runtime.animate.flow.styles import style_names
from ..runtime.requests import Direction, IdleRequest
from ..runtime.requests.options import limits_of, option_of
from . import preferences, session
from .head_settings import target_chosen
from .option_properties import generation_options, setting_property
from .settings_values import voice_of
from .sources import SOURCES
from .text_fields import line_fields

NAME = "soliloquy"
"""Where a scene keeps its settings."""


def _warm(settings: Any, context: Any) -> None:
    session.warm(voice_of(settings))


def _can_be_target(settings: Any, candidate: Any) -> bool:
    return candidate.type in ("MESH", "ARMATURE", "EMPTY") or is_grease_pencil(candidate)


def _styles(settings: Any, context: Any, typed: str) -> list[str]:
    return [*style_names(), *preferences.own_styles()]


def _emotion_properties() -> dict[str, Any]:
    return {
        each.name: FloatProperty(
            name=each.label, description=each.description, min=0.0, max=1.0, default=0.0, subtype="FACTOR"
        )
        for each in option_of(Direction, "emotion").option.choices
    }


SpeechEmotion = type("SpeechEmotion", (PropertyGroup,), {"__annotations__": _emotion_properties()})
"""One strength for each of ``runtime.requests.EMOTIONS``."""

_OF_BLENDER: dict[str, Any] = {
    "source": EnumProperty(
        name="Source",
        description="What the head speaks or moves to",
        items=[(source.name, source.label, source.description) for source in SOURCES],
    ),
    "text": StringProperty(name="Text", description="What the head says", update=_warm),
    **line_fields(),
    "text_block": PointerProperty(
        name="Text Block",
        description="Say this text block of the file instead: for text of any length, in several lines",
        type=Text,
    ),
    "voice": StringProperty(
        name="Voice", description="The voice; empty for the default voice of the preferences", update=_warm
    ),
    "second_voice": StringProperty(name="Second Voice", description="A voice to mix in; empty for none"),
    "second_share": FloatProperty(
        name="Share", description="How much of the second voice", min=0.0, max=1.0, default=0.5, subtype="FACTOR"
    ),
    "face": IntProperty(
        name="Face",
        description="Which face to follow where the film shows several, counted from the left; 0 where there is one",
        min=0,
    ),
    "seconds": FloatProperty(
        name="Seconds",
        description="How long the face idles; it ends as it begins, so that it loops",
        min=limits_of(IdleRequest, "seconds")[0],
        max=limits_of(IdleRequest, "seconds")[1],
        default=10.0,
    ),
    # Not a path as Blender has them, whose button would show every file.
    "tokens": StringProperty(name="Tokens", description="A performance as syllable tokens"),
    "target": PointerProperty(
        name="Head",
        description="What is to speak: the embedded head, or any mesh or armature of a character with a face",
        type=Object,
        poll=_can_be_target,
        update=target_chosen,
    ),
    "shown_for": PointerProperty(type=Object),
    "mode": EnumProperty(
        name="Existing Speech",
        description="What becomes of what the head said before",
        items=(
            ("REPLACE", "Replace Earlier", "The head's earlier speech is removed, its keyframes and its sound"),
            ("ADD", "Keep Earlier", "Earlier speech stays, but for lines that the new one meets"),
        ),
    ),
}
_MORE: dict[str, dict[str, Any]] = {"style": {"search": _styles}}
"""What Blender needs besides for an option."""


def _option_properties() -> dict[str, Any]:
    """A property for each option that has a label, which is its name in Blender."""
    return {
        name: setting_property(field, **_MORE.get(name, {}))
        for name, field in generation_options().items()
        if field.option.label and name not in _OF_BLENDER
    }


SpeechSettings = type(
    "SpeechSettings",
    (PropertyGroup,),
    {"__annotations__": {**_OF_BLENDER, **_option_properties(), "emotion": PointerProperty(type=SpeechEmotion)}},
)


def settings_of(scene: Any) -> Any:
    """The ``SpeechSettings`` of a scene."""
    return getattr(scene, NAME)


_CLASSES = (SpeechEmotion, SpeechSettings)


def register() -> None:
    for each in _CLASSES:
        register_class(each)
    setattr(Scene, NAME, PointerProperty(type=SpeechSettings))


def unregister() -> None:
    delattr(Scene, NAME)
    for each in reversed(_CLASSES):
        unregister_class(each)
