# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines of a script on the heads of a scene: an action, a sound strip and a marker each, at their time, and taking them
out again."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path
from typing import Any

import bpy

from ..runtime.errors import InputError, SoliloquyError
from ..runtime.motion import ArkitCurves, Motion
from . import versions
from .drivers import free_drivers
from .idle_strips import take_idles_out
from .line_actions import Part, has_strips, make_action, put_strips, remove_actions, take_strips
from .line_cuts import Span, cuts_of
from .line_markers import add_marker, marker_of, remove_marker
from .line_record import LINES, OF_LINE, PlacedLine, placed_lines, remember_lines
from .motion_keys import check_frames
from .own_sounds import pack_as_own
from .remembered import remembered
from .rig import Rig
from .sound import OF_HEAD, add_sound, lower_strip, mix_as, remove_sound
from .strips_below import bring_all_to_rest, note_poses
from .takes import fit_scene_end, remove_take, scenes_of, takes_to_change, written_takes

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Performance:
    """What a line is made of. sound: a file, None for none; ours: it is packed, and may go."""

    motion: ArkitCurves | Motion
    sound: Path | None
    ours: bool


@dataclass(frozen=True)
class NewLine:
    """A line that was made. line: as it is to be placed, with about as many frames as it has. performed: gives what it
    is made of, one line at a time."""

    line: PlacedLine
    performed: Callable[[], AbstractContextManager[Performance]]


@dataclass(frozen=True)
class Changes:
    """moved: keys of lines that are said at another time than before. failed: why new lines were not put, by key."""

    moved: tuple[str, ...]
    failed: Mapping[str, SoliloquyError]


def lines_in(scene: bpy.types.Scene) -> Iterator[tuple[bpy.types.Object, PlacedLine]]:
    """Every line of the scene with the head that says it: of objects that share a mesh, the first. Raises InputError
    for a damaged record."""
    heads = [each for each in scene.objects if remembered(each, LINES) is not None]
    for head in {each.data or each: each for each in reversed(heads)}.values():
        yield from ((head, line) for line in placed_lines(head))


def is_whole(scene: bpy.types.Scene, rig: Rig, line: PlacedLine) -> bool:
    """Whether nothing of a line was taken out of the scene since it was put there."""
    return has_strips(rig, line.key) and (not line.strip or _sound_of(scene, line.key) is not None)


def overlapping(lines: Iterable[PlacedLine]) -> Iterator[tuple[PlacedLine, PlacedLine]]:
    """Pairs of lines of one head that are said at the same time, the one that is heard later last."""
    longest: PlacedLine | None = None
    for line in sorted(lines, key=attrgetter("first_sound")):
        if longest is not None and longest.start + longest.last > line.first_sound:
            yield longest, line
        if longest is None or line.start + line.last > longest.start + longest.last:
            longest = line


def set_lines(
    scene: bpy.types.Scene,
    rig: Rig,
    kept: Sequence[PlacedLine],
    new: Sequence[NewLine] = (),
    tell: Tell = lambda key: None,
) -> Changes:
    """Let a head say ``kept``, of what it says already and perhaps at another time, and ``new``, and nothing else of a
    script. They must not overlap.

    With a new line its speech goes that is no line of a script. A new line that fails is left out, and an earlier one
    of its key stays where it is. tell: is told each key that was put. Raises InputError, before anything has changed,
    where a line would lie beyond Blender's last frame, a record is damaged or a strip is open in the NLA editor.
    """
    takes = takes_to_change(rig)
    for each in (*kept, *(one.line for one in new)):
        check_frames(each.start, each.frames)
    before = {line.key: line for line in placed_lines(rig.object)}
    for take in takes if new else ():
        remove_take(scene, rig, take)
    if not before:
        note_poses(rig)
    put, parts, failed = _put_new(scene, rig, new, before, tell)
    lines = _cut([*kept, *put, *_still_possible([*kept, *put], [before[key] for key in failed if key in before])])
    here = {line.key for line in lines}
    for key in before.keys() - here:
        _take_out(scene, rig, before[key])
    moved = [line for line in lines if line.key not in parts and before[line.key] != line]
    for line in moved:
        parts[line.key] = take_strips(rig, line.key)
    for line in (each for each in lines if each.key in parts):
        put_strips(parts[line.key], line)
    shifted = [line for line in moved if before[line.key].start != line.start]
    for heard_in in scenes_of(scene, rig):
        _shift(heard_in, shifted, before)
    remember_lines(rig.object, lines)
    fit_scene_end(scene)
    if not lines:
        take_idles_out(rig)
    if before and not lines:
        bring_all_to_rest(rig)
    if not lines and not written_takes(rig):
        free_drivers(rig)
    return Changes(tuple(line.key for line in shifted), failed)


def _still_possible(lines: Sequence[PlacedLine], earlier: Sequence[PlacedLine]) -> list[PlacedLine]:
    """Of lines that could not be made again those that meet none that is there now."""
    return [line for line in earlier if not any(line in pair for pair in overlapping([*lines, line]))]


def _put_new(
    scene: bpy.types.Scene, rig: Rig, new: Sequence[NewLine], before: Mapping[str, PlacedLine], tell: Tell
) -> tuple[list[PlacedLine], dict[str, list[Part]], dict[str, SoliloquyError]]:
    """The new lines with their actions, which have no strips yet, and those that failed."""
    put: list[PlacedLine] = []
    parts: dict[str, list[Part]] = {}
    failed: dict[str, SoliloquyError] = {}
    for one in new:
        line = one.line
        try:
            with one.performed() as performance:
                sound = _put_sound(scene, rig, line, performance)
                parts[line.key] = make_action(rig, performance.motion, line.name, line.key)
                line = replace(line, frames=len(performance.motion))
        except SoliloquyError as error:
            failed[line.key] = error
            continue
        if line.key in before:
            old = before[line.key]
            if sound is not None:
                mix_as(sound, _sounds_of(scene, line.key))
            _take_out(scene, rig, old, besides=sound, same=(old.hash, old.start) == (line.hash, line.start))
        put.append(replace(line, strip=_named(line, parts[line.key], sound)))
        add_marker(scene, line.name, line.start)
        tell(line.key)
    return put, parts, failed


def _named(line: PlacedLine, parts: list[Part], sound: Any) -> str:
    """Give what a line consists of its name, which one of before may have had until now; returns that of its strip."""
    for part in parts:
        part.action.name = line.name
    if sound is None:
        return ""
    sound.name = line.name
    return str(sound.name)


def _cut(lines: Iterable[PlacedLine]) -> list[PlacedLine]:
    """In the order in which they are heard, each with what the others leave of it."""
    heard = sorted(lines, key=attrgetter("first_sound"))
    spans = [Span(each.start, each.end, each.first_sound, each.start + each.last) for each in heard]
    return [replace(each, cut=cut) for each, cut in zip(heard, cuts_of(spans), strict=True)]


def _take_out(scene: bpy.types.Scene, rig: Rig, line: PlacedLine, besides: Any = None, same: bool = False) -> None:
    """Remove all that a line consists of. besides: a sound strip of its key that stays. same: in other scenes that the
    head is in the line is heard as before."""
    remove_actions(take_strips(rig, line.key))
    for each in (scene,) if same else scenes_of(scene, rig):
        _silence(each, rig, line, besides if each == scene else None)


def _silence(scene: bpy.types.Scene, rig: Rig, line: PlacedLine, besides: Any) -> None:
    """Remove sound and marker of a line, unless another head says it as well, as one that this was copied from does."""
    others = (each for each in scene.objects if each.data != rig.object.data)
    if besides is None and any(line.key in _keys_on(each) for each in others):
        return
    while (sound := _sound_of(scene, line.key, besides)) is not None:
        remove_sound(scene, sound)
    remove_marker(scene, line.name, line.start)


def _keys_on(head: bpy.types.Object) -> set[str]:
    """Of the lines that a head remembers; none of one whose record is damaged."""
    with suppress(InputError):
        return {line.key for line in placed_lines(head)}
    return set()


def _put_sound(scene: bpy.types.Scene, rig: Rig, line: PlacedLine, performance: Performance) -> Any:
    """Its strip; None where it is not heard."""
    if performance.sound is None:
        return None
    strip = add_sound(scene, performance.sound, line.start, line.name)
    if performance.ours:
        pack_as_own(strip, performance.sound.name)
    strip[OF_LINE], strip[OF_HEAD] = line.key, rig.object.name
    lower_strip(scene, strip)
    return strip


def _sound_of(scene: bpy.types.Scene, key: str, besides: Any = None) -> Any:
    """A sound strip of a line; None where there is none."""
    return next((strip for strip in _sounds_of(scene, key) if strip != besides), None)


def _sounds_of(scene: bpy.types.Scene, key: str) -> list[Any]:
    """The sound strips of a line: several where an artist has cut it."""
    return [strip for strip in versions.strips_within(scene) if strip.get(OF_LINE) == key]


def _shift(scene: bpy.types.Scene, lines: Sequence[PlacedLine], before: Mapping[str, PlacedLine]) -> None:
    """Bring sounds and markers to where the lines are now. Those that go back begin with the first, those that go
    forward with the last: where two strips meet, Blender puts one of them elsewhere."""
    back = [line for line in lines if line.start < before[line.key].start]
    forward = [line for line in lines if line.start > before[line.key].start]
    for line in (*back, *reversed(forward)):
        for sound in _sounds_of(scene, line.key):
            versions.move_strip(sound, line.start)
            lower_strip(scene, sound)
        marker = marker_of(scene, before[line.key].name, before[line.key].start)
        if marker is not None:
            marker.frame = line.start
