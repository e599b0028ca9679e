# SPDX-License-Identifier: GPL-3.0-or-later
"""The sound of a take as a strip in the sequencer."""

from pathlib import Path
from typing import Any

import bpy

from ...runtime.errors import InputError
from . import versions

MARK = "soliloquy_take"
"""Custom property of our strips: the take that they belong to."""


def add_sound(scene: bpy.types.Scene, path: Path, start_frame: int, take_name: str) -> Any:
    """A sound strip that starts at ``start_frame``; an earlier one of the same take is replaced.

    The path is kept relative to the .blend when that has been saved. Raises InputError when this build of
    Blender plays no sound, or the file cannot be read.
    """
    remove_sound(scene, take_name)
    if not getattr(bpy.app.build_options, "audaspace", True):
        raise InputError(str(path), "this build of Blender has no sound", "Use a build with sound, or leave it out")
    strips = versions.strips_of(scene)
    try:
        strip = strips.new_sound(take_name, str(path), _free_channel(strips, start_frame), start_frame)
    except RuntimeError as error:
        raise InputError(str(path), f"Blender cannot read it ({error})".strip(), "Give a WAV file") from error
    strip[MARK] = take_name
    strip.show_waveform = True
    if bpy.data.filepath and not strip.sound.packed_file:
        strip.sound.filepath = relative_path(path, Path(bpy.data.filepath).parent)
    return strip


def remove_sound(scene: bpy.types.Scene, take_name: str) -> None:
    """Remove the strips of a take, and their sounds when nothing else uses them."""
    if scene.sequence_editor is None:
        return
    strips = versions.strips_of(scene)
    for strip in [strip for strip in strips if strip.type == "SOUND" and strip.get(MARK) == take_name]:
        sound = strip.sound
        strips.remove(strip)
        if sound is not None and sound.users == 0:
            bpy.data.sounds.remove(sound)


def relative_path(path: Path, folder: Path) -> str:
    """Blender's spelling of ``path`` seen from ``folder``: "//sounds/line.wav"; absolute on another drive."""
    try:
        return bpy.path.relpath(str(path), start=str(folder))
    except ValueError:
        return str(path)


def _free_channel(strips: Any, start_frame: int) -> int:
    """The lowest channel in which nothing ends at or after ``start_frame``."""
    taken = {strip.channel for strip in strips if versions.strip_end(strip) >= start_frame}
    return next(channel for channel in range(1, len(taken) + 2) if channel not in taken)
