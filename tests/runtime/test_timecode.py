# SPDX-License-Identifier: GPL-3.0-or-later
"""Timecode is written as it is recorded, and read as it is written."""

import numpy as np
import pytest
from soliloquy.runtime.timecode import past_midnight, seconds_of, timecode


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, "00:00:00:00.000"), (1 / 30, "00:00:00:02.000"), (3661.5, "01:01:01:30.000"), (0.9999999, "00:00:01:00.000")],
)
def test_timecode_counts_frames_at_sixty(seconds: float, expected: str) -> None:
    assert timecode(seconds) == expected
    assert seconds_of(expected) == pytest.approx(seconds, abs=1e-6)


def test_a_semicolon_and_space_around_are_read_too() -> None:
    assert seconds_of(" 12:00:01;30.5 ") == pytest.approx(43_201.5 + 0.5 / 60)


@pytest.mark.parametrize("words", ["yesterday", "", "12:00:00", "999999999:0:0:0", "1٢:00:00:00"])
def test_what_is_no_timecode_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="the time"):
        seconds_of(words)


def test_a_clock_that_begins_anew_goes_on() -> None:
    assert past_midnight(np.array([86_399.5, 0.25, 0.5])).tolist() == [86_399.5, 86_400.25, 86_400.5]
    assert past_midnight(np.array([5.0, 4.9])).tolist() == [5.0, 4.9]
    assert not len(past_midnight(np.zeros(0)))
