# SPDX-License-Identifier: GPL-3.0-or-later
"""A direction is followed: the seed moves the upper face alone, the eyes blink as often as they are told."""

import numpy as np
import pytest
from soliloquy.runtime.animate.engines import ENGINES, animate
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.listen.features import measure
from soliloquy.runtime.requests import Direction, MotionRequest
from soliloquy.runtime.speech import Speech
from soliloquy.runtime.voice.synthesis import time_text

LINES = "My mother may remember the money. " * 12
LID = ARKIT_INDEX["eyeBlinkLeft"]


@pytest.fixture(scope="module")
def speech() -> Speech:
    return time_text(LINES)


def blinks(speech: Speech, engine: str, rate: float) -> int:
    """How often the left lid falls shut."""
    asked = MotionRequest(engine, direction=Direction(seed=2, blink_rate=rate))
    shut = animate(asked, speech, measure(speech)).weights[:, LID] > 0.8
    return int(np.count_nonzero(shut[1:] & ~shut[:-1]))


@pytest.mark.parametrize("engine", [engine.name for engine in ENGINES])
def test_eyes_blink_as_often_as_is_asked(speech: Speech, engine: str) -> None:
    none, half, usual, thrice = (blinks(speech, engine, rate) for rate in (0.0, 0.5, 1.0, 3.0))
    assert none == 0
    assert half < usual < thrice
    assert 10 <= 60 * usual / speech.duration <= 40


def test_lids_that_never_blink_stay_open(speech: Speech) -> None:
    asked = MotionRequest(ENGINES[-1].name, direction=Direction(blink_rate=0.0))
    assert animate(asked, speech, measure(speech)).weights[:, LID].max() < 0.3


def test_the_usual_rate_changes_nothing(speech: Speech) -> None:
    asked = [MotionRequest(ENGINES[-1].name, direction=each) for each in (Direction(seed=1), Direction({}, 1, 1.0))]
    first, second = (animate(each, speech, measure(speech)) for each in asked)
    np.testing.assert_array_equal(first.weights, second.weights)
