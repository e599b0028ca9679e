# SPDX-License-Identifier: GPL-3.0-or-later
"""The fit of the mouth to phones finds what sets a face apart, and two people's share of it."""

import numpy as np
import pytest
from soliloquy.runtime.animate.rules.articulation import JAW, TARGETS
from soliloquy.runtime.phones import INVENTORY
from soliloquy.runtime.speech import Speech, SpeechFeatures
from soliloquy.training.data.real_faces import Capture
from soliloquy.training.evaluation.person_scores import Truth
from soliloquy.training.export.heard_mouth import narrower, opener, shared

_SAID = ("ɑ", "i", "l", "s", "n", "u")
_FRAMES = 4000


@pytest.fixture(scope="module")
def features() -> SpeechFeatures:
    chance = np.random.default_rng(2)
    said = np.repeat(chance.integers(0, len(_SAID), _FRAMES // 8), 8)
    posteriors = np.zeros((_FRAMES, len(INVENTORY)), np.float32)
    posteriors[np.arange(_FRAMES), [INVENTORY.index(_SAID[one]) for one in said]] = 1.0
    loud = chance.normal(-8.0, 2.0, _FRAMES)
    return SpeechFeatures(np.zeros(_FRAMES), loud, posteriors, formant_loudness=loud)


def _face(opening: np.ndarray, narrowness: np.ndarray) -> Truth:
    nothing = Capture("somebody", Speech(np.zeros(1, np.float32), 16000), np.zeros((_FRAMES, 52)), np.ones(52, bool))
    return Truth(nothing, opening, narrowness, None, np.ones(_FRAMES, bool))


def test_somebody_who_opens_less_at_a_phone_is_known_by_it(features: SpeechFeatures) -> None:
    assert features.phone_posteriors is not None
    shut = np.zeros(len(INVENTORY))
    shut[INVENTORY.index("l")] = -0.2
    opened = features.phone_posteriors @ (TARGETS[:, JAW] + shut)
    found = opener([(_face(opened, np.zeros(_FRAMES)), features)])
    assert INVENTORY[int(np.argmin(found - np.mean([found[INVENTORY.index(one)] for one in _SAID])))] == "l"
    assert found[INVENTORY.index("l")] < -0.1


def test_somebody_who_spreads_no_mouth_is_narrower_at_i(features: SpeechFeatures) -> None:
    assert features.phone_posteriors is not None
    narrow = features.phone_posteriors[:, INVENTORY.index("u")].astype(np.float64)
    found = narrower([(_face(np.zeros(_FRAMES), narrow), features)])
    assert found[INVENTORY.index("i")] == max(found[INVENTORY.index(one)] for one in _SAID)


def test_two_people_share_half_of_their_mean() -> None:
    one, other = np.zeros(len(INVENTORY)), np.zeros(len(INVENTORY))
    one[[0, 1, 2]], other[[0, 1, 3]] = 0.4, (0.4, 0.2, 0.03)
    assert shared([one, other]) == pytest.approx({INVENTORY[1]: 0.15, INVENTORY[2]: 0.1})
