# SPDX-License-Identifier: GPL-3.0-or-later
"""A take in either layout and at any rate is the take's motion, with its closures on frames."""

from dataclasses import fields, replace

import numpy as np
import pytest
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.head.layout import arkit_from_motion, motion_from_arkit
from soliloquy.runtime.head.lips import lip_gap_mm
from soliloquy.runtime.layouts import arkit_curves, curves_in_layout, eye_turns, flame_motion
from soliloquy.runtime.motion import ArkitCurves, Motion, frame_count
from soliloquy.runtime.speech import SILENCE, Phone, Speech
from soliloquy.runtime.take import Take

B_START, B_END = 0.89, 0.95


@pytest.fixture
def take() -> Take:
    times = np.arange(frame_count(2.0)) / 50
    weights = np.zeros((len(times), len(ARKIT_NAMES)), np.float32)
    weights[:, ARKIT_INDEX["jawOpen"]] = 0.4
    weights[:, ARKIT_INDEX["mouthClose"]] = 0.4 * np.clip(1 - np.abs(times - 0.92) / 0.06, 0, 1)
    weights[:, ARKIT_INDEX["mouthPucker"]] = 0.2 + 0.2 * np.sin(times)
    head = np.stack([0.2 * np.sin(times), 0.1 * np.cos(times), 0 * times], axis=1).astype(np.float32)
    phones = (Phone("ɑ", 0.0, B_START), Phone("b", B_START, B_END), Phone("ɑ", B_END, 1.6), Phone(SILENCE, 1.6, 2.0))
    speech = Speech(np.zeros(48_000, np.float32), 24_000, phones)
    tongue = np.tile(np.linspace(0, 1, len(times), dtype=np.float32)[:, None], (1, 16))
    return Take(speech, motion_from_arkit(ArkitCurves(weights, head, tongue=tongue)), "rules")


def test_at_50_frames_a_second_the_layout_is_the_takes_where_no_contact_is_held(take: Take) -> None:
    silent = replace(take, speech=replace(take.speech, phones=()))
    motion = curves_in_layout(silent, "flame", 50.0)
    for field in fields(Motion):
        np.testing.assert_allclose(getattr(motion, field.name), getattr(take.motion, field.name), atol=1e-5)


def test_what_arkit_cannot_show_stays_in_the_layout(take: Take) -> None:
    jaw = take.motion.jaw.copy()
    jaw[:, 2] = np.linspace(0, 0.2, len(jaw))
    rolled = replace(take, motion=replace(take.motion, jaw=jaw))
    motion = flame_motion(rolled, 100.0)
    assert motion.jaw[-1, 2] == pytest.approx(0.2, abs=1e-5)
    np.testing.assert_allclose(motion.jaw[::2, 2], jaw[:, 2], atol=1e-5)
    np.testing.assert_allclose(motion.jaw[1:-1:2, 2], (jaw[:-1, 2] + jaw[1:, 2]) / 2, atol=1e-5)


@pytest.mark.parametrize("rate", [24.0, 50.0, 100.0])
def test_the_eyes_alone_are_those_of_the_whole_layout(take: Take, rate: float) -> None:
    looking = replace(take, motion=replace(take.motion, eyes=take.motion.eyes + np.float32(0.05)))
    np.testing.assert_array_equal(eye_turns(looking, arkit_curves(looking, rate)), flame_motion(looking, rate).eyes)


@pytest.mark.parametrize("rate", [24.0, 25.0, 30.0, 23.976, 29.97, 60.0])
@pytest.mark.parametrize("layout", ["arkit", "flame"])
def test_the_b_is_shut_on_a_frame(take: Take, layout: str, rate: float) -> None:
    motion = curves_in_layout(take, layout, rate)
    curves = arkit_from_motion(motion)[0] if isinstance(motion, Motion) else motion
    gap = lip_gap_mm(curves.weights)
    closed = int(gap.argmin())
    assert gap[closed] < 1.0
    assert B_START - 1 / rate <= closed / rate <= B_END + 1 / rate
    assert np.median(gap) > 5.0


def test_another_take_is_not_taken_for_the_last(take: Take) -> None:
    before = arkit_curves(take, 30.0).weights
    still = replace(take, motion=Motion(*(np.zeros_like(getattr(take.motion, f.name)) for f in fields(Motion))))
    assert not arkit_curves(still, 30.0).weights.any()
    np.testing.assert_array_equal(arkit_curves(take, 30.0).weights, before)
