# SPDX-License-Identifier: GPL-3.0-or-later
"""Blinks, gaze, brows and head are measured as they were put in."""

import numpy as np
import pytest
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.training.living import measured, statistics

FRAMES = 3000


def _curves() -> ArkitCurves:
    """A minute: 20 blinks of 0.14 s, 10 glances of 1 s by 10 degrees, 5 brow raises of 0.4 s, a slow nod."""
    weights = np.zeros((FRAMES, 52), np.float32)
    for start in range(0, FRAMES, 150):
        weights[start + 20 : start + 27, ARKIT_INDEX["eyeBlinkLeft"]] = 1.0
    for start in range(0, FRAMES, 300):
        weights[start + 100 : start + 150, ARKIT_INDEX["eyeLookOutLeft"]] = np.radians(10.0) / 0.60
    for start in range(0, FRAMES, 600):
        for side in ("Left", "Right"):
            weights[start + 200 : start + 220, ARKIT_INDEX[f"browOuterUp{side}"]] = 0.3
    head = np.zeros((FRAMES, 3), np.float32)
    head[:, 2] = np.radians(3.0) * np.sin(2 * np.pi * 0.25 * np.arange(FRAMES) / 50)
    return ArkitCurves(weights, head)


def test_every_published_statistic_is_measured() -> None:
    found = measured([_curves()])
    assert found["blinks a minute"] == pytest.approx(20.0)
    assert found["lid half shut, s"] == pytest.approx(0.14)
    assert found["gaze away, s at a time"] == pytest.approx(1.0)
    assert found["gaze shifts up to 15 degrees, share"] == 1.0
    assert found["brow raise, s"] == pytest.approx(0.4)
    assert found["head's turn, share of power below 1 Hz"] > 0.95
    assert found["head's mean speed, degrees a second"] == pytest.approx(3.0, rel=0.02)
    assert {each.name for each in statistics()} <= set(found)
    assert all(each.low < each.high and each.source and each.about for each in statistics())
