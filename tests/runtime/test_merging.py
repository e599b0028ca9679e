# SPDX-License-Identifier: GPL-3.0-or-later
"""A take of several: each part is that of its own take, lips close, and what it came from is said."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from soliloquy.runtime.animate.frame_rate import resample
from soliloquy.runtime.animate.measure import closures
from soliloquy.runtime.animate.rules.gaze import RADIANS_PER_UNIT
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.head.layout import motion_from_arkit
from soliloquy.runtime.merging import Source, merge
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.perform import another_take, perform
from soliloquy.runtime.requests import Direction, MotionRequest, SpeakRequest, VoiceRequest
from soliloquy.runtime.take import Take, load_take, save_take

BROWS = [i for i, name in enumerate(ARKIT_NAMES) if name.startswith("brow")]
MOUTH = [i for i, name in enumerate(ARKIT_NAMES) if name.startswith(("jaw", "mouth", "tongue", "cheek", "nose"))]
LIDS = [ARKIT_INDEX[f"eyeBlink{side}"] for side in ("Left", "Right")]


def _spoken(text: str, **direction: Any) -> Take:
    return perform(SpeakRequest(VoiceRequest(text), MotionRequest("rules", direction=Direction(**direction))))


@pytest.fixture(scope="module")
def three() -> tuple[Source, Source, Source]:
    mouth = _spoken("My brother Bob may buy a big blue map.", seed=1, variation=1.0)
    others = (another_take(mouth, {"seed": seed, "emotion": {"sad": 1.0}}) for seed in (2, 3))
    takes = (mouth, *others)
    return tuple(Source(take, f"{name}.take") for take, name in zip(takes, "abc", strict=True))  # type: ignore[return-value]


def test_each_part_is_that_of_its_take(three: tuple[Source, Source, Source]) -> None:
    mouth, brows, head = three
    curves = merge(*three).curves
    np.testing.assert_allclose(curves.weights[:, MOUTH], mouth.take.curves.weights[:, MOUTH], atol=2e-4)
    np.testing.assert_allclose(curves.weights[:, BROWS + LIDS], brows.take.curves.weights[:, BROWS + LIDS], atol=2e-4)
    np.testing.assert_allclose(curves.head, head.take.curves.head, atol=1e-6)
    assert mouth.take.motion.tongue is not None and curves.tongue is not None
    np.testing.assert_array_equal(curves.tongue, mouth.take.motion.tongue)
    assert np.abs(brows.take.curves.weights - mouth.take.curves.weights)[:, BROWS].max() > 0.1


@pytest.mark.parametrize("rate", [24.0, 30.0, 50.0])
def test_lips_close_as_in_the_mouth_s_take(three: tuple[Source, Source, Source], rate: float) -> None:
    take = merge(*three)
    found = closures(resample(take.curves, take.speech.phones, rate), take.speech.phones)
    assert len(found.bilabials) >= 6 and all(found.bilabials) and not any(found.false_closures)


def _aims(take: Take) -> np.ndarray:
    """(T,) where the left eye looks, seen from the neck: radians down."""
    weights = take.curves.weights
    down = weights[:, ARKIT_INDEX["eyeLookDownLeft"]] - weights[:, ARKIT_INDEX["eyeLookUpLeft"]]
    return np.asarray(down * RADIANS_PER_UNIT + take.curves.head[:, 0])


def test_eyes_keep_their_aim_under_another_head(three: tuple[Source, Source, Source]) -> None:
    _mouth, brows, head = three
    apart = np.abs(head.take.curves.head[:, 0] - brows.take.curves.head[:, 0]).max()
    assert apart > np.radians(1.0)
    kept = np.abs(_aims(merge(*three)) - _aims(brows.take))
    assert np.percentile(kept, 90) < 0.1 * apart


def test_it_says_what_it_came_from_and_opens_again(three: tuple[Source, Source, Source], tmp_path: Path) -> None:
    take = merge(*three)
    save_take(take, tmp_path / "d.take")
    again = load_take(tmp_path / "d.take")
    merged = again.request["merged"]
    assert [merged[part]["name"] for part in ("mouth", "brows", "head")] == ["a.take", "b.take", "c.take"]
    assert merged["head"]["request"]["motion"]["direction"]["seed"] == 3
    assert again.warnings == () and again.seed == 1
    save_take(merge(*three), tmp_path / "e.take")
    assert (tmp_path / "d.take").read_bytes() == (tmp_path / "e.take").read_bytes()


def test_what_is_not_given_is_the_mouth_s_own(three: tuple[Source, Source, Source]) -> None:
    mouth, brows, _head = three
    np.testing.assert_allclose(merge(mouth).curves.weights, mouth.take.curves.weights, atol=2e-4)
    curves = merge(mouth, brows).curves
    np.testing.assert_allclose(curves.head, mouth.take.curves.head, atol=1e-6)


def test_a_longer_take_is_cut_to_rest_and_a_shorter_one_rests(three: tuple[Source, Source, Source]) -> None:
    mouth = three[0]
    other = Source(_spoken("Papa.", seed=4), "short.take")
    long = merge(other, brows=mouth, head=mouth)
    assert len(long.curves) == len(other.take.curves)
    assert any("longer than the mouth's" in warning for warning in long.warnings)
    assert np.abs(long.curves.head[-1]).max() < 1e-6 and long.curves.weights[-1, BROWS + LIDS].max() < 1e-3
    np.testing.assert_allclose(long.curves.weights[:, MOUTH], other.take.curves.weights[:, MOUTH], atol=2e-4)
    short = merge(mouth, brows=other, head=other)
    assert [warning for warning in short.warnings if "shorter" in warning and "rests after its end" in warning]
    end = len(other.take.curves)
    assert short.curves.weights[end:, BROWS].max() < 1e-3 and np.abs(short.curves.head[end:]).max() == 0.0


@pytest.mark.parametrize("lacking", [1, 8, 60])
def test_a_shorter_take_that_stops_in_the_middle_comes_to_rest_without_a_jump(
    three: tuple[Source, Source, Source], lacking: int
) -> None:
    """As one does that was filmed, imported, or heard in a part of a recording."""
    mouth, other, _head = three
    frames = len(mouth.take.curves)
    curves = other.take.curves
    # Asks for brows that are up, and a head that is turned by 17 degrees, at its last frame.
    weights = curves.weights[: frames - lacking].copy()
    weights[:, BROWS] = 0.5
    stopped = ArkitCurves(weights, np.full((frames - lacking, 3), 0.3, np.float32))
    merged = merge(mouth, *[Source(replace(other.take, motion=motion_from_arkit(stopped)), "stopped.take")] * 2).curves
    assert np.abs(np.diff(merged.head, axis=0)).max() < 0.04
    assert np.abs(np.diff(merged.weights[:, BROWS], axis=0)).max() < 0.07
    assert np.abs(merged.head[-1]).max() < 1e-6 and merged.weights[-1, BROWS].max() < 1e-3
    np.testing.assert_allclose(merged.weights[:, MOUTH], mouth.take.curves.weights[:, MOUTH], atol=2e-4)
