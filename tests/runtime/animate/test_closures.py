# SPDX-License-Identifier: GPL-3.0-or-later
"""Lips meet at every P/B/M and teeth at every F/V, at any rate and in any mood, and the mouth rests in pauses."""

import numpy as np
import pytest
from soliloquy.runtime.animate.frame_rate import resample
from soliloquy.runtime.animate.measure import closures, frames_inside, jitter, rest_in_pauses, speed_99
from soliloquy.runtime.animate.rules.engine import animate
from soliloquy.runtime.animate.rules.mouth import narrowed, with_contacts
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.head.lips import lip_gap_mm, opening
from soliloquy.runtime.phones import BILABIALS
from soliloquy.runtime.requests import EMOTIONS, Direction
from soliloquy.runtime.speech import Speech, SpeechFeatures

Clip = tuple[Speech, SpeechFeatures]


def _outcomes(clips: list[Clip], rate: float, direction: Direction) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    bilabials: list[bool] = []
    labiodentals: list[bool] = []
    wrong: list[bool] = []
    for speech, features in clips:
        curves = resample(animate(speech, features, direction), speech.phones, rate)
        found = closures(curves, speech.phones)
        bilabials += found.bilabials
        labiodentals += found.labiodentals
        wrong += found.false_closures
    assert len(bilabials) >= 40
    assert len(labiodentals) >= 15
    return np.array(bilabials), np.array(labiodentals), np.array(wrong)


@pytest.mark.parametrize("rate", [50.0, 30.0, 24.0, 29.97, 60.0])
def test_contacts_are_made_at_every_frame_rate(clips: list[Clip], rate: float) -> None:
    bilabials, labiodentals, wrong = _outcomes(clips, rate, Direction(seed=3))
    assert bilabials.mean() >= 0.99
    assert labiodentals.mean() >= 0.98
    assert wrong.mean() < 0.01


@pytest.mark.parametrize("name", EMOTIONS)
def test_no_emotion_breaks_a_contact(clips: list[Clip], name: str) -> None:
    bilabials, labiodentals, wrong = _outcomes(clips, 24.0, Direction({name: 1.0}))
    assert bilabials.mean() >= 0.99
    assert labiodentals.mean() >= 0.95
    assert wrong.mean() < 0.01


def test_a_wild_mix_of_emotions_breaks_no_seal(clips: list[Clip]) -> None:
    bilabials, _, _ = _outcomes(clips, 30.0, Direction({"happy": 1.0, "surprised": 1.0, "afraid": 1.0, "sad": 0.5}))
    assert bilabials.mean() >= 0.98


@pytest.mark.parametrize("name", [None, *EMOTIONS])
def test_lips_never_pass_through_each_other(clips: list[Clip], name: str | None) -> None:
    direction = Direction({name: 1.0} if name else {})
    for speech, features in clips[:8]:
        curves = animate(speech, features, direction)
        for rate in (50.0, 24.0):
            assert lip_gap_mm(resample(curves, speech.phones, rate).weights).min() >= -1.5


def test_the_first_b_is_prepared_in_the_lead_in_and_shut_on_its_frame(demo: Clip) -> None:
    speech, features = demo
    curves = animate(speech, features, Direction())
    first = next(phone for phone in speech.phones if phone.symbol in BILABIALS)
    frames = frames_inside(first.start, first.end, 50, len(curves))
    assert opening(curves.weights[frames]).min() < 0.03
    assert curves.weights[frames, ARKIT_INDEX["mouthPressLeft"]].max() > 0.05


def test_lips_that_shut_in_speech_are_narrower_and_stay_round() -> None:
    free = np.zeros((2, len(ARKIT_NAMES)))
    free[:, ARKIT_INDEX["jawOpen"]] = 0.2
    free[1, ARKIT_INDEX["mouthPucker"]] = 0.5
    sealed = with_contacts(narrowed(free, np.ones(2)), np.ones(2), np.zeros(2))
    assert (sealed[:, ARKIT_INDEX["mouthPucker"]] > (0.02, 0.35)).all()
    assert np.abs(lip_gap_mm(sealed)).max() < 0.25


def test_the_measure_calls_an_open_mouth_open(demo: Clip) -> None:
    speech, features = demo
    curves = animate(speech, features, Direction())
    curves.weights[:, ARKIT_INDEX["jawOpen"]] += 0.1
    found = closures(curves, speech.phones)
    assert not any(found.bilabials)
    assert not any(found.labiodentals)
    curves.weights[:, ARKIT_INDEX["jawOpen"]] = np.tile([0.5, 0.0, 0.0, 0.0, 0.0], len(curves))[: len(curves)]
    assert not all(closures(curves, speech.phones).bilabials)


def test_the_mouth_rests_in_pauses(long_clip: Clip) -> None:
    speech, features = long_clip
    rest = rest_in_pauses(animate(speech, features, Direction(seed=2)), speech.phones)
    assert rest is not None
    assert rest < 0.1


def test_the_mouth_moves_as_fast_and_as_smoothly_as_a_real_one(long_clip: Clip) -> None:
    """Six takes of a real face: 99th-percentile speed 4.5 to 8 a second, jitter 0.2 to 0.4, p90 0.29 to 0.41."""
    speech, features = long_clip
    opened = opening(animate(speech, features, Direction()).weights)
    assert 4.0 < speed_99(opened, 50) < 8.5
    assert 0.15 < jitter(opened, 50) < 0.45
    assert 0.25 < np.percentile(opened, 90) < 0.5
