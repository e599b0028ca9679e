# SPDX-License-Identifier: GPL-3.0-or-later
"""The mouth of every language: lips meet where they must and are round where they must, on real sentences."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from soliloquy.runtime.animate.measure import closures, frames_inside
from soliloquy.runtime.animate.rules.articulation import ARTICULATION, FUNNEL, PUCKER
from soliloquy.runtime.animate.rules.engine import animate
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.lips import lip_gap_mm
from soliloquy.runtime.listen.features import measure
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.phones import BILABIALS, DIPHTHONGS, INVENTORY, KOKORO, KOKORO_MODIFIERS, KOKORO_STRESS, VOWELS
from soliloquy.runtime.requests import Direction, VoiceRequest
from soliloquy.runtime.speech import Speech
from soliloquy.runtime.text.languages import LANGUAGES
from soliloquy.runtime.text.phonemes import phonemise
from soliloquy.runtime.voice.synthesis import time_text
from soliloquy.runtime.voice.voices import list_voices

SENTENCES = Path(__file__).resolve().parents[3] / "benchmarks" / "read_back"
CODES = [language.code for language in LANGUAGES]
ROUNDED = frozenset({"u", "y", "o", "ø", "œ", "ɔ", "ʊ", "w", "ɥ", "õ", "ɔ̃", "œ̃", "ũ"})
UNROUNDED = frozenset({"i", "e", "a", "ɛ", "ĩ", "ẽ", "ã"})
# No /f/ or /v/ in Japanese words: ふ is made with both lips, which come near and do not touch.
WITHOUT_TEETH = {"ja"}
MORE = {"hi": ("फ़िल्म साफ़ थी, बर्फ़ भी।",)}


def _text(code: str) -> str:
    lines = (SENTENCES / f"{code}.txt").read_text(encoding="utf-8").splitlines()
    return " ".join([*lines[::5], *MORE.get(code, ())])


@cache
def _spoken(code: str) -> tuple[Speech, ArkitCurves]:
    voice = next(voice.name for voice in list_voices() if voice.language == code)
    speech = time_text(VoiceRequest(_text(code), voice))
    return speech, animate(speech, measure(speech), Direction(seed=1))


@pytest.mark.parametrize("code", CODES)
def test_lips_meet_and_teeth_touch_in_every_language(code: str) -> None:
    speech, curves = _spoken(code)
    found = closures(curves, speech.phones)
    assert len(found.bilabials) >= 12
    assert np.mean(found.bilabials) == 1.0
    assert bool(found.labiodentals) != (code in WITHOUT_TEETH)
    assert np.mean(found.labiodentals or (True,)) == 1.0
    assert np.mean(found.false_closures) < 0.02
    assert lip_gap_mm(curves.weights).min() >= -1.5


@pytest.mark.parametrize("code", CODES)
def test_rounded_vowels_are_rounded_in_every_language(code: str) -> None:
    speech, curves = _spoken(code)
    protruded = curves.weights[:, ARKIT_INDEX["mouthPucker"]] + curves.weights[:, ARKIT_INDEX["mouthFunnel"]]
    means: dict[frozenset[str], list[float]] = {ROUNDED: [], UNROUNDED: []}
    for phone in speech.phones:
        for kind, values in means.items():
            if phone.symbol in kind:
                values.append(float(protruded[frames_inside(phone.start, phone.end, 50, len(curves))].mean()))
    assert len(means[ROUNDED]) >= 5
    assert np.mean(means[ROUNDED]) > 2.5 * np.mean(means[UNROUNDED])


@pytest.mark.parametrize("code", CODES)
def test_every_symbol_that_a_language_writes_has_a_mouth(code: str) -> None:
    lines = (SENTENCES / f"{code}.txt").read_text(encoding="utf-8")
    reading = phonemise(lines, code)
    written = {
        letter
        for paragraph in reading.paragraphs
        for sentence in paragraph
        for word in sentence
        for letter in word.phonemes
    }
    phones, marks = written & set(KOKORO), written & (KOKORO_MODIFIERS | set(KOKORO_STRESS) | {" "})
    assert written - {"."} == phones | marks
    for letter in phones:
        assert all(part in ARTICULATION for part in DIPHTHONGS.get(KOKORO[letter], (KOKORO[letter],)))
    assert reading.warnings == ()


def test_front_rounded_and_nasal_vowels_are_as_round_as_their_back_and_oral_ones() -> None:
    def rounding(symbol: str) -> float:
        return float(ARTICULATION[symbol].targets[[FUNNEL, PUCKER]].sum())

    for front, back in (("y", "u"), ("ø", "o"), ("œ", "ɔ"), ("ɥ", "w")):
        assert rounding(front) > 0.8 * rounding(back) > 0.4
    for vowel in VOWELS & set(ARTICULATION):
        if vowel + "\u0303" in INVENTORY:
            assert ARTICULATION[vowel + "\u0303"] == ARTICULATION[vowel]


def test_the_affricates_of_hindi_are_no_stops_of_the_palate() -> None:
    speech, _ = _spoken("hi")
    symbols = {phone.symbol for phone in speech.phones}
    assert {"tʃ", "dʒ"} <= symbols
    assert not {"c", "ɟ"} & symbols


def test_a_long_p_of_japanese_is_shut_from_its_beginning() -> None:
    speech = time_text(VoiceRequest("いっぱい、りっぱ、カップ。", "jf_alpha"))
    curves = animate(speech, measure(speech), Direction(seed=1))
    gap = lip_gap_mm(curves.weights)
    long = [
        after
        for before, after in zip(speech.phones, speech.phones[1:], strict=False)
        if before.symbol not in BILABIALS and after.symbol in BILABIALS
    ]
    assert len(long) == 3
    for phone in long:
        assert phone.end - phone.start > 0.1
        assert np.mean(gap[frames_inside(phone.start, phone.end, 50, len(curves))] < 1.0) > 0.6


def test_the_bent_r_of_hindi_is_no_pause_within_its_word() -> None:
    speech = time_text(VoiceRequest("गाड़ी", "hf_alpha"))
    assert [phone.symbol for phone in speech.phones[1:-1]] == ["ɡ", "a", "r", "i"]
