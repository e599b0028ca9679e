# SPDX-License-Identifier: GPL-3.0-or-later
"""The sound of a take as a strip in the sequencer."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _

from ..runtime.errors import InputError
from . import versions

MARK = "soliloquy"
"""Custom property of the strips that are ours to remove."""
OF_HEAD = "soliloquy_head"
"""Custom property of the strips of takes: the name of the head, as it was when it spoke."""
_KNOWN_AS = "soliloquy_known_as"
"""Custom property of the strips of takes: the name by which their heads remember them, whatever they are called since,
and all parts into which they were cut. Those that were put before it was there go by their names."""

_MOST_CHANNELS = 128
"""That Blender's sequencer has."""


def add_sound(scene: bpy.types.Scene, path: Path, start_frame: int, take_name: str) -> Any:
    """A sound strip called like the take, or nearly so, that starts at ``start_frame``.

    The path is kept relative to the .blend when that has been saved. Raises InputError when this build of
    Blender plays no sound, or the file cannot be read; then nothing has changed.
    """
    if not getattr(bpy.app.build_options, "audaspace", True):
        raise InputError(str(path), _("this build of Blender has no sound"), _("Use another build, or leave it out"))
    strips = versions.strips_of(scene)
    strip = strips.new_sound(take_name, str(path), _free_channel(scene, strips), start_frame)
    # Blender takes any file for a sound; one that it cannot read, or find, has no rate.
    if strip.sound is None or strip.sound.samplerate == 0:
        _remove(scene, strip)
        raise InputError(str(path), _("Blender cannot read it as a sound"), _("Give a WAV file"))
    strip[MARK] = True
    strip.show_waveform = True
    if bpy.data.filepath and not strip.sound.packed_file:
        strip.sound.filepath = relative_path(path, Path(bpy.data.filepath).parent)
    return strip


def add_kept_sound(scene: bpy.types.Scene, sound: bpy.types.Sound, start_frame: int, take_name: str) -> Any:
    """A strip of a sound that the .blend has already; None where this build of Blender has no sound, or the sound's
    file is gone."""
    if not getattr(bpy.app.build_options, "audaspace", True):
        return None
    strips = versions.strips_of(scene)
    with _file_of(sound) as path:
        # A strip is as long as the file that it is made of, so a packed sound must lie in one for a moment.
        strip = strips.new_sound(take_name, str(path), _free_channel(scene, strips), start_frame)
    read, strip.sound = strip.sound, sound
    if read is not None and read != sound and read.users == 0:
        bpy.data.sounds.remove(read)
    if sound.samplerate == 0:
        strips.remove(strip)
        return None
    strip[MARK] = True
    strip.show_waveform = True
    return strip


@contextmanager
def _file_of(sound: bpy.types.Sound) -> Iterator[Path]:
    packed = sound.packed_file
    if packed is None:
        yield Path(bpy.path.abspath(sound.filepath, library=sound.library))
        return
    path = Path(bpy.app.tempdir) / f"soliloquy-{sound.session_uid}.wav"
    path.write_bytes(bytes(packed.data))
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def is_heard(scene: bpy.types.Scene, path: Path, start_frame: int, besides: Collection[str] = ()) -> bool:
    """Whether a strip, other than those named in ``besides``, plays the file ``path`` from ``start_frame`` on."""
    return any(
        strip.type == "SOUND"
        and strip.sound is not None
        and known_as(strip) not in besides
        and round(versions.strip_start(strip)) == start_frame
        and Path(bpy.path.abspath(strip.sound.filepath, library=strip.sound.library)).resolve() == path.resolve()
        for strip in versions.strips_within(scene)
    )


def lower_strip(scene: bpy.types.Scene, strip: Any) -> None:
    """Put a strip into the lowest channel that has room for it, and is neither muted nor locked."""
    others = [other for other in versions.strips_of(scene) if other != strip]
    strip.channel = _free_channel(scene, [other for other in others if _overlap(strip, other)])


def remember_strip(scene: bpy.types.Scene, strip: Any, head: str) -> None:
    """Note on a strip whose it is, and the name by which that remembers it: one by which no other is known."""
    others = {known_as(other) for other in versions.strips_within(scene) if other != strip}
    first, number = strip.name, 0
    while strip.name in others:
        number += 1
        strip.name = f"{first}.{number:03d}"
    strip[OF_HEAD], strip[_KNOWN_AS] = head, strip.name


def known_as(strip: Any) -> str:
    """The name by which the head of a strip remembers it."""
    return str(strip.get(_KNOWN_AS, strip.name))


def is_told(strip: Any) -> bool:
    """Whether a strip says itself how its head knows it."""
    return _KNOWN_AS in strip


def strips_known_as(scene: bpy.types.Scene, name: str) -> list[Any]:
    """The sound strips that a head remembers by ``name``: several where an artist has cut one."""
    return [
        strip for strip in versions.strips_within(scene) if name and strip.type == "SOUND" and known_as(strip) == name
    ]


def mix_as(strip: Any, others: Iterable[Any]) -> None:
    """Let a strip that takes the place of ``others`` be as loud as an artist has made these, and on their side."""
    for other in others:
        if other != strip:
            strip.volume, strip.pan = other.volume, other.pan
            return


def remove_sound(scene: bpy.types.Scene, strip: Any) -> None:
    """Remove a strip of ours, and its sound when nothing else uses that."""
    if strip.get(MARK):
        _remove(scene, strip)


def relative_path(path: Path, folder: Path) -> str:
    """Blender's spelling of ``path`` seen from ``folder``: "//sounds/line.wav"; absolute on another drive."""
    try:
        return bpy.path.relpath(str(path), start=str(folder))
    except ValueError:
        return str(path)


def _remove(scene: bpy.types.Scene, strip: Any) -> None:
    """Remove a strip, and its sound when nothing else uses that."""
    sound = strip.sound
    versions.remove_strip(scene, strip)
    if sound is not None and sound.users == 0:
        bpy.data.sounds.remove(sound)


def _free_channel(scene: bpy.types.Scene, strips: Any) -> int:
    """The lowest channel that none of ``strips`` is in, and that is neither muted nor locked, where there is one."""
    taken = {strip.channel for strip in strips}
    editor: Any = scene.sequence_editor
    closed = {number for number, each in enumerate(editor.channels) if each.mute or each.lock}
    found = range(1, _MOST_CHANNELS + 1)
    free = next((channel for channel in found if channel not in taken | closed), None)
    return free or next((channel for channel in found if channel not in taken), _MOST_CHANNELS)


def _overlap(strip: Any, other: Any) -> bool:
    before = versions.strip_end(strip) <= versions.strip_start(other)
    return not (before or versions.strip_end(other) <= versions.strip_start(strip))
