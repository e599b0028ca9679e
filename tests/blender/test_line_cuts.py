# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines of one head that come close give way to each other in their rests alone."""

import random

import pytest

pytest.importorskip("bpy")

from soliloquy.blender.line_cuts import Cut, Span, cuts_of


def test_lines_that_do_not_meet_are_whole() -> None:
    assert cuts_of([Span(1, 40, 7, 30), Span(41, 80, 47, 70)]) == [Cut(), Cut()]


def test_a_line_that_meets_the_one_before_lies_over_it_and_fades_in() -> None:
    assert cuts_of([Span(1, 40, 7, 30), Span(35, 80, 41, 70)]) == [Cut(), Cut(upper=True, ramp_in=5)]


def test_a_line_begins_when_the_one_before_is_said() -> None:
    cuts = cuts_of([Span(1, 40, 7, 30), Span(25, 80, 33, 70)])
    assert cuts == [Cut(), Cut(start=5, upper=True, ramp_in=3)]


def test_lines_in_a_row_lie_in_turn_below_and_above() -> None:
    cuts = cuts_of([Span(start, start + 39, start + 6, start + 29) for start in (1, 36, 71, 106)])
    assert [cut.upper for cut in cuts] == [False, True, False, True]
    assert [cut.ramp_in for cut in cuts] == [0, 4, 0, 4] and [cut.ramp_out for cut in cuts] == [0, 4, 0, 0]


@pytest.mark.parametrize("seed", range(40))
def test_no_sound_is_ever_cut_or_faded_and_tracks_have_room(seed: int) -> None:
    chosen = random.Random(seed)
    spans, said = [], 0
    for _ in range(30):
        first = said + chosen.randrange(0, 30)
        said = first + chosen.randrange(2, 40)
        spans.append(Span(first - chosen.randrange(0, 13), said + chosen.randrange(0, 20), first, said))
    busy = {False: -100, True: -100}
    for span, cut in zip(spans, cuts_of(spans), strict=True):
        start, end = span.start + cut.start, span.end - cut.end
        assert start + cut.ramp_in <= span.first and end - cut.ramp_out >= span.last
        assert start > busy[cut.upper], "strips of a track cannot overlap"
        busy[cut.upper] = end
