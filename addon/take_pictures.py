# SPDX-License-Identifier: GPL-3.0-or-later
"""A thumbnail of each take at its widest vowel. They are drawn one by one, while nothing else is done, and kept for as
long as Blender runs: the .blend holds none."""

from contextlib import suppress
from typing import Any

import bpy
import bpy.utils.previews

from ..blender import versions
from ..blender.datablocks import by_session_uid
from ..blender.face_picture import SIZE, face_picture
from ..blender.rig import find_rig
from ..runtime.errors import SoliloquyError
from ..runtime.phones import OPEN_VOWELS
from . import session
from .take_list import parts_of_take, takes_kept
from .take_text import about

_IDLE_SECONDS = 0.1
"""After which the next picture is drawn, so that the window stays quick. Chosen by hand."""
_collections: list[Any] = []
_wanted: dict[str, tuple[int, str]] = {}
"""Name of a picture -> ``session_uid`` of the head, and the take's key."""
_MOST = 1000


def picture_of(holder: Any, take: Any) -> int:
    """Number of the icon; 0 as long as it is not drawn, or where there is none."""
    if not _collections or bpy.app.background:
        return 0
    name = f"{holder.session_uid} {take.key}"
    drawn = _collections[0].get(name)
    if drawn is not None:
        return int(drawn.icon_id)
    _wanted[name] = (holder.session_uid, take.key)
    if not bpy.app.timers.is_registered(_draw_next):
        bpy.app.timers.register(_draw_next, first_interval=_IDLE_SECONDS)
    return 0


def _draw_next() -> float | None:
    """Blender's timer: one picture at a time, while no speech is being made."""
    if session.task() is None and _wanted:
        name, (uid, key) = next(iter(_wanted.items()))
        del _wanted[name]
        icon = _collections[0].new(name) if len(_collections[0]) < _MOST else None
        pixels = None
        with suppress(SoliloquyError, ReferenceError):
            pixels = _picture(uid, key)
        if icon is not None and pixels is not None:
            # Lists show the icon, a large picture the image.
            icon.icon_size = icon.image_size = (SIZE, SIZE)
            icon.icon_pixels_float = icon.image_pixels_float = pixels.ravel().tolist()
            session.redraw()
    return _IDLE_SECONDS if _wanted else None


def _picture(uid: int, key: str) -> Any:
    """RGBA of a take, (SIZE,SIZE,4); None where its head or itself is gone, or it has no shapes."""
    holder = by_session_uid(bpy.data.objects, uid)
    take = None if holder is None else next((each for each in takes_kept(holder) if each.key == key), None)
    if holder is None or take is None:
        return None
    frame, values = widest_frame(take), {}
    rig = find_rig(holder)
    numbers = {key.name: key.session_uid for key in bpy.data.shape_keys}
    for part in parts_of_take(take):
        channels = versions.channels_of_number(part.action, part.slot)
        if part.kind == "Key" and channels is not None and part.owner in numbers:
            curves = [curve for curve in channels.fcurves if curve.data_path.startswith('key_blocks["')]
            values[numbers[part.owner]] = {curve.data_path.split('"')[1]: curve.evaluate(frame) for curve in curves}
    return face_picture(rig, values)


def widest_frame(take: Any) -> int:
    """From the take's first: the middle of its longest open vowel; of the take where it has none."""
    try:
        phones = about(take)["phones"]
        vowels = [each for each in phones if each["symbol"] in OPEN_VOWELS]
        longest = max(vowels or phones, key=lambda each: each["end"] - each["start"])
        return min(round((longest["start"] + longest["end"]) / 2 * take.rate), take.frames - 1)
    except (SoliloquyError, KeyError, TypeError, ValueError):
        return int(take.frames) // 2


def register() -> None:
    _collections.append(bpy.utils.previews.new())


def unregister() -> None:
    _wanted.clear()
    if bpy.app.timers.is_registered(_draw_next):
        bpy.app.timers.unregister(_draw_next)
    while _collections:
        bpy.utils.previews.remove(_collections.pop())
