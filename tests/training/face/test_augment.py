# SPDX-License-Identifier: GPL-3.0-or-later
"""A chip that is learnt from again is another picture of the same face."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from soliloquy.runtime.face.entries import SIDE, even  # noqa: E402
from soliloquy.training.face.augment import augmented  # noqa: E402


def test_chips_change_and_stay_the_same_face() -> None:
    place = np.linspace(0.0, 6.0, SIDE)
    chip = (127 + 90 * np.sin(place[:, None] + 0.3) * np.sin(1.3 * place + 0.5)).astype(np.uint8)
    changed = augmented(np.stack([chip] * 16), np.random.default_rng(1)).numpy()
    assert changed.shape == (16, 1, SIDE, SIDE) and np.abs(changed).max() <= 1.0
    assert len({each.tobytes() for each in changed}) == 16
    plain = even(chip)
    alike = [
        max(np.corrcoef(one.ravel(), each.ravel())[0, 1] for one in (plain, plain[:, ::-1])) for each in changed[:, 0]
    ]
    assert min(alike) > 0.25 and np.median(alike) > 0.6
    again = augmented(np.stack([chip] * 16), np.random.default_rng(1)).numpy()
    np.testing.assert_array_equal(changed, again)
