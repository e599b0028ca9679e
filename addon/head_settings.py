# SPDX-License-Identifier: GPL-3.0-or-later
"""Voice, text, start frame and emotion belong to a head: choosing another one shows what was set for that one.

The scene's settings are what the panel shows; a head keeps its own as JSON while another is chosen, and in the .blend.
A head that has none yet begins with what is shown, and one of ours with a voice that fits it.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import bpy
from bpy.app.handlers import persistent

from ..blender.person import person_shown
from ..blender.remembered import remember, remembered
from ..runtime.errors import SoliloquyError
from ..runtime.face.fitting import candidates
from ..runtime.head.heads import identity_of
from ..runtime.requests import EMOTIONS
from ..runtime.text.languages import DEFAULT_LANGUAGE
from ..runtime.voice.ages import speaking_pitch
from . import voices

PROPERTY = "soliloquy_head_settings"
"""Custom property of a head: what is set for it, as JSON."""
SCENE = "soliloquy"
_KEPT: dict[str, type | tuple[type, ...]] = {
    "text": str,
    "voice": str,
    "second_voice": str,
    "second_share": (int, float),
    "start_frame": int,
}
_LATEST = 2**31 - 1
"""Of Blender's whole numbers."""
_LONGEST = 1_000_000
"""Characters: of a text that was typed into a field, and all around it."""


def target_chosen(settings: Any, context: Any) -> None:
    """Blender calls this when another head is chosen: the one before keeps what was set for it."""
    head = settings.target
    if head == settings.shown_for:
        return
    keep_settings(settings)
    settings.shown_for = head
    if head is not None:
        _show(settings, kept_settings(head))


def keep_settings(settings: Any) -> None:
    """Let the head that is shown keep what is set."""
    head = settings.shown_for
    if head is not None and head.library is None:
        told = {name: getattr(settings, name) for name in _KEPT}
        told["text_block"] = settings.text_block.name if settings.text_block is not None else ""
        told["emotion"] = {name: round(getattr(settings.emotion, name), 4) for name in EMOTIONS}
        remember(head, PROPERTY, json.dumps(told, ensure_ascii=False))


def kept_settings(head: Any) -> dict[str, Any]:
    """What a head keeps; nothing where it has not been shown yet, and of what is damaged as much as can be used."""
    text = remembered(head, PROPERTY, "")
    if not isinstance(text, str) or len(text) > _LONGEST:
        return {}
    with suppress(ValueError, RecursionError):
        told = json.loads(text or "{}")
        return _usable(told) if isinstance(told, dict) else {}
    return {}


def _usable(told: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: told[name] for name, kind in _KEPT.items() if isinstance(told.get(name), kind)}
    if abs(found.get("start_frame", 0)) > _LATEST:
        del found["start_frame"]
    if isinstance(told.get("text_block"), str):
        found["text_block"] = told["text_block"]
    emotion = told.get("emotion")
    if isinstance(emotion, dict):
        strengths = {name: emotion.get(name, 0.0) for name in EMOTIONS}
        found["emotion"] = {name: value for name, value in strengths.items() if isinstance(value, int | float)}
    return found


def take_fitting_voice(settings: Any, face: Any, preferred: str) -> None:
    """Let a new head of ours speak with a voice that fits it and that no other head of the scene has.

    preferred: the artist's own default voice; where there is one, it stays.
    """
    name = person_shown(face)
    if name is None or preferred:
        return
    taken = {kept_settings(each).get("voice") for each in settings.id_data.objects if each != face}
    with suppress(SoliloquyError):
        identity = identity_of(name)
        if identity is None:
            return  # of a FLAME file, which says nothing of the person
        language = voices.language_code(settings.voice) or DEFAULT_LANGUAGE
        settings.voice = fitting_voice(identity.woman, identity.age, language, taken)
        settings.second_voice = ""


def fitting_voice(woman: float, age: float, language: str, taken: Any = ()) -> str:
    """The voice whose pitch is nearest to that of a person of that age, of those that are not ``taken``, if any is."""
    gender = "female" if woman >= 0.5 else "male"
    wanted = speaking_pitch(gender, age)
    sounds = candidates(gender, language)
    free = [voice for voice in sounds if voice not in taken] or list(sounds)
    return min(free, key=lambda voice: (abs(sounds[voice].pitch / wanted - 1.0), voice))


def _show(settings: Any, told: Mapping[str, Any]) -> None:
    for name in _KEPT:
        if name in told:
            setattr(settings, name, told[name])
    if "text_block" in told:
        settings.text_block = bpy.data.texts.get(told["text_block"])
    for name, strength in told.get("emotion", {}).items():
        setattr(settings.emotion, name, strength)


@persistent
def _before_save(*arguments: Any) -> None:
    """A head that is appended to another file brings its settings along."""
    for scene in bpy.data.scenes:
        if scene.library is None:
            keep_settings(getattr(scene, SCENE))


@persistent
def _after_load(*arguments: Any) -> None:
    """In files of before, the scene's settings are those of the head that was chosen."""
    for scene in bpy.data.scenes:
        settings = getattr(scene, SCENE)
        if scene.library is None and settings.shown_for is None and settings.target is not None:
            settings.shown_for = settings.target


def register() -> None:
    bpy.app.handlers.save_pre.append(_before_save)
    bpy.app.handlers.load_post.append(_after_load)


def unregister() -> None:
    bpy.app.handlers.save_pre.remove(_before_save)
    bpy.app.handlers.load_post.remove(_after_load)
