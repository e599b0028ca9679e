# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture of a face speaks in the scene: the worker paints, and a plane shows the pictures with the sound beside it.

Between the two the artist goes on working, so what is asked holds plain values only.
"""

import errno
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bpy
from bpy.app.translations import pgettext_iface as _

from ..blender import versions
from ..blender.datablocks import by_session_uid
from ..blender.free_place import free_place
from ..blender.motion_keys import check_frames
from ..blender.own_sounds import pack_as_own
from ..blender.picture_plane import add_picture_plane
from ..blender.sound import add_sound, lower_strip
from ..blender.takes import frame_rate
from ..runtime.errors import InputError, WriteError
from ..runtime.requests.json_form import to_json
from ..runtime.requests.options import from_values
from ..runtime.requests.portrait import PortraitRequest
from ..runtime.take_ending import TAKE_ENDING
from . import session
from .generation import plays_sound
from .preferences import files_folder, marks_speech
from .properties import settings_of
from .scene_request import generation_of_panel
from .sources import source_of
from .speech_file import speech_content, speech_file
from .take_list import is_shown
from .take_operators import chosen_of
from .take_text import as_take
from .target import holder_of

if TYPE_CHECKING:
    from ..runtime.take import Take

_FULL = {errno.ENOSPC, errno.EDQUOT}
KIND = "portrait"
"""The worker's name for it."""


@dataclass(frozen=True)
class AskedPicture:
    """arguments: what the worker is sent. scene: ``session_uid``. heard: the scene plays its sound already."""

    request: PortraitRequest
    arguments: Mapping[str, Any]
    scene: int
    start_frame: int
    heard: bool

    @property
    def name(self) -> str:
        return Path(self.request.picture).stem


@dataclass(frozen=True)
class Painted:
    """folder: in which ``count`` pictures lie. warnings: of the picture and of what it says."""

    take: "Take"
    folder: Path
    count: int
    warnings: Sequence[str]


def picture_request(context: Any, values: Mapping[str, Any]) -> AskedPicture:
    """values: of the portrait's options by name, and says. Raises InputError when it cannot be carried out, UsageError
    for a value that is not allowed, WriteError."""
    scene, settings = context.scene, settings_of(context.scene)
    request = from_values(PortraitRequest, {**values, "fps": frame_rate(scene)})
    asked = {"request": to_json(request)}
    if values["says"] != "TAKE":
        said = generation_of_panel(settings)
        told = {"kind": source_of(type(said)).kind, "request": to_json(said)}
        return AskedPicture(request, {**asked, "said": told}, scene.session_uid, settings.start_frame, False)
    take = chosen_of(context)
    if take is None:
        raise InputError(_("Take"), _("none is chosen"), _("Generate speech first: each one is kept as a take"))
    path = session.temporary_folder() / f"picture-{take.key}{TAKE_ENDING}"
    as_take(take).save(path)
    heard = is_shown(holder_of(scene, settings.target), take)
    return AskedPicture(request, {**asked, "take": str(path)}, scene.session_uid, take.start, heard)


def taken_over(result: Mapping[str, Any]) -> Painted:
    """The worker's result as ``put`` takes it; away from the main thread."""
    from ..runtime.take import load_take

    path = Path(result["take"])
    take = load_take(path)
    path.unlink(missing_ok=True)
    return Painted(take, Path(result["folder"]), result["count"], (*result["warnings"], *take.warnings))


def put(asked: AskedPicture, painted: Painted) -> str:
    """Put the plane at the 3D cursor, or beside what is there, and the sound into the sequencer; what is to be said.

    The pictures move into a folder ``portraits``. Raises InputError where the scene is gone, WriteError.
    """
    scene = by_session_uid(bpy.data.scenes, asked.scene)
    if scene is None:
        raise InputError(_("Scene"), _("it is gone; nothing was written"), _("Generate again"))
    last = asked.start_frame + painted.count - 1
    check_frames(asked.start_frame, painted.count)
    folder = _kept(painted.folder, asked.name)
    first = sorted(folder.glob("*.png"))[0]
    plane = add_picture_plane(first, painted.count, asked.start_frame, asked.name, asked.request.alpha)
    scene.collection.objects.link(plane)
    plane.location = free_place(scene.view_layers[0], plane, scene.cursor.location)
    notes = list(painted.warnings)
    if not asked.heard and not _sounded(scene, asked, painted.take):
        notes.append(_("This build of Blender has no sound, so no sound strip was added"))
    scene.frame_end = max(scene.frame_end, last)
    said = _("{name} speaks from frame {start} to {end}").format(name=plane.name, start=asked.start_frame, end=last)
    return ". ".join([said, *notes])


def _sounded(scene: bpy.types.Scene, asked: AskedPicture, take: "Take") -> bool:
    """Whether its sound is in the sequencer now, or it has none."""
    if not take.speech.samples.any():
        return True
    if not plays_sound():
        return False
    content = speech_content(take, marks_speech())
    with speech_file(content, f"{asked.name}-") as path:
        strip = add_sound(scene, path, asked.start_frame, asked.name)
        pack_as_own(strip, path.name)
    lower_strip(scene, strip)
    versions.show_sequencer_of(scene, everywhere=False)
    return True


def _kept(made: Path, name: str) -> Path:
    """Where the pictures lie from now on. Raises WriteError."""
    above, called = files_folder("portraits"), bpy.path.clean_name(name)
    place, number = above / called, 1
    while place.exists():
        number += 1
        place = above / f"{called} {number}"
    try:
        above.mkdir(parents=True, exist_ok=True)
        _move(made, place)
    except OSError as error:
        shutil.rmtree(place, ignore_errors=True)
        full = error.errno in _FULL
        hint = _("Free some space there, or save the file elsewhere") if full else _("Save the file elsewhere")
        raise WriteError(str(place), error.strerror or str(error), hint) from error
    return place


def _move(made: Path, place: Path) -> None:
    """To another disk picture by picture, so that it is the disk's own error that is said. Raises OSError."""
    try:
        made.rename(place)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        place.mkdir()
        for picture in sorted(made.iterdir()):
            shutil.copyfile(picture, place / picture.name)
        shutil.rmtree(made, ignore_errors=True)
