# SPDX-License-Identifier: GPL-3.0-or-later
"""A thumbnail of each take at its widest vowel. They are drawn one by one, beside the window, while nothing else is
done, and kept for as long as Blender runs: the .blend holds none."""

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import bpy
import bpy.utils.previews

from ..blender import versions
from ..blender.datablocks import by_session_uid
from ..blender.face_picture import SIZE, PosedFace, painted, posed_face
from ..blender.rig import find_rig
from ..runtime.errors import SoliloquyError
from ..runtime.phones import OPEN_VOWELS
from . import session
from .take_list import parts_of_take, take_of_key
from .take_text import about

_IDLE_SECONDS = 0.1
"""After which the next picture is drawn, so that the window stays quick. Chosen by hand."""
_collections: list[Any] = []
_wanted: dict[str, tuple[int, str]] = {}
"""Name of a picture -> ``session_uid`` of the head, and the take's key."""
_MOST = 1000


@dataclass
class _Painter:
    """thread: has one picture at a time to paint. name, pixels: of that."""

    thread: ThreadPoolExecutor | None = None
    name: str = ""
    pixels: "Future[Any] | None" = None


_painter = _Painter()


def picture_of(holder: Any, take: Any) -> int:
    """Number of the icon; 0 as long as it is not drawn, or where there is none."""
    if not _collections or bpy.app.background:
        return 0
    name = f"{holder.session_uid} {take.key}"
    drawn = _collections[0].get(name)
    if drawn is not None:
        return int(drawn.icon_id)
    if name != _painter.name:
        _wanted[name] = (holder.session_uid, take.key)
    if not bpy.app.timers.is_registered(_draw_next):
        bpy.app.timers.register(_draw_next, first_interval=_IDLE_SECONDS)
    return 0


def _draw_next() -> float | None:
    """Blender's timer: one picture at a time, while no speech is being made. What of it needs nothing of Blender's is
    done by a thread, for it takes as long as some frames."""
    if _painter.pixels is not None:
        if _painter.pixels.done():
            _show(_painter.name, _painter.pixels)
            _painter.name, _painter.pixels = "", None
    elif session.task() is None and _wanted:
        name, (uid, key) = next(iter(_wanted.items()))
        del _wanted[name]
        face = None
        with suppress(SoliloquyError, ReferenceError):
            face = _face(uid, key)
        if face is None:
            _icon(name)  # empty, so that it is not asked for again
        else:
            _painter.thread = _painter.thread or ThreadPoolExecutor(1)
            _painter.name, _painter.pixels = name, _painter.thread.submit(painted, face)
    return _IDLE_SECONDS if _wanted or _painter.pixels is not None else None


def _show(name: str, pixels: "Future[Any]") -> None:
    icon = _icon(name)
    if icon is not None and pixels.exception() is None:
        # Lists show the icon, a large picture the image.
        icon.icon_size = icon.image_size = (SIZE, SIZE)
        icon.icon_pixels_float = icon.image_pixels_float = pixels.result().ravel().tolist()
        session.redraw()


def _icon(name: str) -> Any:
    return _collections[0].new(name) if len(_collections[0]) < _MOST else None


def _face(uid: int, key: str) -> PosedFace | None:
    """Of a take; None where its head or itself is gone, or it has no shapes."""
    holder = by_session_uid(bpy.data.objects, uid)
    take = None if holder is None else take_of_key(holder, key)
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
    return posed_face(rig, values)


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
    if _painter.thread is not None:
        _painter.thread.shutdown(cancel_futures=True)
    _painter.thread, _painter.name, _painter.pixels = None, "", None
    if bpy.app.timers.is_registered(_draw_next):
        bpy.app.timers.unregister(_draw_next)
    while _collections:
        bpy.utils.previews.remove(_collections.pop())
