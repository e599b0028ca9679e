# SPDX-License-Identifier: GPL-3.0-or-later
"""Putting a take into a scene: keyframes on a rig, the sound beside them, and taking it out again.

What a target has been given is remembered on it, so that it can be taken out again.
"""

import json
import math
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _

from ..runtime.errors import InputError
from ..runtime.frame_rates import exact_rate
from ..runtime.motion import ArkitCurves, Motion
from .baked_record import baked_on
from .drivers import free_drivers
from .keyframes import clear_curves, clear_ranges
from .layer_strips import remove_layers
from .line_record import placed_lines
from .motion_keys import LAST_FRAME, check_frames, clear_others, places_of, write_motion, written_places
from .own_sounds import pack_as_own
from .remembered import damaged, remember, remembered
from .rig import RECORD, Rig
from .scene_end import fit_end
from .shared_actions import part_from_others
from .sound import (
    add_kept_sound,
    add_sound,
    known_as,
    lower_strip,
    mix_as,
    remember_strip,
    remove_sound,
    strips_known_as,
)
from .strips_below import let_strips_play, note_poses

_MOST_TAKES = 2000
"""On one head: some hours of lines."""


@dataclass(frozen=True)
class WrittenTake:
    """A take in the scene: its name, its first and last frame, and the name of its sound strip, if any."""

    name: str
    start: int
    end: int
    strip: str = ""


def frame_rate(scene: bpy.types.Scene) -> float:
    """Frames a second, fractional ones too."""
    return scene.render.fps / scene.render.fps_base


def set_frame_rate(scene: bpy.types.Scene, frames_per_second: float) -> None:
    """A fractional rate is a whole one over a base, as in 24/1.001."""
    exact = exact_rate(frames_per_second)
    if exact.denominator == 1001:
        scene.render.fps, scene.render.fps_base = exact.numerator // 1000, 1.001
    else:
        scene.render.fps = max(1, math.ceil(frames_per_second - 1e-6))
        scene.render.fps_base = scene.render.fps / frames_per_second


def put_take(
    scene: bpy.types.Scene,
    rig: Rig,
    motion: ArkitCurves | Motion,
    name: str,
    *,
    start_frame: int,
    sound_path: Path | None = None,
    sound_is_ours: bool = False,
    add: bool = False,
) -> WrittenTake:
    """Write a take's ``motion`` to ``rig`` from ``start_frame`` on, and its sound when given.

    ``motion`` is what ``runtime.layouts.curves_in_layout`` gives for the rig's layout at the scene's frame rate.
    Takes written to the rig before are taken out first; with ``add`` only the one of the same name and those
    that the new one meets are, for a head cannot say two lines at once. With ``sound_is_ours`` the sound is packed, and
    its file may go. The scene's end is moved out when the take does not fit, and back when it is gone. Nothing else of
    the scene changes. Raises InputError when the sound cannot be read, the take would lie beyond Blender's last
    frame, or the record of earlier ones is damaged, before anything is written.
    """
    # First of all, because it can fail.
    check_frames(start_frame, len(motion))
    before = takes_to_change(rig)
    strip = None if sound_path is None else add_sound(scene, sound_path, start_frame, name)
    if strip is not None and sound_path is not None and sound_is_ours:
        pack_as_own(strip, sound_path.name)
    part_from_others(rig)
    last, over = start_frame + len(motion) - 1, False
    for old in before:
        if not add or old.name == name or meets(old, start_frame, last):
            same = (old.start, old.end) == (start_frame, last)
            over = over or same
            _take_out(scene, rig, old, keys=not same, besides=strip)
    note_poses(rig)
    write_motion(rig, motion, start_frame, name)
    if over:
        clear_others(rig, written_places(rig), start_frame, last)
    return _note_written(scene, rig, WrittenTake(name, start_frame, last), strip)


def replay_take(
    scene: bpy.types.Scene,
    rig: Rig,
    take: WrittenTake,
    write: Callable[[bool], None],
    sound: bpy.types.Sound | None,
    keys: bool = True,
) -> WrittenTake:
    """Let a take that was kept play in the room of those that it meets. write: lets the rig play it on its frames, by
    ``keys`` or otherwise, and is told whether keys of others are there still. sound: to be heard with it. Raises
    InputError as ``put_take``."""
    check_frames(take.start, take.end - take.start + 1)
    before, over = takes_to_change(rig), False
    strip = None if sound is None else add_kept_sound(scene, sound, take.start, take.name)
    part_from_others(rig)
    for old in before:
        if old.name == take.name or meets(old, take.start, take.end):
            same = keys and (old.start, old.end) == (take.start, take.end)
            over = over or same
            _take_out(scene, rig, old, keys=not same, besides=strip)
    note_poses(rig)
    write(over)
    return _note_written(scene, rig, take, strip)


def meets(take: WrittenTake, start: int, end: int) -> bool:
    """Whether a take has frames from ``start`` to ``end``."""
    return take.start <= end and take.end >= start


def _note_written(scene: bpy.types.Scene, rig: Rig, take: WrittenTake, strip: Any) -> WrittenTake:
    if strip is not None:
        _place_strip(scene, rig, strip)
    let_strips_play(rig)
    written = replace(take, strip="" if strip is None else known_as(strip))
    _remember(rig, [*written_takes(rig), written])
    fit_scene_end(scene)
    return written


def _place_strip(scene: bpy.types.Scene, rig: Rig, strip: Any) -> None:
    remember_strip(scene, strip, rig.object.name)
    lower_strip(scene, strip)


def remove_take(scene: bpy.types.Scene, rig: Rig, written: WrittenTake) -> None:
    """Take a take's keys and sound out of the scene. With the last one, drivers that were muted for it move again."""
    _take_out(scene, rig, written)
    let_strips_play(rig)
    fit_scene_end(scene)
    if not written_takes(rig):
        free_drivers(rig)


def fit_scene_end(scene: bpy.types.Scene) -> None:
    """For the takes and lines of all heads in the scene whose record can be read."""
    ends: list[int] = []
    for each in scene.objects:
        with suppress(InputError):
            ends += [take.end for take in takes_on(each)]
        ends += [baked.end for baked in baked_on(each)]
        with suppress(InputError):
            ends += [line.end for line in placed_lines(each)]
    fit_end(scene, ends)


def _take_out(scene: bpy.types.Scene, rig: Rig, written: WrittenTake, keys: bool = True, besides: Any = None) -> None:
    """besides: the strip that takes the place of its own."""
    release_take(rig, written, keys)
    if besides is not None:
        mix_as(besides, strips_known_as(scene, written.strip))
    silence(scene, rig, written.strip, besides)


def take_all_out(scene: bpy.types.Scene, rig: Rig) -> None:
    """Take out all that was put on ``rig``, keys, strips and sounds, as when it is to be played in another way at once.
    The scene's end stays until the next take. Raises InputError as ``put_take``."""
    written = takes_to_change(rig)
    part_from_others(rig)
    for datablock, places in places_of(rig):
        clear_ranges(datablock, places, [(each.start, each.end) for each in written])
    for each in written:
        remove_layers(rig, each.name)
        silence(scene, rig, each.strip)
    _remember(rig, [])
    let_strips_play(rig)


def silence(scene: bpy.types.Scene, rig: Rig, known: str, besides: Any = None) -> None:
    """Remove what is heard by a sound strip, of which this is the name that the head remembers, from all scenes that
    the head is in, unless another head is heard by it there: one that this was copied from, or a copy of this.
    besides: a strip that stays, which may have got the name of one that an artist has removed."""
    for each in scenes_of(scene, rig):
        others = (other for other in each.objects if other.data != rig.object.data)
        if not any(known in _strips_on(other) for other in others):
            for strip in [one for one in strips_known_as(each, known) if one != besides]:
                remove_sound(each, strip)


def scenes_of(scene: bpy.types.Scene, rig: Rig) -> list[bpy.types.Scene]:
    """Those that the rig is in, ``scene`` first."""
    return list(dict.fromkeys((scene, *rig.object.users_scene)))


def _strips_on(target: bpy.types.Object) -> set[str]:
    """None of one whose record cannot be read."""
    with suppress(InputError):
        return {take.strip for take in takes_on(target)} | {baked.strip for baked in baked_on(target)}
    return set()


def hear_take(scene: bpy.types.Scene, rig: Rig, written: WrittenTake, sound: bpy.types.Sound) -> None:
    """Put the sound of a take that plays into the scene's sequencer, where it has none."""
    strip = add_kept_sound(scene, sound, written.start, written.name)
    if strip is not None:
        _place_strip(scene, rig, strip)
        heard = replace(written, strip=known_as(strip))
        _remember(rig, [heard if one == written else one for one in written_takes(rig)])


def release_take(rig: Rig, written: WrittenTake, keys: bool = True) -> None:
    """Take a take's keys or strips out; its sound stays. keys: otherwise keys stay, for others come in their place.
    Raises InputError as ``takes_to_change``."""
    others = [one for one in takes_to_change(rig) if one != written]
    part_from_others(rig)
    for datablock, places in places_of(rig) if keys else ():
        clear_curves(datablock, places, written.start, written.end)
    remove_layers(rig, written.name)
    _remember(rig, others)


def written_takes(rig: Rig) -> list[WrittenTake]:
    """The takes that were put on ``rig``, in the order of writing. Raises InputError where their record is damaged."""
    return takes_on(rig.object)


def takes_to_change(rig: Rig) -> list[WrittenTake]:
    """``written_takes`` of a rig whose keys are about to change. Raises InputError as that, and where a strip's action
    is being edited in the NLA editor: keys would lie in that, and no other can take its place."""
    animations: list[Any] = [getattr(datablock, "animation_data", None) for datablock, _places in places_of(rig)]
    if any(each is not None and each.use_tweak_mode for each in animations):
        raise InputError(
            rig.object.name, _("a strip of it is open in the NLA editor"), _("Leave tweak mode there (Tab)")
        )
    return written_takes(rig)


def takes_on(target: bpy.types.Object) -> list[WrittenTake]:
    """Those of the object that remembers them. Raises InputError where their record is damaged."""
    try:
        found = _recorded(remembered(target, RECORD, "[]"))
    except (TypeError, ValueError, RecursionError) as error:
        raise _damaged(target, str(error)) from error
    if len(found) > _MOST_TAKES:
        raise _damaged(target, f"it has more than {_MOST_TAKES} takes")
    if not all(map(_is_possible, found)):
        raise _damaged(target, "a take in it has no name or no frames")
    return list(found)


@lru_cache(maxsize=16)
def _recorded(text: str) -> tuple[WrittenTake, ...]:
    """Read once, though a panel asks for each of its rows. Raises TypeError, ValueError, RecursionError."""
    return tuple(WrittenTake(**fields) for fields in json.loads(text))


def _is_possible(take: WrittenTake) -> bool:
    frames = all(type(frame) is int and abs(frame) <= LAST_FRAME for frame in (take.start, take.end))
    return frames and isinstance(take.name, str) and isinstance(take.strip, str)


def _damaged(target: bpy.types.Object, reason: str) -> InputError:
    return damaged(target, RECORD, "earlier speech", "keys and sounds of earlier speech", reason)


def _remember(rig: Rig, takes: Iterable[WrittenTake]) -> None:
    remember(rig.object, RECORD, json.dumps([vars(take) for take in takes]))
