# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines come one after the other with a breath between them, or when the script says."""

import pytest
from soliloquy.runtime.script.timeline import USUAL_GAP, Clock, Timed

LEAD, SPOKEN = 0.25, 1.0


def beginnings(lines: list[Timed]) -> list[float]:
    """When each line begins, all of them said."""
    clock, found = Clock(), []
    for line in lines:
        found.append(clock.beginning(line))
        clock.say(line)
    return found


def heard(*lines: tuple[float | None, float | None]) -> list[float]:
    """When the first sound of each line is heard; lines are (start, gap)."""
    timed = [Timed(LEAD, SPOKEN, start, gap) for start, gap in lines]
    return [begins + LEAD for begins in beginnings(timed)]


def test_the_first_line_begins_at_0_and_each_other_a_breath_after_the_one_before() -> None:
    assert beginnings([Timed(LEAD, SPOKEN)]) == [0.0]
    second = LEAD + SPOKEN + USUAL_GAP
    assert heard((None, None), (None, None)) == pytest.approx([LEAD, second])


def test_a_start_is_when_the_first_sound_is_heard() -> None:
    assert heard((3.0, None), (None, None), (10.0, 0.1)) == pytest.approx([3.0, 4.0 + USUAL_GAP, 10.0])


def test_a_gap_counts_from_all_that_was_said() -> None:
    assert heard((None, 0.0), (None, -0.4), (None, 0.1)) == pytest.approx([0.0, 0.6, 1.7])
    thrown_in = [Timed(LEAD, 5.0, start=0.0), Timed(LEAD, 0.3, gap=-3.0), Timed(LEAD, SPOKEN, gap=0.2)]
    assert [begins + LEAD for begins in beginnings(thrown_in)] == pytest.approx([0.0, 2.0, 5.2])


def test_a_start_that_leads_back_is_followed_from() -> None:
    assert heard((50.0, None), (2.0, None), (None, 0.5)) == pytest.approx([50.0, 2.0, 3.5])


def test_a_line_that_is_not_said_takes_no_time() -> None:
    clock = Clock()
    clock.say(Timed(LEAD, SPOKEN))
    after = clock.beginning(Timed(LEAD, SPOKEN))
    clock.beginning(Timed(LEAD, 60.0, gap=-0.5))
    assert clock.beginning(Timed(LEAD, SPOKEN)) == after
