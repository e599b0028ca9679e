# SPDX-License-Identifier: GPL-3.0-or-later
"""The sounds that we made: packed into the .blend until it is saved, then beside it, inside it, or both.

Such a sound bears its file's name, which holds a digest of its samples: the same sound has the same name.
"""

import os.path
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import bpy

from .sound import MARK, relative_path
from .sound_folder import FOLDER, is_file_name, take_back, write_sound_file


@dataclass(frozen=True)
class Kept:
    """How a sound was kept before a save: its name, its path, and whether the .blend held it. written: whether its
    file was written for the save."""

    sound: str
    path: str
    packed: bool
    written: bool = False


def own_sounds() -> list[Any]:
    """Those of this file that something uses; not those linked from another one, nor such whose mark is no file name:
    a .blend of someone else's may hold any."""
    return [
        sound
        for sound in bpy.data.sounds
        if is_file_name(sound.get(MARK)) and sound.library is None and sound.users > 0
    ]


def pack_as_own(strip: Any, name: str) -> None:
    """Make the sound of a new strip one of ours, called ``name``: the file that it was read from may go then.

    Where this .blend has that sound already, the strip plays it.
    """
    sound = strip.sound
    twin = next((other for other in bpy.data.sounds if other.get(MARK) == name and other.library is None), None)
    if twin is not None and twin != sound and twin.samplerate > 0:
        strip.sound = twin
        bpy.data.sounds.remove(sound)
        return
    _take_over(sound, name)


def take_over_sounds_in(folder: Path) -> None:
    """Pack what earlier versions kept in ``folder``, which is the extension's own and goes with it."""
    for sound in bpy.data.sounds:
        path = _path_of(sound)
        if sound.library is None and not sound.packed_file and path.parent == folder.resolve() and _is_file(path):
            _take_over(sound, path.name)


def total_size(sounds: Iterable[Any]) -> int:
    """Bytes of the sounds, in the .blend or beside."""
    return sum(_size(sound) for sound in sounds)


def keep_sounds(blend: Path, *, beside: bool, packed: bool) -> tuple[list[Kept], OSError | None]:
    """Keep our sounds beside ``blend``, which is about to be saved, inside it, or both.

    Returns how they were kept. A sound that cannot be written stays packed, and the first reason is returned too.
    """
    before: list[Kept] = []
    failed: OSError | None = None
    for sound in own_sounds():
        was = Kept(sound.name, sound.filepath, sound.packed_file is not None)
        folder = blend.parent / FOLDER
        written = False
        try:
            written = beside and _write_beside(sound, folder)
            _keep(sound, folder, packed)
        except OSError as error:
            failed = failed or error
        before.append(replace(was, written=written))
    return before, failed


def put_back(before: Iterable[Kept], copy: Path) -> None:
    """Keep the sounds as they were, after ``copy`` was saved."""
    for kept in before:
        sound = bpy.data.sounds.get(kept.sound)
        if sound is None:
            continue
        if kept.packed and not sound.packed_file:
            sound.filepath = str(copy.parent / FOLDER / sound[MARK])
            sound.pack()
        if sound.filepath != kept.path:
            sound.filepath = kept.path
        if sound.packed_file and not kept.packed and _is_file(_path_of(sound)):
            sound.unpack(method="REMOVE")


def undo_keeping(before: Iterable[Kept], blend: Path) -> None:
    """Keep the sounds as they were, after the save of ``blend`` failed; files that were written for it are gone."""
    before = list(before)
    put_back(before, blend)
    marks = {sound.name: sound[MARK] for sound in own_sounds()}
    take_back(blend.parent / FOLDER, [marks[kept.sound] for kept in before if kept.written and kept.sound in marks])


def relied_on() -> set[Path]:
    """Files beside the .blend without which our sounds would be silent."""
    return {_path_of(sound) for sound in own_sounds() if not sound.packed_file}


def names() -> set[str]:
    """Of the files of our sounds."""
    return {sound[MARK] for sound in own_sounds()}


def _take_over(sound: Any, name: str) -> None:
    sound.pack()
    sound[MARK] = sound.name = name
    sound.filepath = f"//{FOLDER}/{name}"


def _write_beside(sound: Any, folder: Path) -> bool:
    """Whether its file was not there, and is now."""
    name = sound[MARK]
    content = None if (folder / name).exists() else _content(sound)
    if content is None:
        return False
    write_sound_file(folder, name, content)
    return True


def _keep(sound: Any, folder: Path, packed: bool) -> None:
    name = sound[MARK]
    if not sound.packed_file and packed and _is_file(_path_of(sound)):
        sound.pack()
    if sound.packed_file or (folder / name).is_file():
        _point(sound, folder / name)
    if sound.packed_file and not packed and (folder / name).is_file():
        sound.unpack(method="REMOVE")


def _point(sound: Any, path: Path) -> None:
    """Blender rewrites a relative path when a file is saved elsewhere, so it is relative to where the file lies yet."""
    here = bpy.data.filepath
    told = relative_path(path, Path(here).parent) if here else f"//{FOLDER}/{path.name}"
    if sound.filepath != told:
        sound.filepath = told


def _content(sound: Any) -> bytes | None:
    """The file's bytes; None where they are gone."""
    if sound.packed_file:
        return bytes(sound.packed_file.data)
    path = _path_of(sound)
    return path.read_bytes() if _is_file(path) else None


def _size(sound: Any) -> int:
    if sound.packed_file:
        return int(sound.packed_file.size)
    path = _path_of(sound)
    return path.stat().st_size if _is_file(path) else 0


def _path_of(sound: Any) -> Path:
    return Path(os.path.realpath(bpy.path.abspath(sound.filepath, library=sound.library)))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that no file can have
        return False
