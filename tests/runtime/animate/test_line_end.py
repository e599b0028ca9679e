# SPDX-License-Identifier: GPL-3.0-or-later
"""A line ends at rest, where the clip's last frame holds the face."""

import numpy as np
import pytest
from soliloquy.runtime.animate.line_end import at_rest_at_the_end
from soliloquy.runtime.frame_rates import exact_rate
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.layouts import curves_in_layout
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.perform import perform
from soliloquy.runtime.requests import Direction, MotionRequest, SpeakRequest, VoiceRequest
from soliloquy.runtime.speech import SILENCE, Phone

FREE = [i for i, name in enumerate(ARKIT_NAMES) if name.startswith(("brow", "eyeLook"))]
OTHERS = [i for i in range(len(ARKIT_NAMES)) if i not in FREE]


def curves(frames: int) -> ArkitCurves:
    weights = np.random.default_rng(1).random((frames, len(ARKIT_NAMES)), np.float32)
    return ArkitCurves(weights, np.ones((frames, 3), np.float32))


def phones(frames: int, silent: int) -> tuple[Phone, ...]:
    end, last = (frames - 1) / 50, (frames - 1 - silent) / 50
    return (Phone("m", 0.0, last), Phone(SILENCE, last, end)) if silent else (Phone("m", 0.0, last),)


@pytest.mark.parametrize("frames", [2, 3, 10, 39, 40, 200])
@pytest.mark.parametrize("told", [True, False], ids=["phones", "none known"])
def test_brows_and_gaze_reach_rest_and_what_a_sound_needs_stays(frames: int, told: bool) -> None:
    before = curves(frames)
    after = at_rest_at_the_end(before, phones(frames, 0) if told else ())
    assert not after.weights[-1, FREE].any()
    np.testing.assert_array_equal(after.weights[:, OTHERS], before.weights[:, OTHERS])
    np.testing.assert_array_equal(after.weights[: -min(20, frames // 2)], before.weights[: -min(20, frames // 2)])
    np.testing.assert_array_equal(after.head, before.head)
    assert (after.weights <= before.weights).all()


@pytest.mark.parametrize("silent", [12, 20, 60])
def test_the_whole_face_and_the_head_reach_rest_after_the_last_sound(silent: int) -> None:
    before = curves(200)
    after = at_rest_at_the_end(before, phones(200, silent))
    assert not after.weights[-1].any() and not after.head[-1].any()
    sounding = 200 - min(silent, 20)
    np.testing.assert_array_equal(after.weights[:sounding, OTHERS], before.weights[:sounding, OTHERS])
    np.testing.assert_array_equal(after.head[:sounding], before.head[:sounding])


def test_they_come_back_without_a_jump() -> None:
    steady = ArkitCurves(np.ones((100, len(ARKIT_NAMES)), np.float32), np.ones((100, 3), np.float32))
    after = at_rest_at_the_end(steady, phones(100, 20))
    assert np.abs(np.diff(after.weights, axis=0)).max() < 0.12
    assert np.abs(np.diff(after.head, axis=0)).max() < 0.12


@pytest.mark.parametrize("engine", ["flow", "rules"])
@pytest.mark.parametrize("rate", [24.0, 30.0, 50.0])
def test_a_spoken_line_ends_at_rest_at_any_frame_rate(engine: str, rate: float) -> None:
    motion = MotionRequest(engine, direction=Direction(emotion={"surprised": 0.8}, seed=2))
    take = perform(SpeakRequest(VoiceRequest("Papa?"), motion))
    found = curves_in_layout(take, "arkit", float(exact_rate(rate)))
    assert isinstance(found, ArkitCurves)
    assert found.weights[-1].max() < 2e-3 and np.abs(found.head[-1]).max() < 2e-3
