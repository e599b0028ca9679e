# SPDX-License-Identifier: GPL-3.0-or-later
"""A line begins at rest, where the one before it, or idling, has ended."""

import numpy as np
import pytest
from soliloquy.runtime.animate.line_beginning import from_rest_at_the_beginning
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.perform import perform
from soliloquy.runtime.requests import Direction, MotionRequest, SpeakRequest, VoiceRequest

GAZE = [i for i, name in enumerate(ARKIT_NAMES) if name.startswith("eyeLook")]
OTHERS = [i for i in range(len(ARKIT_NAMES)) if i not in GAZE]


@pytest.mark.parametrize("frames", [0, 1, 2, 3, 39, 200])
def test_head_and_gaze_come_out_of_rest_without_a_jump(frames: int) -> None:
    before = ArkitCurves(np.ones((frames, len(ARKIT_NAMES)), np.float32), np.ones((frames, 3), np.float32))
    after = from_rest_at_the_beginning(before)
    assert not after.weights[: min(1, frames // 2), GAZE].any() and not after.head[: min(1, frames // 2)].any()
    np.testing.assert_array_equal(after.weights[:, OTHERS], before.weights[:, OTHERS])
    np.testing.assert_array_equal(after.head[min(20, frames // 2) :], before.head[min(20, frames // 2) :])
    if frames == 200:
        assert np.abs(np.diff(after.head, axis=0)).max() < 0.12


@pytest.mark.parametrize("engine", ["flow", "rules"])
def test_spoken_lines_begin_at_rest_with_any_seed(engine: str) -> None:
    """Heads began in a pose up to 6 degrees away, and a dialogue on a timeline jumped there."""
    for seed in range(4):
        motion = MotionRequest(engine, direction=Direction(emotion={"surprised": 0.8}, seed=seed))
        curves = perform(SpeakRequest(VoiceRequest("Papa?"), motion)).curves
        assert np.degrees(np.abs(curves.head[0]).max()) < 0.1
        assert curves.weights[0].max() < 0.05
        assert np.degrees(np.abs(np.diff(curves.head[:25], axis=0)).max()) < 1.2
