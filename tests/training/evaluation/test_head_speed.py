# SPDX-License-Identifier: GPL-3.0-or-later
"""The head's mean speed that follows from how far and how slowly it strays."""

import numpy as np
import pytest
from soliloquy.training.evaluation.head_speed import mean_length, mean_speed


def test_mean_length_is_that_of_normal_vectors() -> None:
    assert mean_length(np.ones(3)) == pytest.approx(np.sqrt(8 / np.pi))
    assert mean_length(np.array([2.0, 0.0, 0.0])) == pytest.approx(2 * np.sqrt(2 / np.pi), rel=1e-4)
    drawn = np.random.default_rng(0).standard_normal((200_000, 3)) * [3.3, 0.9, 0.8]
    assert mean_length(np.array([3.3, 0.9, 0.8])) == pytest.approx(np.linalg.norm(drawn, axis=1).mean(), rel=0.01)


def test_mean_speed_is_that_of_movement_with_the_spectrum_it_names() -> None:
    """Sinusoids over the band, their power falling with the square of the frequency."""
    random = np.random.default_rng(1)
    frequencies = np.linspace(0.2, 1.8, 400)
    sizes = 1 / frequencies
    sizes *= np.sqrt(2 / np.sum(sizes**2))
    times = np.arange(0.0, 1500.0, 0.1)
    phase = 2 * np.pi * frequencies * times[:, None]
    moved = np.stack([np.cos(phase + random.uniform(0, 2 * np.pi, 400)) @ sizes for _ in range(3)], axis=1)
    assert moved.std(axis=0) == pytest.approx([1.0] * 3, rel=0.1)
    velocity = np.stack([-np.sin(phase + 0) @ (2 * np.pi * frequencies * sizes)], axis=1)
    assert velocity.std() == pytest.approx(2 * np.pi * 0.6, rel=0.1)
    speed = np.linalg.norm(np.diff(moved, axis=0), axis=1).mean() / 0.1
    assert mean_speed((1.0, 1.0, 1.0), (0.2, 1.8)) == pytest.approx(speed, rel=0.1)
