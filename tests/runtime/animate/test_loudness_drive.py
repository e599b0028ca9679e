# SPDX-License-Identifier: GPL-3.0-or-later
"""A recording's mouth opens as far as it is loud, and a written text's mouth is left alone."""

from dataclasses import replace

import numpy as np
import pytest
from soliloquy.runtime.animate.rules.articulation import ARTICULATORS, FUNNEL, JAW, LOWER, PUCKER, SPREAD
from soliloquy.runtime.animate.rules.heard_mouth import NARROWER, OPENER
from soliloquy.runtime.animate.rules.loudness_drive import driven_by_loudness
from soliloquy.runtime.animate.rules.mouth import NARROW_PER_SPREAD, mouth_weights
from soliloquy.runtime.head.lips import narrowness
from soliloquy.runtime.phones import INVENTORY
from soliloquy.runtime.speech import SpeechFeatures

FRAMES = 101


def _features(symbol: str, loudness: float) -> SpeechFeatures:
    posteriors = np.zeros((FRAMES, len(INVENTORY)), np.float32)
    posteriors[:, INVENTORY.index(symbol)] = 1.0
    level = np.full(FRAMES, loudness, np.float32)
    return SpeechFeatures(np.full(FRAMES, 120.0), level, posteriors, formant_loudness=level)


def _driven(symbol: str, loudness: float) -> np.ndarray:
    return driven_by_loudness(np.zeros((FRAMES, len(ARTICULATORS))), _features(symbol, loudness))[50]


def test_louder_is_wider_and_silence_is_shut() -> None:
    jaws = [_driven("ɑ", loudness)[JAW] for loudness in (-25.0, -12.0, 0.0)]
    assert 0.0 < jaws[0] < jaws[1] < jaws[2] < 0.7
    assert _driven("sil", -60.0)[JAW] == 0.0


def test_an_open_vowel_is_wider_than_a_close_one_as_loud() -> None:
    assert _driven("ɑ", -3.0)[JAW] > _driven("i", -3.0)[JAW] + 0.1
    assert _driven("u", -3.0)[PUCKER] > 1.9 * _driven("i", -3.0)[PUCKER]


def test_a_mouth_hardly_opens_where_people_shut_it() -> None:
    """By the articulation alone it is wider at /l/ than at /d/."""
    assert _driven("l", -10.0)[JAW] < _driven("d", -10.0)[JAW] < _driven("ɑ", -10.0)[JAW]


def test_a_mouth_that_people_spread_less_is_first_less_spread_and_then_round() -> None:
    spread = np.zeros((FRAMES, len(ARTICULATORS)))
    for written in (0.5, 0.0):
        spread[:, SPREAD] = written
        heard = driven_by_loudness(spread, _features("j", -10.0))[50]
        before = narrowness(mouth_weights(spread[50:51]))[0]
        after = narrowness(mouth_weights(heard[None]))[0]
        narrower = NARROWER[INVENTORY.index("j")]
        assert narrower > 0.05 and 0.8 * narrower < after - before < 1.3 * narrower
        assert (heard[SPREAD] > 0.0) == (written > 0.0) and (heard[PUCKER] > 0.01) == (written == 0.0)


def test_a_mouth_that_people_round_less_is_first_less_round_and_then_spread() -> None:
    assert NARROWER[INVENTORY.index("ʃ")] < -0.1
    round_lips = np.zeros((FRAMES, len(ARTICULATORS)))
    round_lips[:, FUNNEL] = 0.6
    heard = driven_by_loudness(round_lips, _features("ʃ", -10.0))[50]
    alone = driven_by_loudness(np.zeros_like(round_lips), _features("ʃ", -10.0))[50]
    assert heard[SPREAD] == 0.0 < alone[FUNNEL] < heard[FUNNEL]
    assert narrowness(mouth_weights(np.eye(len(ARTICULATORS))[[SPREAD]]))[0] == pytest.approx(-NARROW_PER_SPREAD)


def test_phones_that_nobody_said_stand_as_the_articulation_has_them() -> None:
    for changes in (OPENER, NARROWER):
        assert changes.shape == (len(INVENTORY),) and changes[0] == 0.0
        assert np.abs(changes).max() < 0.25 and (changes == 0.0).sum() > 20


def test_without_posteriors_nothing_changes() -> None:
    articulators = np.random.default_rng(1).random((FRAMES, len(ARTICULATORS)))
    features = SpeechFeatures(np.zeros(FRAMES), np.zeros(FRAMES))
    assert driven_by_loudness(articulators, features) is articulators


def test_what_is_rough_in_the_loudness_is_smooth_in_the_mouth() -> None:
    rough = np.random.default_rng(2).normal(-8.0, 4.0, FRAMES)
    features = replace(_features("ɑ", -3.0), loudness=rough, formant_loudness=rough)
    curves = np.random.default_rng(3).random((FRAMES, len(ARTICULATORS)))
    driven = driven_by_loudness(curves, features)
    assert (driven >= 0.0).all()
    for column in (JAW, LOWER, PUCKER):
        assert np.abs(np.diff(driven[:, column], 3)).mean() < 0.2 * np.abs(np.diff(curves[:, column], 3)).mean()


def test_the_mouth_opens_a_moment_after_the_sound() -> None:
    loudness = np.where(np.arange(FRAMES) < 50, -60.0, -3.0)
    features = replace(_features("ɑ", -3.0), loudness=loudness, formant_loudness=loudness)
    jaw = driven_by_loudness(np.zeros((FRAMES, len(ARTICULATORS))), features)[:, JAW]
    halfway = 0.5 * (jaw[30] + jaw[70])
    crossed = float(np.interp(halfway, jaw[45:56], np.arange(45, 56)))
    assert 0.25 <= crossed - 49.5 <= 1.25  # frames of 20 ms
