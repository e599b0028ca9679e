# SPDX-License-Identifier: GPL-3.0-or-later
"""What a good mouth is: the losses are zero for the truth, and in the product's units. Needs torch."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is installed for training alone (requirements/training.txt)")

from soliloquy.runtime.head.arkit import ARKIT_INDEX  # noqa: E402
from soliloquy.training.data.dataset import LIP_SHAPES, layout_of  # noqa: E402
from soliloquy.training.steps import loop  # noqa: E402
from soliloquy.training.steps.geometry import LipGeometry  # noqa: E402
from soliloquy.training.steps.losses import closure_loss, lip_losses  # noqa: E402


def test_layout_of_the_loss_is_the_layout_of_the_product(geometry: LipGeometry) -> None:
    weights = np.random.default_rng(0).uniform(0, 0.6, (20, 52)).astype(np.float32)
    kept = weights * np.isin(list(ARKIT_INDEX), LIP_SHAPES)
    ours = geometry.layout(torch.as_tensor(kept, device=loop.device())).cpu().numpy()
    assert np.allclose(ours, layout_of(weights, LIP_SHAPES), atol=1e-4)


def test_losses_are_zero_for_the_truth_and_closure_sees_an_open_seal(geometry: LipGeometry) -> None:
    torch.set_default_device(loop.device())
    weights = torch.rand((2, 30, 52)) * 0.5
    assert all(float(loss) == 0.0 for loss in lip_losses(geometry, weights, weights, torch.ones(2)))
    shut, opened = torch.zeros(1, 5, 52), torch.zeros(1, 5, 52)
    opened[..., ARKIT_INDEX["jawOpen"]] = 0.5
    sealed = torch.ones(1, 5, dtype=torch.bool)
    torch.set_default_device("cpu")
    assert float(closure_loss(geometry, shut, sealed)) < 0.5 < float(closure_loss(geometry, opened, sealed))
