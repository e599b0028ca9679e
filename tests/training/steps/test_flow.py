# SPDX-License-Identifier: GPL-3.0-or-later
"""Training and playing share flow matching: torch and numpy come to the same. Needs torch."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is installed for training alone (requirements/training.txt)")

from soliloquy.runtime.animate.flow import matching  # noqa: E402


@pytest.mark.parametrize(
    "formula", [matching.on_path, matching.predicted_data, matching.guided_velocity], ids=lambda each: each.__name__
)
def test_torch_and_numpy_come_to_the_same(formula: Callable[..., Any]) -> None:
    generator = np.random.default_rng(0)
    first, second = generator.standard_normal((2, 3, 40, 5)).astype(np.float32)
    third = generator.random((3, 1, 1)).astype(np.float32)
    by_torch = formula(*(torch.as_tensor(each) for each in (first, second, third)))
    assert np.allclose(by_torch.numpy(), formula(first, second, third), atol=1e-6)


def test_the_solver_carries_a_batch_of_tensors() -> None:
    x_0, x_1 = torch.zeros(2, 4, 3), torch.ones(2, 4, 3)
    assert torch.allclose(matching.solve(x_0, lambda x_t, t: matching.target_velocity(x_0, x_1), 3), x_1)
