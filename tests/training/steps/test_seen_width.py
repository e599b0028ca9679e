# SPDX-License-Identifier: GPL-3.0-or-later
"""How narrow a mouth was seen is told in the weights' own unit, whatever the picture measured in."""

import numpy as np
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.lips import narrowness
from soliloquy.runtime.speech import Speech
from soliloquy.training.data.real_faces import Capture
from soliloquy.training.steps.seen_width import seen_narrowness


def capture(pucker: np.ndarray, width: np.ndarray | None) -> Capture:
    weights = np.zeros((len(pucker), 52), np.float32)
    weights[:, ARKIT_INDEX["mouthPucker"]] = pucker
    return Capture("a", Speech(np.zeros(320 * len(pucker), np.float32), 16_000), weights, np.ones(52, bool), width)


def test_a_seen_mouth_is_as_narrow_as_the_picture_says_and_spreads_as_its_weights_do() -> None:
    random = np.random.default_rng(1)
    true = [0.3 + 0.1 * random.standard_normal(200) for _ in range(3)]
    fitted = [each + 0.05 * random.standard_normal(200) for each in true]
    for unit in (1.0, 60.0):
        captures = [capture(pucker, unit * (5.0 - narrow)) for pucker, narrow in zip(fitted, true, strict=True)]
        seen = seen_narrowness([*captures, capture(fitted[0], None)])
        assert seen[3] is None
        for found, narrow in zip(seen[:3], true, strict=True):
            assert found is not None and np.corrcoef(found, narrow)[0, 1] > 0.999
        together = np.concatenate([found for found in seen[:3] if found is not None])
        by_weights = np.concatenate([narrowness(each.weights) for each in captures])
        assert np.allclose([together.mean(), together.std()], [by_weights.mean(), by_weights.std()], rtol=1e-4)


def test_where_no_width_is_known_and_where_it_never_changes_nothing_breaks() -> None:
    still = capture(np.full(20, 0.2), np.full(20, 40.0))
    assert seen_narrowness([capture(np.full(20, 0.2), None)]) == [None]
    (found,) = seen_narrowness([still])
    assert found is not None and np.allclose(found, 0.2)
