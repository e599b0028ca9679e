# SPDX-License-Identifier: GPL-3.0-or-later
"""A head remembers its lines, and a record that somebody altered is refused with the way out."""

import json
from typing import Any

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.blender.line_cuts import Cut  # noqa: E402
from soliloquy.blender.line_record import LINES, PlacedLine, placed_lines, remember_lines  # noqa: E402
from soliloquy.runtime.errors import InputError  # noqa: E402


@pytest.fixture
def head() -> Any:
    return bpy.data.objects.new("Hero", None)


def line(name: str, start: int) -> PlacedLine:
    cut = Cut(start=3, upper=True, ramp_in=2)
    return PlacedLine(f"fr/{name}", name, "0f", {"voices": "ab"}, start, 40, 6, 30, 0.25, 1.0, 24.0, "arkit", cut=cut)


def test_lines_come_back_as_they_were_in_the_order_of_time(head: Any) -> None:
    remember_lines(head, [line("é2", 50), line("a1", 1)])
    assert placed_lines(head) == [line("a1", 1), line("é2", 50)]
    remember_lines(head, [])
    assert LINES not in head and placed_lines(head) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"start": "1"},
        {"frames": 0},
        {"frames": 10**9},
        {"lead": float("nan")},
        {"spoken": -1},
        {"key": None},
        {"models": []},
        {"cut": None},
        {"cut": {"start": "x"}},
        {"more": 1},
    ],
)
def test_an_altered_record_is_refused(changes: dict[str, Any], head: Any) -> None:
    remember_lines(head, [line("a1", 1)])
    head[LINES] = json.dumps([{**json.loads(head[LINES])[0], **changes}])
    with pytest.raises(InputError, match="custom property soliloquy_lines"):
        placed_lines(head)


@pytest.mark.parametrize("written", ["[", "7", '["x"]', "null", "[" * 100_000])
def test_what_is_no_record_is_refused(written: str, head: Any) -> None:
    head[LINES] = written
    with pytest.raises(InputError, match="Hero"):
        placed_lines(head)
