# SPDX-License-Identifier: GPL-3.0-or-later
"""Blinks, gaze, brows and head are measured as they were put in."""

from pathlib import Path

import numpy as np
import pytest
from soliloquy.runtime.animate.rules.engine import animate
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.listen.features import measure
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.requests import Direction, VoiceRequest
from soliloquy.runtime.voice.synthesis import time_text
from soliloquy.training.evaluation.nonverbal import SPEED, measured, statistics

FRAMES = 3000
SENTENCES = Path(__file__).resolve().parents[3] / "benchmarks" / "sentences.txt"


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
    assert found[SPEED] == pytest.approx(3.0, rel=0.02)
    assert {each.name for each in statistics()} <= set(found)
    assert all(each.low < each.high and each.reference and each.about for each in statistics())


@pytest.mark.check
def test_minutes_of_speech_lie_within_what_people_do() -> None:
    """Not at the edge either: with room for what another voice, text or seed changes."""
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    curves = []
    for seed, voice in enumerate(("af_heart", "am_adam", "bf_emma", "bm_george")):
        speech = time_text(VoiceRequest("\n\n".join(lines[seed * 20 : seed * 20 + 20]), voice))
        curves.append(animate(speech, measure(speech), Direction(seed=seed)))
    found = measured(curves)
    for each in statistics():
        room = 0.05 * (each.high - each.low)
        assert each.low + room < found[each.name] < each.high - room, each.name


def test_the_speed_of_the_head_is_derived_and_says_so() -> None:
    (speed,) = [each for each in statistics() if each.name == SPEED]
    assert "Derived, not measured" in speed.about
    assert speed.high / speed.low == pytest.approx(1.15 / 0.85)
