# SPDX-License-Identifier: GPL-3.0-or-later
"""The phone tables are whole: every symbol has its place, and none has two."""

from soliloquy.runtime.phones import (
    ARPABET,
    BILABIALS,
    DIPHTHONGS,
    INVENTORY,
    KOKORO,
    KOKORO_MODIFIERS,
    KOKORO_STRESS,
    LABIODENTALS,
    OPEN_VOWELS,
    VOWELS,
    phones_in,
)
from soliloquy.runtime.speech import SILENCE
from soliloquy.runtime.text.writing import PAUSES
from soliloquy.runtime.voice.kokoro import VOCABULARY

# fmt: off
ARPABET_PHONES = {
    "AA", "AE", "AH", "AO", "AW", "AX", "AY", "B", "CH", "D", "DH", "DX", "EH", "ER", "EY", "F", "G", "HH", "IH", "IY",
    "JH", "K", "L", "M", "N", "NG", "OW", "OY", "P", "Q", "R", "S", "SH", "T", "TH", "UH", "UW", "V", "W", "Y", "Z",
    "ZH",
}
# fmt: on


def test_silence_comes_first_and_no_symbol_twice() -> None:
    assert INVENTORY[0] == SILENCE
    assert len(set(INVENTORY)) == len(INVENTORY)


def test_every_phone_has_an_arpabet_neighbour_of_its_class() -> None:
    assert set(ARPABET.values()) == ARPABET_PHONES | {"SIL"}
    for symbol, arpabet in ARPABET.items():
        assert (arpabet in {"P", "B", "M"}) == (symbol in BILABIALS)
        assert (arpabet in {"F", "V"}) == (symbol in LABIODENTALS)


def test_vowels_and_consonants_part_the_inventory() -> None:
    assert OPEN_VOWELS <= VOWELS
    assert set(DIPHTHONGS) <= VOWELS
    assert not VOWELS & (BILABIALS | LABIODENTALS | {SILENCE})
    for first, second in DIPHTHONGS.values():
        assert {first, second} <= VOWELS - set(DIPHTHONGS)


def test_every_token_of_the_voice_model_is_a_phone_a_modifier_a_stress_or_a_pause() -> None:
    marks = PAUSES | set(' "()“”')
    kinds = (set(KOKORO), set(KOKORO_MODIFIERS), set(KOKORO_STRESS), marks)
    for letter in VOCABULARY:
        assert sum(letter in kind for kind in kinds) == 1, letter
    assert set(KOKORO.values()) <= set(INVENTORY)


def test_nasal_vowels_and_affricates_are_one_phone_each() -> None:
    assert phones_in("bˈɔ̃ ʧˈɑːʤ") == ("b", "ɔ̃", "tʃ", "ɑ", "dʒ")
