# SPDX-License-Identifier: GPL-3.0-or-later
"""A face that says nothing loops, lives, and keeps its lips shut."""

import numpy as np
import pytest
from soliloquy.runtime.animate.rules.emotions import mood_of
from soliloquy.runtime.animate.rules.idle import idle
from soliloquy.runtime.errors import UsageError
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.lips import lip_gap_mm
from soliloquy.runtime.perform import perform
from soliloquy.runtime.requests import Direction, IdleRequest
from soliloquy.runtime.requests.direction import EMOTIONS


@pytest.mark.parametrize("seconds", [2.0, 2.5, 7.3, 30.0])
def test_it_ends_as_it_begins_in_place_and_in_speed(seconds: float) -> None:
    for seed in range(4):
        curves = idle(seconds, Direction({"happy": 0.5}, seed, variation=1.0))
        both = np.concatenate([curves.weights, curves.head], axis=1)
        steps = np.diff(both, axis=0)
        assert len(curves) == round(50 * seconds) + 1
        np.testing.assert_allclose(both[0], both[-1], atol=1e-6)
        assert np.abs(steps[0] - steps[-1]).max() < 0.005


def test_it_begins_at_rest_as_lines_do() -> None:
    for seed in range(4):
        curves = idle(10.0, Direction(seed=seed, variation=1.0))
        assert np.abs(curves.weights[0]).max() < 1e-6 and np.abs(curves.head[0]).max() < 1e-6


@pytest.mark.parametrize("variation", [0.0, 1.0])
def test_its_lips_stay_shut_without_crossing(variation: float) -> None:
    for seed in range(5):
        gap = lip_gap_mm(idle(120.0, Direction(seed=seed, variation=variation)).weights)
        assert gap.min() >= -0.1 and gap.max() <= 0.05


def test_it_blinks_as_people_do_who_rest() -> None:
    """13 to 21 a minute: Bentivoglio's 17 at rest, give or take what ten minutes may."""
    shut = [idle(120.0, Direction(seed=seed)).weights[:, ARKIT_INDEX["eyeBlinkLeft"]] > 0.9 for seed in range(5)]
    blinks = sum(int(np.sum(np.diff(each.astype(int)) == 1)) for each in shut)
    assert 13 <= blinks / 10 <= 21
    assert idle(30.0, Direction(blink_rate=0.0)).weights[:, ARKIT_INDEX["eyeBlinkLeft"]].max() == 0.0


def test_the_head_is_never_quite_still_and_never_swings() -> None:
    head = np.degrees(idle(60.0, Direction(seed=1)).head)
    speed = np.linalg.norm(np.diff(head, axis=0), axis=1) * 50
    assert np.all(head.std(axis=0) > 0.3) and np.abs(head).max() < 9.0
    assert np.median(speed) > 0.1 and speed.max() < 15.0


def test_the_mouth_is_a_seeds_own_only_with_variation() -> None:
    mouth = [ARKIT_INDEX[name] for name in ("mouthPressLeft", "mouthSmileLeft", "mouthDimpleRight")]
    found = {
        (seed, variation): idle(60.0, Direction(seed=seed, variation=variation)).weights[:, mouth]
        for seed in (1, 2)
        for variation in (0.0, 1.0)
    }
    assert np.array_equal(found[1, 0.0], found[2, 0.0]) and found[1, 0.0].max() > 0.1
    assert not np.allclose(found[1, 1.0], found[2, 1.0])


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_its_mood_holds_all_along(emotion: str) -> None:
    weights = idle(5.0, Direction({emotion: 1.0})).weights
    lids = [ARKIT_INDEX[shape + side] for shape in ("eyeWide", "eyeSquint") for side in ("Left", "Right")]
    mood = mood_of({emotion: 1.0}).weights.copy()
    mood[[*lids, *(ARKIT_INDEX[f"eyeLook{way}{side}"] for way in ("Down", "Up") for side in ("Left", "Right"))]] = 0.0
    assert np.all(weights.min(axis=0) >= mood - 0.1)


def test_it_is_a_silent_take_that_says_what_it_is() -> None:
    request = IdleRequest(3.0, Direction({"calm": 1.0}, seed=7), head="Daniel")
    take = perform(request)
    assert np.array_equal(take.motion.expression, perform(request).motion.expression)
    assert (take.engine, take.head, take.seed, take.speech.duration) == ("idle", "Daniel", 7, 3.0)
    assert not take.speech.samples.any() and len(take.curves) == 151
    assert take.request["seconds"] == 3.0 and take.residual_mm < 0.2


@pytest.mark.parametrize("seconds", [1.9, 601.0, float("nan"), True, "10"])
def test_a_length_that_is_none_is_refused(seconds: object) -> None:
    with pytest.raises(UsageError):
        IdleRequest(seconds)  # type: ignore[arg-type]
