# SPDX-License-Identifier: GPL-3.0-or-later
"""Long clips are played in windows, and have no seam."""

from itertools import pairwise

import numpy as np
import pytest
from soliloquy.runtime.animate.flow.matching import solve
from soliloquy.runtime.animate.flow.windows import OVERLAP, WINDOW, over_windows, windows
from soliloquy.runtime.animate.smoothing import savitzky_golay


@pytest.mark.parametrize("frames", [1, WINDOW, WINDOW + 1, 3 * WINDOW + 17])
def test_windows_cover_every_frame_and_overlap(frames: int) -> None:
    spans = windows(frames)
    covered = np.zeros(frames, int)
    for span in spans:
        covered[span] += 1
    assert covered.min() >= 1
    assert all(a.stop - b.start >= OVERLAP for a, b in pairwise(spans))


def test_windows_that_disagree_are_joined_without_a_step() -> None:
    frames = 3 * WINDOW
    velocity = over_windows(lambda x_t, t, span: np.full_like(x_t, span.start / 100))
    found = solve(np.zeros((frames, 1), np.float32), velocity, steps=2)
    assert np.abs(np.diff(found[:, 0])).max() < 2.2 * (WINDOW - OVERLAP) / 100 / OVERLAP


def test_smoothing_keeps_a_cubic_and_calms_noise() -> None:
    time = np.linspace(-1, 1, 80)
    cubic = np.stack([time**3 - time, 0.5 + time**2], axis=1)
    assert np.allclose(savitzky_golay(cubic)[5:-5], cubic[5:-5], atol=1e-6)
    noise = np.random.default_rng(2).standard_normal((500, 1))
    assert savitzky_golay(noise).std() < 0.7 * noise.std()


def test_what_is_smoothed_late_comes_later_by_shares_of_a_frame() -> None:
    frames = np.arange(200)
    wave = np.sin(2 * np.pi * frames / 50)[:, None]
    expected = np.sin(2 * np.pi * (frames - 0.75) / 50)[:, None]
    assert np.allclose(savitzky_golay(wave, 0.75)[6:-6], expected[6:-6], atol=2e-3)
