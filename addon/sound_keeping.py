# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeping the sounds that we made when a .blend is saved, as the preferences say, and clearing away abandoned ones."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import bpy
from bpy.app.handlers import persistent
from bpy.app.translations import pgettext_iface as _

from ..blender import own_sounds
from ..blender.sound_folder import remove_abandoned
from . import preferences, session


@dataclass
class _State:
    """before: how the sounds were kept before the save that goes on. spared: files on which the open file has relied
    since it was opened: an undo may ask for them again. inside: whatever the preferences say, sounds lie in the file
    alone."""

    before: list[own_sounds.Kept] = field(default_factory=list)
    spared: set[Path] = field(default_factory=set)
    inside: bool = False


_state = _State()


@contextmanager
def sounds_inside() -> Iterator[None]:
    """Files that are saved meanwhile hold our sounds, and nothing lies beside them: for those that will be moved."""
    _state.inside = True
    try:
        yield
    finally:
        _state.inside = False


@persistent
def _before_save(path: str, *arguments: Any) -> None:
    _state.before = []
    if not path:  # the startup file, which has no folder of its own
        return
    place = "PACKED" if _state.inside else preferences.sound_place()
    small = own_sounds.total_size(own_sounds.own_sounds()) < preferences.PACKED_BYTES
    packed = place == "PACKED" or (place == "AUTO" and small)
    _state.before, failed = own_sounds.keep_sounds(Path(path), beside=place != "PACKED", packed=packed)
    if failed is not None:
        reason = failed.strerror or str(failed)
        session.say(
            _("The sound cannot lie beside the file ({reason}); it stays inside").format(reason=reason), "warning"
        )


@persistent
def _after_save(path: str, *arguments: Any) -> None:
    before, _state.before = _state.before, []
    if not path:
        return
    if not _is_open(path):  # a copy was saved: the open file goes on as it was
        own_sounds.put_back(before, Path(path))
        return
    relied_on = own_sounds.relied_on()
    _state.spared |= relied_on
    backups: int = preferences.blender_preferences().filepaths.save_version
    names = {path.name for path in relied_on}
    remove_abandoned(Path(path), own_sounds.names(), names, backups, _state.spared)


@persistent
def _after_failed_save(path: str, *arguments: Any) -> None:
    before, _state.before = _state.before, []
    if path:
        own_sounds.undo_keeping(before, Path(path))


@persistent
def _after_load(*arguments: Any) -> None:
    _state.spared = set()
    folder = preferences.old_sound_folder()
    if folder is not None:
        own_sounds.take_over_sounds_in(folder)
    _state.spared |= own_sounds.relied_on()


def _is_open(path: str) -> bool:
    return bool(bpy.data.filepath) and Path(bpy.data.filepath) == Path(path)


_HANDLERS = (
    ("save_pre", _before_save),
    ("save_post", _after_save),
    ("save_post_fail", _after_failed_save),
    ("load_post", _after_load),
)


def register() -> None:
    for name, handler in _HANDLERS:
        getattr(bpy.app.handlers, name).append(handler)


def unregister() -> None:
    for name, handler in _HANDLERS:
        getattr(bpy.app.handlers, name).remove(handler)
    _state.before, _state.spared = [], set()
