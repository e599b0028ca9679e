# SPDX-License-Identifier: GPL-3.0-or-later
"""What a listener doubts moves the mouth less, and what it half heard is not lost."""

import numpy as np
import pytest
from soliloquy.runtime.animate.rules.engine import animate
from soliloquy.runtime.head.lips import opening
from soliloquy.runtime.phones import INVENTORY
from soliloquy.runtime.requests import Direction
from soliloquy.runtime.speech import Phone, Speech, SpeechFeatures

SECONDS = 2.0
FRAMES = round(SECONDS * 50) + 1


def _opening(
    phones: tuple[Phone, ...], heard: list[tuple[float, float, str, float]], loudness: float = -3.0
) -> np.ndarray:
    posteriors = np.zeros((FRAMES, len(INVENTORY)), np.float32)
    for start, end, symbol, share in heard:
        posteriors[round(start * 50) : round(end * 50), INVENTORY.index(symbol)] = share
    features = SpeechFeatures(np.full(FRAMES, 120.0), np.full(FRAMES, loudness), posteriors)
    speech = Speech(np.zeros(round(SECONDS * 16_000), np.float32), 16_000, phones)
    return opening(animate(speech, features, Direction()).weights)


def _at(curve: np.ndarray, seconds: float) -> float:
    return float(curve[round(seconds * 50)])


def test_a_lip_sound_that_came_second_still_shuts_the_lips() -> None:
    phones = (Phone("ɑ", 0.0, SECONDS, confidence=0.6),)
    without = _opening(phones, [(0.0, 2.0, "ɑ", 0.6)])
    with_m = _opening(phones, [(0.0, 2.0, "ɑ", 0.6), (1.0, 1.06, "m", 0.4)])
    assert _at(without, 1.02) > 0.2
    assert _at(with_m, 1.02) < 0.02
    assert _at(with_m, 0.8) == pytest.approx(_at(without, 0.8), abs=0.05)


def test_what_is_certain_is_not_overruled() -> None:
    phones = (Phone("ɑ", 0.0, SECONDS, confidence=1.0),)
    assert _at(_opening(phones, [(1.0, 1.06, "m", 0.9)]), 1.02) > 0.3


def test_a_b_heard_as_p_shuts_the_lips_fully() -> None:
    phones = (Phone("ɑ", 0, 1.0), Phone("b", 1.0, 1.08, confidence=0.1), Phone("ɑ", 1.08, 2.0))
    assert _opening(phones, [(1.0, 1.08, "p", 0.8)])[50:55].min() < 0.02


def test_a_doubtful_silence_that_is_loud_opens_the_mouth_and_a_quiet_one_does_not() -> None:
    phones = (Phone("t", 0, 0.5), Phone("sil", 0.5, 0.8, confidence=0.5), Phone("t", 0.8, 2.0))
    heard = [(0.5, 0.8, "sil", 0.5), (0.55, 0.75, "ɑ", 0.3)]
    assert _at(_opening(phones, heard), 0.66) > 0.15
    assert _at(_opening(phones, heard, loudness=-35.0), 0.66) < 0.05


def test_a_sure_silence_stays_shut_however_loud() -> None:
    phones = (Phone("sil", 0.0, SECONDS, confidence=0.97),)
    assert _opening(phones, [(0.0, 2.0, "sil", 0.97)], loudness=0.0).max() < 0.01
