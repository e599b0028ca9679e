# SPDX-License-Identifier: GPL-3.0-or-later
"""What shipped can be trained further: its archive opens, and is written as it was. Needs torch."""

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is installed for training alone (requirements/training.txt)")

from soliloquy.runtime.weights import weight_path
from soliloquy.training.steps.geometry import LipGeometry
from soliloquy.training.steps.shipped import shipped_networks, state_to_ship


def test_the_shipped_archive_comes_back_as_it_was(geometry: LipGeometry) -> None:
    state = state_to_ship(*shipped_networks(geometry))
    with np.load(weight_path("flow_training"), allow_pickle=False) as archive:
        assert set(archive.files) == set(state)
        assert all(np.array_equal(archive[name], state[name]) for name in archive.files)
