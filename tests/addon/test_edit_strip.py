# SPDX-License-Identifier: GPL-3.0-or-later
"""The strip on the timeline: where words and phones lie, and what the mouse is on."""

import pytest

pytest.importorskip("bpy")

from soliloquy.addon.edit_strip import Hit, Room, Rows, hit, room_in, rows_of, snapped
from soliloquy.addon.edited_take import SaidPhone, SaidWord, TakeWords
from soliloquy.runtime.edits.edit import NO_EDITS

TOLD = TakeWords(
    (
        SaidWord("papa", 0.5, 1.0, 0, (SaidPhone("p", 0.5, 0.75, 0), SaidPhone("ɑ", 0.75, 1.0, 1))),
        SaidWord("sat", 1.0, 1.4, 1, (SaidPhone("s", 1.0, 1.4, 0),)),
        SaidWord("far", 1.6, 9.0, 2),
        SaidWord("out", 9.0, 9.5, 3),
    ),
    ("papa", "sat", "far", "out"),
    NO_EDITS,
    True,
)


def _rows(scale: float = 100.0, moved: float = 0.0) -> Rows:
    return rows_of(TOLD, {(0, -1, "end"): moved}, lambda seconds: seconds * scale, 500.0, Room(20.0, 16.0, 2))


@pytest.mark.parametrize(
    ("x", "y", "found"),
    [
        (75, 25, Hit(0, -1, "")),
        (75, 40, Hit(0, 0, "end")),
        (60, 40, Hit(0, 0, "")),
        (101, 25, Hit(0, -1, "end")),
        (51, 25, Hit(0, -1, "start")),
        (139, 25, Hit(1, -1, "end")),
        (161, 25, Hit(2, -1, "start")),
        (150, 25, None),
        (75, 19, None),
        (75, 53, None),
    ],
)
def test_the_mouse_is_on_the_nearest_edge_or_inside(x: float, y: float, found: Hit | None) -> None:
    assert hit(_rows(), x, y, 4.0) == found


def test_what_is_out_of_sight_and_phones_that_are_too_narrow_are_left_out() -> None:
    assert [box.text for box in _rows().words] == ["papa", "sat", "far"]
    assert [box.text for box in _rows().phones] == ["p", "ɑ", "s"]
    assert [box.text for box in _rows(10.0).phones] == []


def test_an_edge_is_taken_where_it_is_to_go() -> None:
    assert hit(_rows(moved=0.1), 110, 25, 4.0) == Hit(0, -1, "end")
    assert _rows(moved=0.1).words[0].moved_right == pytest.approx(10.0)


def test_times_snap() -> None:
    assert snapped(0.06, 0.025) == 0.05 and snapped(-0.04, 0.025) == -0.05 and snapped(0.0123, 0.001) == 0.012


@pytest.mark.parametrize(("height", "rows", "bottom"), [(200, 2, 22), (66, 2, 8), (50, 1, 9), (30, 0, 6)])
def test_a_low_timeline_has_less_or_nothing(height: float, rows: int, bottom: float) -> None:
    room = room_in(height, 1.0)
    assert (room.rows, room.bottom) == (rows, bottom)
    found = rows_of(TOLD, {}, lambda seconds: seconds * 100, 500.0, room)
    assert (bool(found.words), bool(found.phones)) == (rows > 0, rows > 1)
    assert room_in(2 * height, 2.0).rows == rows
