# SPDX-License-Identifier: GPL-3.0-or-later
"""One person's mouth from take to take: it differs by seed where asked to, a little, and never where lips must meet."""

import numpy as np
import pytest
from soliloquy.runtime.animate.engines import animate
from soliloquy.runtime.animate.frame_rate import resample
from soliloquy.runtime.animate.measure import closures
from soliloquy.runtime.animate.variation import mouth_variation
from soliloquy.runtime.errors import UsageError
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.head.lips import opening
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.requests import Direction, MotionRequest
from soliloquy.runtime.speech import Speech, SpeechFeatures

Clip = tuple[Speech, SpeechFeatures]
_MOUTH = [i for i, name in enumerate(ARKIT_NAMES) if name.startswith(("jaw", "mouth"))]
_UPPER = [i for i, name in enumerate(ARKIT_NAMES) if name.startswith(("brow", "eye"))]


def _moved(clip: Clip, engine: str, seed: int, variation: float) -> ArkitCurves:
    return animate(MotionRequest(engine, direction=Direction(seed=seed, variation=variation)), *clip)


def test_without_variation_every_seed_has_the_same_mouth(demo: Clip) -> None:
    first, second = (_moved(demo, "rules", seed, 0.0) for seed in (1, 2))
    assert np.array_equal(first.weights[:, _MOUTH], second.weights[:, _MOUTH])


@pytest.mark.parametrize("engine", ["rules", "flow"])
def test_the_mouth_differs_by_seed_and_repeats(demo: Clip, engine: str) -> None:
    first, second, again = (_moved(demo, engine, seed, 1.0) for seed in (1, 2, 1))
    assert np.array_equal(first.weights, again.weights)
    plain = _moved(demo, engine, 1, 0.0)
    size = np.percentile(opening(plain.weights), 90)
    for one, other in ((first, second), (first, plain)):
        assert np.abs(one.weights - other.weights)[:, _MOUTH].max() > 0.08
        assert np.corrcoef(opening(one.weights), opening(other.weights))[0, 1] > 0.9
    assert np.abs(opening(first.weights) - opening(second.weights)).mean() < 0.15 * size


def test_brows_eyes_and_head_are_those_of_the_seed(demo: Clip) -> None:
    plain, varied = (_moved(demo, "rules", 4, variation) for variation in (0.0, 1.0))
    assert np.array_equal(plain.weights[:, _UPPER], varied.weights[:, _UPPER])
    assert np.array_equal(plain.head, varied.head)


@pytest.mark.parametrize("engine", ["rules", "flow"])
@pytest.mark.parametrize("variation", [0.5, 1.0])
def test_lips_that_must_meet_do_and_open_vowels_stay_open(clips: list[Clip], engine: str, variation: float) -> None:
    made: list[bool] = []
    wrong: list[bool] = []
    for seed, clip in enumerate(clips[:: 1 if engine == "rules" else 3]):
        curves = _moved(clip, engine, seed, variation)
        found = closures(resample(curves, clip[0].phones, 24.0), clip[0].phones)
        made += [*found.bilabials, *found.labiodentals]
        wrong += found.false_closures
    assert len(made) > 30
    assert all(made)
    assert not any(wrong)


def test_it_comes_at_most_a_frame_sooner_or_later() -> None:
    times = np.arange(3000) / 50
    for seed in range(5):
        variation = mouth_variation(times, Direction(seed=seed, variation=1.0))
        assert variation is not None
        assert 0.3 < np.abs(variation.later).max() <= 1.0  # frames of 20 ms
        assert (np.diff(np.arange(3000) - variation.later) > 0).all()  # never back in time
        assert np.abs(variation.uneven).max() <= 0.25


def test_jaw_and_lips_give_each_other_the_opening_that_one_leaves_out() -> None:
    times = np.arange(200) / 50
    weights = np.zeros((200, len(ARKIT_NAMES)))
    weights[:, ARKIT_INDEX["jawOpen"]] = 0.4
    for name in ("mouthLowerDownLeft", "mouthLowerDownRight", "mouthUpperUpLeft", "mouthUpperUpRight"):
        weights[:, ARKIT_INDEX[name]] = 0.15
    variation = mouth_variation(times, Direction(seed=3, variation=1.0))
    assert variation is not None
    before = opening(weights)
    lower, upper = (
        [ARKIT_INDEX[f"mouth{part}{side}"] for side in ("Left", "Right")] for part in ("LowerDown", "UpperUp")
    )
    variation.shared(weights, ARKIT_INDEX["jawOpen"], lower, upper)
    assert np.ptp(weights[:, ARKIT_INDEX["jawOpen"]]) > 0.01
    np.testing.assert_allclose(opening(weights), before, atol=1e-6)
    assert weights.min() >= 0.0


def test_no_variation_is_none_and_what_is_beyond_it_is_refused() -> None:
    assert mouth_variation(np.arange(3) / 50, Direction(seed=1)) is None
    for value in (-0.1, 1.5, float("nan")):
        with pytest.raises(UsageError, match="variation"):
            Direction(variation=value)
