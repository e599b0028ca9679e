# SPDX-License-Identifier: GPL-3.0-or-later
"""The fewest lines within bounds: all within, fewer than those with their ends on the curve, and none to spare."""

import numpy as np
import pytest
from soliloquy.exporters.free_lines import free_lines
from soliloquy.exporters.keys import kept_frames
from soliloquy.tests.exporters.test_keys import smooth_curve


def _off(curve: np.ndarray, frames: np.ndarray, values: np.ndarray) -> np.ndarray:
    return np.abs(np.interp(np.arange(len(curve)), frames, values) - curve)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("tolerance", [0.001, 0.01, 0.1])
def test_they_stay_within_the_tolerance_and_are_fewer(seed: int, tolerance: float) -> None:
    curve = smooth_curve(seed)
    frames, values = free_lines(curve, tolerance)
    assert (_off(curve, frames, values) <= tolerance + 1e-9).all()
    assert (np.diff(frames) > 0).all()
    assert (frames[0], frames[-1]) == (0, len(curve) - 1)
    assert (values[0], values[-1]) == (curve[0], curve[-1])
    assert values.min() >= curve.min() and values.max() <= curve.max()
    assert len(frames) < len(kept_frames(curve, tolerance))


@pytest.mark.parametrize("seed", range(4))
def test_they_are_closer_where_the_tolerance_is_smaller(seed: int) -> None:
    curve = smooth_curve(seed)
    tolerance = np.where(np.arange(len(curve)) % 50 < 10, 0.001, 0.1)
    frames, values = free_lines(curve, tolerance)
    assert (_off(curve, frames, values) <= tolerance + 1e-9).all()
    assert len(free_lines(curve, 0.1)[0]) < len(frames) < len(free_lines(curve, 0.001)[0])


def test_lines_with_corners_between_the_bounds_come_back_with_their_own_keys() -> None:
    corners, heights = [0, 20, 45, 70, 99], [0.0, 1.0, -1.0, 0.5, 0.5]
    curve = np.interp(np.arange(100), corners, heights)
    frames, values = free_lines(curve, 1e-9)
    assert frames.tolist() == corners
    assert values == pytest.approx(heights, abs=1e-6)


@pytest.mark.parametrize("seed", range(4))
def test_no_line_from_the_first_key_could_reach_further(seed: int) -> None:
    """Tried with many that end within the bounds of the frame after the next key."""
    curve, tolerance = smooth_curve(seed).astype(float), 0.05
    frames, _ = free_lines(curve, tolerance)
    reached = np.arange(frames[1] + 2)
    ends = np.linspace(curve[reached[-1]] - tolerance, curve[reached[-1]] + tolerance, 2001)
    lines = curve[0] + (ends[:, None] - curve[0]) * reached / reached[-1]
    assert not (np.abs(lines - curve[reached]) <= tolerance).all(axis=1).any()


@pytest.mark.parametrize("length", [1, 2, 3])
def test_short_curves(length: int) -> None:
    curve = np.array([0.0, 1.0, 0.2])[:length]
    frames, values = free_lines(curve, 0.01)
    assert frames.tolist() == list(range(length))
    assert values == pytest.approx(curve, abs=0.01)


def test_what_stands_still_has_one_key() -> None:
    frames, values = free_lines(np.full(50, 0.3), 0.001)
    assert (frames.tolist(), values.tolist()) == ([0], [0.3])
