# SPDX-License-Identifier: GPL-3.0-or-later
"""Fewer keys show the same curve."""

import numpy as np
import pytest
from scipy.interpolate import CubicHermiteSpline
from soliloquy.exporters.keys import kept_frames, kept_frames_smooth, slopes


def _curve(seed: int) -> np.ndarray:
    random = np.random.default_rng(seed)
    smooth = np.convolve(random.random(400), np.hanning(15) / 7, mode="same")
    smooth[100:160] = 0.0
    return smooth.astype(np.float32)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("tolerance", [0.001, 0.01, 0.1])
def test_straight_lines_between_the_keys_stay_within_the_tolerance(seed: int, tolerance: float) -> None:
    curve = _curve(seed)
    frames = kept_frames(curve, tolerance)
    shown = np.interp(np.arange(len(curve)), frames, curve[frames])
    assert np.abs(shown - curve).max() <= tolerance + 1e-6
    assert frames[0] == 0
    assert frames[-1] == len(curve) - 1
    assert len(frames) < len(curve)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("tolerance", [0.001, 0.01, 0.1])
def test_cubics_stay_within_it_at_every_frame_and_never_beyond_their_keys(seed: int, tolerance: float) -> None:
    curve = _curve(seed)
    frames = kept_frames_smooth(curve, tolerance)
    cubic = CubicHermiteSpline(frames, curve[frames].astype(np.float64), slopes(curve)[frames])
    assert np.abs(cubic(np.arange(len(curve))) - curve).max() <= tolerance + 1e-6
    assert cubic(np.linspace(0, len(curve) - 1, 10_000)).min() > -tolerance


def test_what_stands_still_has_one_key() -> None:
    assert kept_frames(np.full(50, 0.3), 0.001).tolist() == [0]
    assert kept_frames_smooth(np.full(50, 0.3), 0.001).tolist() == [0]
