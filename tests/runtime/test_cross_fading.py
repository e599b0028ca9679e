# SPDX-License-Identifier: GPL-3.0-or-later
"""One take that fades into another: its two ends are theirs, lips close wherever it fades, and its origin is said."""

from pathlib import Path

import numpy as np
import pytest
from soliloquy.runtime.animate.frame_rate import resample
from soliloquy.runtime.animate.measure import closures
from soliloquy.runtime.cross_fading import cross_fade
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.merging import Source
from soliloquy.runtime.perform import another_take, perform
from soliloquy.runtime.requests import Direction, MotionRequest, SpeakRequest, VoiceRequest
from soliloquy.runtime.take import Take, load_take, save_take

BROWS = [i for i, name in enumerate(ARKIT_NAMES) if name.startswith("brow")]


def _spoken(text: str) -> Take:
    direction = Direction(seed=1, variation=1.0)
    return perform(SpeakRequest(VoiceRequest(text), MotionRequest("rules", direction=direction)))


@pytest.fixture(scope="module")
def two() -> tuple[Source, Source]:
    first = _spoken("My brother Bob may buy a big blue map.")
    second = another_take(first, {"seed": 2, "emotion": {"surprised": 1.0}})
    return Source(first, "a.take"), Source(second, "b.take")


def test_each_end_is_that_of_its_take_and_nothing_jumps(two: tuple[Source, Source]) -> None:
    first, second = (each.take.curves for each in two)
    middle = len(first) // 2
    faded = cross_fade(*two, at=middle / 50, seconds=0.4).curves
    apart = slice(0, middle - 40), slice(middle + 40, None)
    np.testing.assert_allclose(faded.weights[apart[0]], first.weights[apart[0]], atol=3e-4)
    np.testing.assert_allclose(faded.weights[apart[1]], second.weights[apart[1]], atol=3e-4)
    np.testing.assert_allclose(faded.head[apart[1]], second.head[apart[1]], atol=1e-6)
    ends = abs(float(first.weights[middle, BROWS].sum() - second.weights[middle, BROWS].sum()))
    assert ends > 0.3 and np.abs(np.diff(faded.weights[:, BROWS], axis=0)).max() < 0.2


@pytest.mark.parametrize("rate", [24.0, 50.0])
def test_lips_close_wherever_it_fades(two: tuple[Source, Source], rate: float) -> None:
    phones = two[0].take.speech.phones
    for at in np.linspace(0.3, two[0].take.speech.duration - 0.5, 12):
        curves = cross_fade(*two, at=float(at)).curves
        found = closures(resample(curves, phones, rate), phones)
        assert len(found.bilabials) >= 6 and all(found.bilabials), at


def test_the_take_says_what_it_came_from(two: tuple[Source, Source], tmp_path: Path) -> None:
    faded = cross_fade(*two, at=1.0)
    save_take(faded, tmp_path / "d.take")
    told = load_take(tmp_path / "d.take").request["cross_fade"]
    assert (told["first"]["name"], told["second"]["name"], told["at"]) == ("a.take", "b.take", 1.0)
    assert told["second"]["request"] == two[1].take.request


def test_what_cannot_fade_is_refused(two: tuple[Source, Source]) -> None:
    other = Source(_spoken("Papa came."), "c.take")
    with pytest.raises(InputError, match="does not say the same"):
        cross_fade(two[0], other, at=0.5)
    for at in (-1.0, 99.0, float("nan")):
        with pytest.raises(InputError, match="not inside"):
            cross_fade(*two, at=at)
    with pytest.raises(InputError, match="longer than the take"):
        cross_fade(*two, at=1.0, seconds=99.0)
