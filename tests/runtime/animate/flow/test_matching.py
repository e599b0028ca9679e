# SPDX-License-Identifier: GPL-3.0-or-later
"""Flow matching: a straight path, its velocity, and a solver that walks it."""

import numpy as np
import pytest
from soliloquy.runtime.animate.flow.matching import (
    guided_velocity,
    on_path,
    predicted_data,
    solve,
    squared_error,
    target_velocity,
)

X_0 = np.random.default_rng(0).standard_normal((40, 3)).astype(np.float32)
X_1 = np.random.default_rng(1).standard_normal((40, 3)).astype(np.float32)


@pytest.mark.parametrize("t", [0.0, 0.3, 1.0])
def test_the_path_leads_from_noise_to_data_with_the_target_velocity(t: float) -> None:
    x_t, u_t = on_path(X_0, X_1, t), target_velocity(X_0, X_1)
    assert np.allclose(on_path(X_0, X_1, 0.0), X_0) and np.allclose(on_path(X_0, X_1, 1.0), X_1)
    assert np.allclose(predicted_data(x_t, u_t, t), X_1, atol=1e-6)
    assert not squared_error(u_t, u_t).any() and np.allclose(squared_error(u_t + 2, u_t), 4)


def test_guidance_of_one_is_the_condition_and_more_goes_beyond_it() -> None:
    assert np.allclose(guided_velocity(X_0, X_1, 1.0), X_1, atol=1e-6)
    assert np.allclose(guided_velocity(X_0, X_1, 2.0), 2 * X_1 - X_0, atol=1e-6)


def test_straight_flow_is_exact_in_one_step() -> None:
    assert np.allclose(solve(X_0, lambda x_t, t: target_velocity(X_0, X_1), steps=1), X_1, atol=1e-6)


def test_midpoint_is_nearer_than_euler_on_a_curved_flow() -> None:
    start = np.ones((10, 1), np.float32)
    euler = solve(start, lambda x_t, t: x_t, steps=8)
    midpoint = solve(start, lambda x_t, t: x_t, steps=8, midpoint=True)
    assert abs(midpoint[0, 0] - np.e) < 0.01 < abs(euler[0, 0] - np.e)
