# SPDX-License-Identifier: GPL-3.0-or-later
"""A recording's mouth opens as far as it is loud, and a written text's mouth is left alone."""

from dataclasses import replace

import numpy as np
from soliloquy.runtime.animate.rules.articulation import ARTICULATORS, JAW, LOWER, PUCKER
from soliloquy.runtime.animate.rules.loudness_drive import driven_by_loudness
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
    assert _driven("u", -3.0)[PUCKER] > _driven("i", -3.0)[PUCKER] + 0.25


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
