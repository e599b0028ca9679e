# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of articulation is whole, and its blending holds targets and looks ahead."""

import numpy as np
import pytest
from soliloquy.runtime.animate.rules.articulation import (
    _ROWS,
    ARTICULATION,
    ARTICULATORS,
    CLOSURE,
    FUNNEL,
    JAW,
    PUCKER,
    TARGETS,
    TEETH,
)
from soliloquy.runtime.animate.rules.contacts import lip_contacts, meeting
from soliloquy.runtime.animate.rules.dominance import blend
from soliloquy.runtime.animate.rules.targets import articulatory_targets
from soliloquy.runtime.phones import BILABIALS, DIPHTHONGS, INVENTORY, LABIODENTALS, OPEN_VOWELS
from soliloquy.runtime.speech import SILENCE, Phone, SpeechFeatures


def _features(seconds: float, posteriors: np.ndarray | None = None) -> SpeechFeatures:
    frames = int(np.ceil(seconds * 50)) + 1
    return SpeechFeatures(np.full(frames, 120.0), np.full(frames, -4.0), posteriors)


def _phones(symbols: str, length: float = 0.1) -> tuple[Phone, ...]:
    return tuple(Phone(symbol, i * length, (i + 1) * length, 1) for i, symbol in enumerate(symbols.split()))


def _curves(phones: tuple[Phone, ...]) -> tuple[np.ndarray, np.ndarray]:
    times = np.arange(0.0, phones[-1].end, 0.005)
    return times, blend(articulatory_targets(phones, _features(phones[-1].end)), times)


def test_every_symbol_stands_exactly_once() -> None:
    symbols = [symbol for row, _ in _ROWS for symbol in row.split()]
    assert len(symbols) == len(set(symbols))
    assert set(symbols) | set(DIPHTHONGS) == set(INVENTORY)
    assert not set(symbols) & set(DIPHTHONGS)


def test_targets_are_weights_and_silence_is_rest() -> None:
    assert TARGETS.shape == (len(INVENTORY), len(ARTICULATORS))
    assert TARGETS.min() >= 0.0
    assert TARGETS.max() <= 1.0
    assert not ARTICULATION[SILENCE].targets.any()


def test_only_lip_sounds_close_the_lips() -> None:
    closing = {symbol for symbol in ARTICULATION if ARTICULATION[symbol].targets[CLOSURE] == 1.0}
    touching = {symbol for symbol in ARTICULATION if ARTICULATION[symbol].targets[TEETH] == 1.0}
    assert closing == set(BILABIALS)
    assert touching == set(LABIODENTALS)


def test_jaw_heights_are_in_the_order_of_phonetics() -> None:
    jaw = {symbol: gesture.targets[JAW] for symbol, gesture in ARTICULATION.items()}
    assert jaw["i"] < jaw["ɪ"] < jaw["ɛ"] < jaw["æ"] <= jaw["ɑ"]
    assert jaw["u"] < jaw["ʊ"] < jaw["o"] < jaw["ɔ"] < jaw["ɒ"]
    assert max(jaw[s] for s in ("s", "z", "ʃ", "tʃ")) < 0.1 < min(TARGETS[INVENTORY.index(v), JAW] for v in OPEN_VOWELS)


def test_sibilants_keep_the_teeth_together_between_open_vowels() -> None:
    times, curves = _curves(_phones("ɑ s ɑ ʃ ɑ"))
    for start in (0.1, 0.3):
        middle = (times > start + 0.03) & (times < start + 0.07)
        assert curves[middle, JAW].max() < 0.16
    assert curves[(times > 0.24) & (times < 0.26), JAW].min() > 0.28


def test_rounding_starts_before_the_rounded_vowel_and_passes_through_consonants() -> None:
    times, curves = _curves(_phones("ɑ s t u t ɑ"))
    rounding = curves[:, [FUNNEL, PUCKER]].max(axis=1)
    full = rounding[(times > 0.33) & (times < 0.37)].max()
    assert full > 0.4
    assert rounding[np.searchsorted(times, 0.29)] > 0.5 * full
    early = 0.3 - times[np.flatnonzero(rounding > 0.25 * full)[0]]
    assert 0.04 < early < 0.2


def test_lips_are_narrower_at_w_than_at_u_though_it_is_shorter() -> None:
    """As those of a man on film and of a captured actress are (docs/measured/strangers.md)."""

    def narrowest(symbol: str, seconds: float) -> float:
        phones = (Phone("ɪ", 0.0, 0.1), Phone(symbol, 0.1, 0.1 + seconds), Phone("ɪ", 0.1 + seconds, 0.2 + seconds))
        return float(_curves(phones)[1][:, PUCKER].max())

    assert narrowest("w", 0.055) > 1.1 * narrowest("u", 0.1) > 0.3


def test_a_diphthong_moves_between_its_two_targets() -> None:
    times, curves = _curves((Phone("sil", 0, 0.3), Phone("aʊ", 0.3, 0.55, 1), Phone("sil", 0.55, 0.9)))
    assert curves[np.searchsorted(times, 0.36), JAW] > 2 * curves[np.searchsorted(times, 0.52), JAW]
    assert curves[np.searchsorted(times, 0.52), PUCKER] > 2 * curves[np.searchsorted(times, 0.36), PUCKER]


def test_curves_stay_between_their_targets_and_have_no_kinks() -> None:
    _, curves = _curves(_phones("ɑ m i f u s ɑ w ɛ", 0.08))
    assert curves.min() >= 0.0
    assert curves[:, JAW].max() <= 1.2 * TARGETS[:, JAW].max()
    assert np.abs(np.diff(curves[:, JAW], 2)).max() < 0.02


@pytest.mark.parametrize("loudness, larger", [(-20.0, False), (0.0, True)])
def test_loud_speech_opens_wider(loudness: float, larger: bool) -> None:
    phones = _phones("t ɑ t")
    plain = articulatory_targets(phones, _features(0.3)).value[1, JAW]
    features = _features(0.3)
    changed = articulatory_targets(phones, SpeechFeatures(features.pitch, np.full_like(features.loudness, loudness)))
    assert (changed.value[1, JAW] > plain) == larger


def test_a_doubtful_phone_moves_half_as_far() -> None:
    sure = articulatory_targets((Phone("ɑ", 0, 0.1, 1),), _features(0.1)).value[0]
    unsure = articulatory_targets((Phone("ɑ", 0, 0.1, 1, confidence=0.0),), _features(0.1)).value[0]
    assert unsure == pytest.approx(0.5 * sure)


def test_a_doubtful_phone_leans_to_what_was_heard() -> None:
    heard = np.zeros((6, len(INVENTORY)))
    heard[:, INVENTORY.index("u")] = 1.0
    doubtful = (Phone("ɑ", 0, 0.1, 1, confidence=0.2),)
    value = articulatory_targets(doubtful, _features(0.1, heard)).value[0]
    assert value[PUCKER] > 0.2
    assert value[JAW] < 0.25


def test_lips_come_near_each_other_at_glides_and_meet_at_lip_sounds_alone() -> None:
    phones = _phones("ɹ ɑ w ɑ p β", 0.2)
    closures, _ = lip_contacts(phones, _features(phones[-1].end))
    at_r, at_w, at_p, at_beta = (contact.strength for contact in closures)
    assert 0.0 < at_w < at_r < 0.5 <= at_beta < at_p == 1.0
    assert [contact.strength for contact in meeting(closures)] == [at_p, at_beta]
