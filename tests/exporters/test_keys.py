# SPDX-License-Identifier: GPL-3.0-or-later
"""Fewer keys show the same curve."""

import numpy as np
import pytest
from soliloquy.exporters.keys import kept_frames, stays_within


def smooth_curve(seed: int) -> np.ndarray:
    """(400,) that stands still between two frames."""
    random = np.random.default_rng(seed)
    smooth = np.convolve(random.random(400), np.hanning(15) / 7, mode="same")
    smooth[100:160] = 0.0
    return smooth.astype(np.float32)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("tolerance", [0.001, 0.01, 0.1])
def test_straight_lines_between_the_keys_stay_within_the_tolerance(seed: int, tolerance: float) -> None:
    curve = smooth_curve(seed)
    frames = kept_frames(curve, tolerance)
    shown = np.interp(np.arange(len(curve)), frames, curve[frames])
    assert np.abs(shown - curve).max() <= tolerance + 1e-6
    assert frames[0] == 0
    assert frames[-1] == len(curve) - 1
    assert len(frames) < len(curve)


@pytest.mark.parametrize("seed", range(4))
def test_lines_are_closer_where_the_tolerance_is_smaller(seed: int) -> None:
    curve = smooth_curve(seed)
    tolerance = np.where(np.arange(len(curve)) % 50 < 10, 0.001, 0.1)
    frames = kept_frames(curve, tolerance)
    off = np.abs(np.interp(np.arange(len(curve)), frames, curve[frames]) - curve)
    assert (off <= tolerance + 1e-6).all()
    assert len(kept_frames(curve, 0.1)) < len(frames) < len(kept_frames(curve, 0.001))


def test_curves_that_share_their_keys_each_stay_within_the_tolerance() -> None:
    curves = np.stack([smooth_curve(0), smooth_curve(1)], axis=1)
    frames = kept_frames(curves, 0.01)
    for curve in curves.T:
        assert np.abs(np.interp(np.arange(len(curve)), frames, curve[frames]) - curve).max() <= 0.01 + 1e-6
    apart = [kept_frames(curve, 0.01) for curve in curves.T]
    assert max(map(len, apart)) <= len(frames) <= len(np.union1d(*apart))


def test_what_stands_still_has_one_key() -> None:
    assert kept_frames(np.full(50, 0.3), 0.001).tolist() == [0]
    assert stays_within(np.full(50, -0.001), 0.001) and not stays_within(np.full(50, -0.002), 0.001)
