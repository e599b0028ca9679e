# SPDX-License-Identifier: GPL-3.0-or-later
"""The values of options that a scene's settings and the preferences hold."""

from types import SimpleNamespace
from typing import Any

import bpy

from ..runtime.requests import EMOTIONS
from . import preferences
from .head_settings import kept_settings
from .option_properties import generation_options
from .sources import SOURCES

_GIVEN = tuple(source.given for source in SOURCES)


def setting_values(settings: Any, speaks: bool) -> dict[str, Any]:
    """Values of options by name; what was left empty is not there, so that its default holds."""
    values: dict[str, Any] = {
        name: getattr(settings, name) for name in generation_options() if hasattr(settings, name) and name != "emotion"
    }
    values |= {"voice": voice_of(settings), "emotion": emotion_of(settings), "device": preferences.device()}
    if speaks:
        values |= {"text": text_of(settings)}
    if speaks or not settings.transcript.strip():
        del values["language"]  # a text has its voice's, and that of a recording without a transcript is heard
    if not values["face"]:
        del values["face"]
    values = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    kept = {name: value for name, value in values.items() if value != "" or name in _GIVEN}
    return {name: full_path(name, value) for name, value in kept.items()}


def values_kept(head: Any, speaks: bool) -> dict[str, Any]:
    """What a head keeps while another one is shown, by the options' names."""
    told = kept_settings(head)
    block = bpy.data.texts.get(told.get("text_block") or "")
    kept = SimpleNamespace(
        voice=told.get("voice", ""),
        second_voice=told.get("second_voice", ""),
        second_share=told.get("second_share", 0.0),
        text=told.get("text", ""),
        text_block=block,
    )
    found: dict[str, Any] = {name: told[name] for name in ("start_frame",) if name in told}
    if "emotion" in told:
        found["emotion"] = {name: strength for name, strength in told["emotion"].items() if strength > 0.0}
    return found | ({"voice": voice_of(kept), "text": text_of(kept)} if told and speaks else {})


def full_path(name: str, value: Any) -> Any:
    """The value of an option that may be a file, seen from the open .blend; others as they are."""
    field = generation_options().get(name)
    if field is None or not field.option.path or not isinstance(value, str) or not value:
        return value
    own = preferences.own_styles().get(value) if name == "style" else None
    return bpy.path.abspath(str(own or value))


def voice_of(settings: Any) -> str:
    """The voice, or the mix of two, as the voice model names it."""
    first = _seen_from_here(settings.voice.strip()) or preferences.default_voice()
    second = settings.second_voice.strip()
    if not second or second == first or settings.second_share <= 0.0:
        return first
    return f"{first}:{1.0 - settings.second_share:.3f},{second}:{settings.second_share:.3f}"


def _seen_from_here(voice: str) -> str:
    """A voice file whose path begins at the .blend by its whole path; others as they are."""
    return bpy.path.abspath(voice) if voice.startswith("//") else voice


def text_of(settings: Any) -> str:
    """What is to be said: the text block when one is chosen, else the field."""
    block = settings.text_block
    return block.as_string().strip() if block is not None else settings.text.strip()


def has_texts() -> bool:
    """Whether there is a text block to choose; those of takes are hidden by the dot of their name."""
    return any(not text.name.startswith(".") for text in bpy.data.texts)


def emotion_of(settings: Any) -> dict[str, float]:
    """The emotions that are set, by name."""
    strengths = {name: getattr(settings.emotion, name) for name in EMOTIONS}
    return {name: strength for name, strength in strengths.items() if strength > 0.0}
