# SPDX-License-Identifier: GPL-3.0-or-later
"""Rotations come back from quaternions, tiny and large ones."""

import numpy as np
import pytest
from soliloquy.runtime.head.deform import rotations
from soliloquy.runtime.rotations import axis_angles, quaternions, turn_between, without_flips


@pytest.mark.parametrize("size", [0.0, 1e-8, 1e-4, 0.3, 3.1])
def test_axis_angles_come_back_from_quaternions(size: float) -> None:
    axes = np.random.default_rng(3).normal(size=(20, 3))
    turns = size * axes / np.linalg.norm(axes, axis=1, keepdims=True)
    found = quaternions(turns)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1.0)
    np.testing.assert_allclose(axis_angles(found), turns, atol=1e-12)
    np.testing.assert_allclose(axis_angles(-found), turns, atol=1e-12)


def test_no_sign_changes_from_frame_to_frame() -> None:
    found = quaternions(np.linspace(0, 6, 50)[:, None] * np.array([0.0, 1.0, 0.0]))
    flipped = found * np.where(np.arange(50) % 2, -1.0, 1.0)[:, None]
    np.testing.assert_allclose(without_flips(flipped), found)


def test_the_turn_between_points_is_found_and_how_large_they_are_and_never_a_mirror() -> None:
    points = np.random.default_rng(4).normal(size=(30, 3)) * (1.0, 1.0, 1e-3)
    points -= points.mean(axis=0)
    known = rotations(np.array([[0.2, -0.4, 0.1]]))[0]
    turn, sizes = turn_between(points, 2.5 * points @ known.T)
    np.testing.assert_allclose(turn, known.T, atol=1e-6)
    assert sizes.sum() / (points**2).sum() == pytest.approx(2.5)
    assert np.linalg.det(turn_between(points, points * (1.0, 1.0, -1.0))[0]) == pytest.approx(1.0)
