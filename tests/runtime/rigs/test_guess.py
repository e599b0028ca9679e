# SPDX-License-Identifier: GPL-3.0-or-later
"""What the words in a rig's names mean, in languages that artists work in."""

import unicodedata
from typing import Literal

import pytest
from soliloquy.runtime.rigs.guess import speaking_guess


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_sides_and_shut_lips_are_told_in_german_however_umlauts_are_written(form: Literal["NFC", "NFD"]) -> None:
    names = [
        unicodedata.normalize(form, name) for name in ("Mund_öffnen", "Mund_schließen", "Auge_zu_links", "Lächeln")
    ]
    found = speaking_guess(names, "Face")
    assert found is not None
    assert {row.ours: row.theirs for row in found.rows} == {
        "jawOpen": names[0],
        "viseme_PP": names[1],
        "eyeBlinkLeft": names[2],
        "mouthSmileLeft": names[3],
        "mouthSmileRight": names[3],
    }


@pytest.mark.parametrize("mouth", ["Mund", "bouche", "Boca"])
def test_vowels_of_a_mouth_are_told_whatever_the_mouth_is_called(mouth: str) -> None:
    found = speaking_guess([f"{mouth}_{vowel}" for vowel in "AEIOUM"], "Face")
    assert found is not None
    assert [row.ours.removeprefix("viseme_") for row in found.rows] == ["aa", "E", "ih", "oh", "ou", "PP"]
