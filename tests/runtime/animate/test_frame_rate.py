# SPDX-License-Identifier: GPL-3.0-or-later
"""Resampling keeps time, length, contacts and shut lids."""

from dataclasses import replace

import numpy as np
import pytest
from soliloquy.runtime.animate.frame_rate import resample
from soliloquy.runtime.animate.measure import closures
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.lips import lip_gap_mm, lip_gap_profile_mm, opening
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.speech import Phone

JAW = ARKIT_INDEX["jawOpen"]


def _curves(jaw: np.ndarray) -> ArkitCurves:
    weights = np.zeros((len(jaw), 52), np.float32)
    weights[:, JAW] = jaw
    return ArkitCurves(weights, np.zeros((len(jaw), 3), np.float32))


@pytest.mark.parametrize("rate", [12.0, 23.976, 24.0, 25.0, 29.97, 30.0, 48.0, 60.0, 120.0])
def test_slow_movement_keeps_its_time_and_size(rate: float) -> None:
    seconds = np.arange(251) / 50
    resampled = resample(_curves(0.5 + 0.4 * np.sin(2 * np.pi * 0.5 * seconds)), (), rate)
    times = np.arange(len(resampled)) / rate
    assert resampled.frames_per_second == rate
    assert 5.0 - 1e-6 <= times[-1] < 5.0 + 1 / rate
    inside = (times > 0.1) & (times < 4.9)
    expected = 0.5 + 0.4 * np.sin(2 * np.pi * 0.5 * times)
    assert np.abs(resampled.weights[inside, JAW] - expected[inside]).max() < 0.01


def test_the_same_rate_changes_nothing() -> None:
    curves = _curves(np.linspace(0, 1, 101))
    assert resample(curves, (), 50.0) is curves


@pytest.mark.parametrize("start", np.arange(0.4, 0.5, 0.005))
def test_a_closure_of_25_ms_survives_24_frames_a_second_wherever_it_falls(start: float) -> None:
    jaw = np.full(101, 0.4)
    inside = (np.arange(101) / 50 >= start - 1e-9) & (np.arange(101) / 50 <= start + 0.025 + 1e-9)
    jaw[inside] = 0.0
    phones = (Phone("ɑ", 0, start), Phone("b", start, start + 0.025), Phone("ɑ", start + 0.025, 2.0))
    opened = opening(resample(_curves(jaw), phones, 24.0).weights)
    shut = np.flatnonzero(opened == 0.0) / 24
    assert 1 <= len(shut) <= 2
    assert np.abs(shut - (start + 0.0125)).min() <= 0.5 / 24 + 1e-6 + 0.0125


def test_two_closures_stay_two() -> None:
    times = np.arange(101) / 50
    jaw = np.where((times >= 0.5) & (times < 0.55) | (times >= 0.63) & (times < 0.68), 0.0, 0.4)
    phones = (
        Phone("ɑ", 0, 0.5),
        Phone("m", 0.5, 0.55),
        Phone("ə", 0.55, 0.63),
        Phone("b", 0.63, 0.68),
        Phone("ɑ", 0.68, 2.0),
    )
    opened = opening(resample(_curves(jaw), phones, 24.0).weights)
    shut = np.flatnonzero(opened < 0.02)
    assert len(shut) >= 2
    assert opened[shut[0] : shut[-1]].max() > 0.3


def test_a_shut_lid_stays_shut() -> None:
    curves = _curves(np.zeros(101))
    curves.weights[40:43, [ARKIT_INDEX["eyeBlinkLeft"], ARKIT_INDEX["eyeBlinkRight"]]] = [[0.6], [1.0], [0.5]]
    assert resample(curves, (), 24.0).weights[:, ARKIT_INDEX["eyeBlinkLeft"]].max() == 1.0


@pytest.mark.parametrize("start", np.arange(0.4, 0.5, 0.01))
@pytest.mark.parametrize("rate", [24.0, 30.0])
def test_a_player_at_30_pictures_shows_a_short_closure_from_every_phase(rate: float, start: float) -> None:
    jaw = np.full(101, 0.4)
    jaw[(np.arange(101) / 50 >= start - 0.02) & (np.arange(101) / 50 <= start + 0.06)] = 0.0
    phones = (Phone("ɑ", 0, start), Phone("b", start, start + 0.04), Phone("ɑ", start + 0.04, 2.0))
    opened = opening(resample(_curves(jaw), phones, rate).weights)
    keys = np.arange(len(opened)) / rate
    for phase in np.arange(0, 1, 0.1):
        pictures = np.arange(phase / 30, keys[-1], 1 / 30)
        seen = np.interp(pictures, keys, opened)
        near = (pictures > start - 1 / 30) & (pictures < start + 0.04 + 1 / 30)
        assert seen[near].min() < 0.02


def test_beside_a_closure_shorter_than_a_players_picture_the_mouth_is_as_near_to_it_as_that_picture_needs() -> None:
    jaw = np.where(np.abs(np.arange(101) / 50 - 0.41) <= 0.0125, 0.0, 0.4)
    short = (Phone("ə", 0, 0.4), Phone("b", 0.4, 0.425), Phone("ə", 0.425, 2.0))
    opened = opening(resample(_curves(jaw), short, 24.0).weights)
    np.testing.assert_allclose(opened[[8, 10, 12, 13]], [0.4, 0.0, 0.4, 0.4], atol=0.05)
    assert 0.0 < opened[9] < 0.02 and 0.0 < opened[11] < 0.05


@pytest.mark.parametrize("rate", [60.0, 120.0])
def test_a_closure_that_lasts_as_long_as_a_players_picture_is_left_as_it_is(rate: float) -> None:
    jaw = np.where((np.arange(101) / 50 >= 0.39) & (np.arange(101) / 50 <= 0.47), 0.0, 0.4)
    phones = (Phone("ə", 0, 0.4), Phone("b", 0.4, 0.46), Phone("ə", 0.46, 2.0))
    held, plain = (resample(_curves(jaw), each, rate).weights for each in (phones, ()))
    np.testing.assert_allclose(held, plain, atol=1e-6)


def test_a_vowel_keeps_a_frame_of_its_own_between_a_short_closure_and_what_follows() -> None:
    times = np.arange(101) / 50
    jaw = np.where((times >= 0.4) & (times < 0.43), 0.0, 0.4)
    phones = (Phone("s", 0, 0.4), Phone("p", 0.4, 0.425), Phone("ɑ", 0.425, 0.5), Phone("n", 0.5, 2.0))
    opened = opening(resample(_curves(jaw), phones, 24.0).weights)
    middle = (np.arange(len(opened)) / 24 >= 0.44) & (np.arange(len(opened)) / 24 <= 0.485)
    assert opened[middle].max() > 0.3


def _seen_in(phone: Phone, opened: np.ndarray, rate: float) -> list[float]:
    """The opening on the picture of a player at 30 that is nearest to the middle of ``phone``, for ten phases."""
    keys = np.arange(len(opened)) / rate
    middle = (phone.start + phone.end) / 2
    pictures = [np.arange(phase / 30, keys[-1], 1 / 30) for phase in np.arange(0, 1, 0.1)]
    nearest = [float(each[np.abs(each - middle).argmin()]) for each in pictures]
    return [float(np.interp(each, keys, opened)) for each in nearest]


@pytest.mark.parametrize("start", [0.405, 0.41, 0.425, 0.44])
@pytest.mark.parametrize("rate", [24.0, 25.0, 30.0])
def test_two_closures_that_have_but_one_frame_are_both_shown_from_every_phase(rate: float, start: float) -> None:
    jaw = np.where((np.arange(101) / 50 >= start - 0.03) & (np.arange(101) / 50 <= start + 0.06), 0.0, 0.4)
    both = (Phone("m", start, start + 0.025), Phone("p", start + 0.025, start + 0.05))
    phones = (Phone("æ", 0, start), *both, Phone("æ", start + 0.05, 2.0))
    opened = opening(resample(_curves(jaw), phones, rate).weights)
    assert max(max(_seen_in(each, opened, rate)) for each in both) < 0.02


def test_at_the_takes_own_rate_a_closure_is_held_too() -> None:
    jaw = np.where(np.abs(np.arange(101) / 50 - 0.42) <= 0.005, 0.0, 0.4)
    short = Phone("b", 0.41, 0.43)
    held = resample(_curves(jaw), (Phone("ə", 0, 0.41), short, Phone("ə", 0.43, 2.0)), 50.0)
    opened = opening(held.weights)
    assert max(_seen_in(short, opened, 50.0)) < 0.02
    np.testing.assert_allclose(np.delete(opened, [20, 21, 22]), np.delete(jaw, [20, 21, 22]), atol=1e-6)


def test_a_vowel_between_two_closures_is_widest_where_it_is_in_neithers_way() -> None:
    times = np.arange(101) / 50
    jaw = np.where((times > 0.3) & (times < 0.4), 0.3, 0.0)
    jaw[16] = 0.4
    first, second = Phone("m", 0.275, 0.3), Phone("m", 0.4, 0.425)
    phones = (Phone("s", 0, 0.275), first, Phone("ʌ", 0.3, 0.4), second, Phone("s", 0.425, 2.0))
    opened = opening(resample(_curves(jaw), phones, 25.0).weights)
    assert opened[9] == pytest.approx(0.4, abs=1e-3)
    assert max(_seen_in(first, opened, 25.0)) < 0.03


@pytest.mark.parametrize("rate", [24.0, 25.0])
def test_lips_are_less_apart_in_an_f_that_a_seal_stands_before_and_still_touch_the_teeth(rate: float) -> None:
    curves, times = _curves(np.full(101, 0.07)), np.arange(101) / 50
    curves.weights[:, ARKIT_INDEX["mouthClose"]] = np.where((times >= 0.38) & (times < 0.43), 0.07, 0.0)
    bitten = (times >= 0.43) & (times < 0.48)
    curves.weights[bitten, ARKIT_INDEX["mouthRollLower"]] = 0.3
    curves.weights[times > 0.5, JAW] = 0.5
    phones = (Phone("ɑ", 0, 0.4), Phone("m", 0.4, 0.425), Phone("f", 0.425, 0.475), Phone("ɑ", 0.475, 2.0))
    alone = (phones[0], Phone("s", 0.4, 0.425), *phones[2:])
    assert closures(curves, phones).labiodentals == (True,)
    beside, free = (resample(curves, each, rate) for each in (phones, alone))
    assert closures(beside, phones).labiodentals == closures(free, alone).labiodentals == (True,)
    frame = round(0.45 * rate)
    assert 0.5 < lip_gap_mm(beside.weights)[frame] < lip_gap_mm(free.weights)[frame]


def test_lips_are_pressed_where_a_vowel_beside_a_seal_has_but_one_frame() -> None:
    times = np.arange(101) / 50
    jaw = np.full(101, 0.4)
    curves = _curves(jaw)
    curves.weights[:, ARKIT_INDEX["mouthClose"]] = np.where((times >= 0.38) & (times < 0.44), 0.4, 0.0)
    phones = (Phone("s", 0, 0.405), Phone("p", 0.405, 0.43), Phone("ɑ", 0.43, 0.5), Phone("n", 0.5, 2.0))
    found = resample(curves, phones, 24.0).weights
    assert -0.25 < lip_gap_profile_mm(found[10:11]).min() < -0.1
    assert closures(resample(curves, phones, 24.0), phones).bilabials == (True,)
    assert closures(resample(curves, phones, 24.0), phones).false_closures == (False,)


def test_a_player_at_30_pictures_shows_a_short_v_that_a_seal_follows_from_every_phase() -> None:
    curves, times = _curves(np.full(101, 0.2)), np.arange(101) / 50
    curves.weights[(times >= 0.3) & (times < 0.41), JAW] = 0.07
    curves.weights[:, ARKIT_INDEX["mouthClose"]] = np.where((times >= 0.345) & (times < 0.405), 0.07, 0.0)
    curves.weights[(times >= 0.3) & (times < 0.345), ARKIT_INDEX["mouthRollLower"]] = 0.32
    curves.weights[times > 0.41, JAW] = 0.5
    phones = (Phone("i", 0, 0.325), Phone("v", 0.325, 0.35), Phone("b", 0.35, 0.4), Phone("ɑ", 0.4, 2.0))
    exported = resample(curves, phones, 24.0)
    keys = np.arange(len(exported)) / 24.0
    for phase in np.arange(0, 1, 1 / 12):
        pictures = np.arange(phase / 30, keys[-1], 1 / 30)
        weights = np.stack([np.interp(pictures, keys, column) for column in exported.weights.T], axis=1)
        shown = ArkitCurves(weights.astype(np.float32), np.zeros((len(pictures), 3), np.float32), 30.0)
        moved = [replace(each, start=each.start - pictures[0], end=each.end - pictures[0]) for each in phones]
        made = closures(shown, moved)
        assert made.labiodentals == made.bilabials == (True,)
