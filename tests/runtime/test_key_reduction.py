# SPDX-License-Identifier: GPL-3.0-or-later
"""Few keys for the same curve: within the bound on every frame, exact where they must be, many times fewer."""

import numpy as np
import pytest
from soliloquy.runtime.animate.engines import animate
from soliloquy.runtime.animate.frame_rate import resample
from soliloquy.runtime.animate.measure import closures, contact_frames
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.key_reduction import ReducedCurve, reduced
from soliloquy.runtime.listen.features import measure
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.requests import Direction, MotionRequest
from soliloquy.runtime.speech import Speech
from soliloquy.runtime.voice.synthesis import time_text

DEMO = "Good morning! My brother Bob bought a big blue balloon, but the pump broke before five."


@pytest.mark.parametrize("bound", [0.001, 0.01, 0.1])
def test_random_curves_stay_within_the_bound(bound: float) -> None:
    rng = np.random.default_rng(4)
    for length in (1, 2, 3, 5, 60, 400):
        curve = np.cumsum(rng.normal(0.0, 0.05, length))
        exact = set(rng.integers(0, length, 5).tolist())
        found = reduced(curve, bound, exact)
        assert np.abs(found.at(np.arange(length)) - curve).max() <= bound
        assert found.frames[0] == 0 and found.frames[-1] == length - 1
        assert exact <= set(found.frames.tolist())
        assert (np.diff(found.frames) > 0).all()


def test_each_frame_may_have_its_own_bound() -> None:
    curve = np.cumsum(np.random.default_rng(5).normal(0.0, 0.05, 400))
    bounds = np.where(np.arange(400) % 50 < 10, 0.002, 0.2)
    found = reduced(curve, bounds)
    assert (np.abs(found.at(np.arange(400)) - curve) <= bounds).all()
    assert len(reduced(curve, 0.2)) < len(found) < len(reduced(curve, 0.002))


def test_several_curves_share_their_keys() -> None:
    curves = np.cumsum(np.random.default_rng(6).normal(0.0, 0.05, (400, 3)), axis=0)
    found = reduced(curves, 0.1)
    for column in range(3):
        own = ReducedCurve(found.frames, *(part[:, column] for part in (found.values, found.before, found.after)))
        assert np.abs(own.at(np.arange(400)) - curves[:, column]).max() <= 0.1
    assert len(found) < 200


def test_what_is_still_or_even_has_two_keys_and_a_cubic_too() -> None:
    t = np.linspace(0.0, 1.0, 100)
    for curve in (np.full(100, 0.3), t, 2 * t**3 - t):
        assert len(reduced(curve, 0.001)) == 2
    assert len(reduced(np.zeros(100), 0.001, {30, 60})) == 2, "on a still curve no key is needed"


@pytest.fixture(scope="module")
def line() -> tuple[Speech, ArkitCurves]:
    speech = time_text(DEMO)
    asked = MotionRequest("rules", direction=Direction(seed=2, variation=1.0))
    return speech, animate(asked, speech, measure(speech))


@pytest.mark.parametrize("rate", [24.0, 30.0, 60.0])
def test_a_line_has_eight_times_fewer_keys_and_its_lips_close(line: tuple[Speech, ArkitCurves], rate: float) -> None:
    speech, curves = line
    curves = resample(curves, speech.phones, rate)
    contacts = contact_frames(curves, speech.phones)
    assert len(contacts) >= 9
    mouth = [name.startswith(("jaw", "mouth")) for name in ARKIT_NAMES]
    found = [
        reduced(column, 0.01, contacts if lips else ()) for column, lips in zip(curves.weights.T, mouth, strict=True)
    ]
    again = np.stack([each.at(np.arange(len(curves))) for each in found], axis=1)
    assert np.abs(again - curves.weights).max() <= 0.01
    assert np.array_equal(again[list(contacts)][:, mouth], curves.weights[list(contacts)][:, mouth].astype(float))
    assert 8 * sum(map(len, found)) <= curves.weights.size
    made = closures(ArkitCurves(again.astype(np.float32), curves.head, rate), speech.phones)
    assert all(made.bilabials) and all(made.labiodentals) and not any(made.false_closures)
