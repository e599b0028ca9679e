# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the words and phones of a take lie in the region of a timeline, and what the mouse is on: numbers alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from .edited_take import TakeWords

REACH = 5.0
"""Pixels to either side within which the mouse is on an edge, times the size of the interface. Chosen by hand."""
_ROW, _MARGIN, _FRAMES = 17.0, 22.0, 24.0
"""Pixels at an interface of usual size: of a row, of Blender's scroll bar below, of its row of frames above."""
_NARROWEST = 5.0
"""Pixels a phone below which a word's phones are not drawn: none of them could be hit."""


@dataclass(frozen=True)
class Box:
    """A word or a phone between two places across the region, in pixels. phone: -1 for the word. moved: how far its
    edges are to go yet."""

    word: int
    phone: int
    text: str
    left: float
    right: float
    moved_left: float = 0.0
    moved_right: float = 0.0


@dataclass(frozen=True)
class Rows:
    """words below phones, from ``bottom`` up, each row so high."""

    words: tuple[Box, ...]
    phones: tuple[Box, ...]
    bottom: float
    height: float

    @property
    def middle(self) -> float:
        return self.bottom + self.height

    @property
    def top(self) -> float:
        return self.bottom + 2 * self.height


@dataclass(frozen=True)
class Hit:
    """What the mouse is on. edge: "start", "end", or empty for the inside."""

    word: int
    phone: int
    edge: str


@dataclass(frozen=True)
class Room:
    """What the rows have of a region: from ``bottom`` up, ``rows`` of them, each so high; pixels."""

    bottom: float
    height: float
    rows: int


def room_in(height: float, scale: float) -> Room:
    """The room in a region so high: both rows above Blender's scroll bar, or on it where it is low, or the words alone,
    or nothing. scale: of the interface."""
    row, free = _ROW * scale, height - _FRAMES * scale
    rows = max(0, min(2, int(free / row)))
    return Room(min(_MARGIN * scale, max(0.0, free - rows * row)), row, rows)


def rows_of(
    told: TakeWords,
    moved: Mapping[tuple[int, int, str], float],
    across: Callable[[float], float],
    width: float,
    room: Room,
) -> Rows:
    """The rows of a take. moved: as ``edited_take.moved_times`` has it. across: seconds of the take to pixels. width:
    of the region, beyond which nothing is."""
    words, phones = [], []
    for number, word in enumerate(told.words if room.rows else ()):
        if across(word.end) < 0 or across(word.start) > width:
            continue
        words.append(_box(number, -1, word.text, word.start, word.end, moved, across))
        if room.rows == 2 and across(word.end) - across(word.start) >= _NARROWEST * len(word.phones):
            phones += [
                _box(number, index, phone.symbol, phone.start, phone.end, moved, across)
                for index, phone in enumerate(word.phones)
            ]
    return Rows(tuple(words), tuple(phones), room.bottom, room.height)


def _box(
    word: int,
    phone: int,
    text: str,
    start: float,
    end: float,
    moved: Mapping[tuple[int, int, str], float],
    across: Callable[[float], float],
) -> Box:
    sides = [moved.get((word, phone, edge), 0.0) for edge in ("start", "end")]
    left, right = across(start), across(end)
    return Box(word, phone, text, left, right, across(start + sides[0]) - left, across(end + sides[1]) - right)


def hit(rows: Rows, x: float, y: float, reach: float) -> Hit | None:
    """What is under the mouse; None where nothing is. The edge that two share is the end of the first of them, and of
    edges close together the nearest one counts."""
    if not rows.bottom <= y <= rows.top:
        return None
    boxes = rows.words if y < rows.middle else rows.phones
    edges = [(abs(box.right + box.moved_right - x), Hit(box.word, box.phone, "end")) for box in boxes]
    shared = {(after.word, after.phone) for before, after in pairwise(boxes) if after.left - before.right < 1.0}
    edges += [
        (abs(box.left + box.moved_left - x), Hit(box.word, box.phone, "start"))
        for box in boxes
        if (box.word, box.phone) not in shared
    ]
    near = min(edges, key=lambda each: each[0], default=None)
    if near is not None and near[0] <= reach:
        return near[1]
    inside = next((box for box in boxes if box.left <= x <= box.right), None)
    return None if inside is None else Hit(inside.word, inside.phone, "")


def snapped(seconds: float, step: float) -> float:
    """The nearest whole number of steps."""
    return round(round(seconds / step) * step, 6)
