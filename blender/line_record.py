# SPDX-License-Identifier: GPL-3.0-or-later
"""What a head remembers of the lines of a script that it says, so that the next run knows which to make again."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

import bpy

from ..runtime.errors import InputError
from .line_cuts import Cut
from .motion_keys import LAST_FRAME
from .remembered import damaged, forget, remember, remembered

LINES = "soliloquy_lines"
"""Custom property of the object that remembers its lines, as JSON."""
OF_LINE = "soliloquy_line"
"""Custom property of the actions and sound strips of a line: its key."""
_MOST_LINES = 20_000
"""On one head, as in ``takes``: a bound for what a damaged file may claim."""


@dataclass(frozen=True)
class PlacedLine:
    """A line of a script in the scene.

    key, hash, models: of the batch's task and record. name: of its action, sound and marker, as far as Blender takes
    it. start: the frame of its first key and of its sound. frames: how many keys. first, last: frames from ``start`` to
    its first and its last sound. lead, spoken: the same in seconds. rate: frames a second. layout: of the rig.
    strip: name of the sound strip, empty for none. cut: what of it the head's other lines leave.
    """

    key: str
    name: str
    hash: str
    models: Mapping[str, str]
    start: int
    frames: int
    first: int
    last: int
    lead: float
    spoken: float
    rate: float
    layout: str
    strip: str = ""
    cut: Cut = field(default_factory=Cut)

    @property
    def end(self) -> int:
        """The frame of its last key."""
        return self.start + self.frames - 1

    @property
    def first_sound(self) -> int:
        """The frame of its first sound."""
        return self.start + self.first


def placed_lines(target: bpy.types.Object) -> list[PlacedLine]:
    """The lines that ``target`` remembers, in the order in which they are said. Raises InputError where their record is
    damaged."""
    try:
        found = [_line(fields) for fields in json.loads(remembered(target, LINES, "[]"))]
    except (TypeError, ValueError, AttributeError, KeyError, RecursionError) as error:
        raise _damaged(target, str(error)) from error
    if len(found) > _MOST_LINES or not all(map(_is_possible, found)):
        raise _damaged(target, "a line in it has no name or no frames, or there are too many")
    return found


def remember_lines(target: bpy.types.Object, lines: Iterable[PlacedLine]) -> None:
    """Keep the record; where there are no lines there is none."""
    kept = sorted(lines, key=lambda line: (line.start, line.key))
    if kept:
        remember(target, LINES, json.dumps([asdict(line) for line in kept]))
    else:
        forget(target, LINES)


def _line(fields: Mapping[str, object]) -> PlacedLine:
    return PlacedLine(**{**fields, "cut": Cut(**fields["cut"])})  # type: ignore[arg-type]  # checked below


def _is_possible(line: PlacedLine) -> bool:
    words = (line.key, line.name, line.hash, line.layout, line.strip)
    numbers = (line.start, line.frames, line.first, line.last)
    seconds = (line.lead, line.spoken, line.rate)
    return (
        all(isinstance(word, str) for word in words)
        and all(type(number) is int and abs(number) <= LAST_FRAME for number in numbers)
        and all(isinstance(each, int | float) and 0 <= each < LAST_FRAME for each in seconds)
        and isinstance(line.models, dict)
        and line.frames > 0
        and all(type(each) in (int, bool) for each in vars(line.cut).values())
    )


def _damaged(target: bpy.types.Object, reason: str) -> InputError:
    return damaged(target, LINES, "lines", "keys and sounds of earlier lines", reason)
