# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways to damage the sound strips of an open scene, by name. Needs bpy."""

from typing import Any

import bpy
from soliloquy.blender import versions

from .panel_scenes import Alter, scene


def _strip() -> Any:
    editor = scene().sequence_editor
    editor.active_strip = versions.strips_of(scene())["Theirs"]
    return editor.active_strip


def _sound_at(path: str) -> Alter:
    return lambda: setattr(_strip().sound, "filepath", path)


def _without_sound() -> None:
    bpy.data.sounds.remove(_strip().sound)


def _without_any_sound() -> None:
    _strip()
    for sound in list(bpy.data.sounds):
        bpy.data.sounds.remove(sound)


def _moved(frame: float) -> Alter:
    return lambda: setattr(_strip(), "frame_start", frame)


def _many_strips() -> None:
    strip = _strip()
    for channel in range(1, 129):
        versions.strips_of(scene()).new_sound("More", strip.sound.filepath, channel, 1)


def _packed() -> None:
    _strip().sound.pack()


STRIPS: dict[str, Alter] = {
    "a strip without a sound": _without_sound,
    "no sound at all": _without_any_sound,
    "a sound that is gone": _sound_at("//nowhere.wav"),
    "a sound without a path": _sound_at(""),
    "a sound at a folder": _sound_at("//"),
    "a sound that is a text": _sound_at("//../good.txt"),
    "a sound with a long path": _sound_at("/x" * 500),
    "a sound at an address": _sound_at("http://x/y.wav"),
    "a sound at a link to itself": _sound_at("//../loop"),
    "a sound at a device": _sound_at("/dev/null"),
    "a packed sound": _packed,
    "a strip far away": _moved(1_000_000.0),
    "a strip long before": _moved(-1_000_000.0),
    "128 strips": _many_strips,
}
