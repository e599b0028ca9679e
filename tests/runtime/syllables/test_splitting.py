# SPDX-License-Identifier: GPL-3.0-or-later
"""Where syllables begin and end."""

import pytest
from soliloquy.runtime.syllables.splitting import Part, syllables_of
from soliloquy.runtime.syllables.token import Syllable
from soliloquy.runtime.syllables.units import letters_of, shipped_units, unit_of


@pytest.mark.parametrize(
    ("word", "language", "parted"),
    [
        ("həlˈO", "en-us", "hə.lO"),
        ("ɪkstɹˈɔɹdᵊnˌɛɹi", "en-us", "ɪk.stɹɔɹ.dᵊ.nɛ.ɹi"),
        ("pˈɛnsᵊl", "en-us", "pɛn.sᵊl"),
        ("sˈɪŋɪŋ", "en-us", "sɪŋ.ɪŋ"),
        ("ætləs", "en-us", "æt.ləs"),
        ("ˈIəɹn", "en-us", "I.əɹn"),
        ("stɹˈɛŋkθs", "en-us", "stɹɛŋkθs"),
        ("espaɲa", "es", "es.pa.ɲa"),
        ("ˈoɪ", "es", "oɪ"),
        ("pˈiʦːa", "it", "pi.ʦːa"),
        ("ni↓xau↓", "zh", "ni↓.xau↓"),
        ("ʨi→ntʰjɛ→n", "zh", "ʨi→n.tʰjɛ→n"),
        ("koɲɲiʨiβa", "ja", "koɲ.ɲi.ʨi.βa"),
        ("toːkʲoː", "ja", "toː.kʲoː"),
        ("ʃ", "en-us", "ʃ"),
    ],
)
def test_words_are_parted(word: str, language: str, parted: str) -> None:
    parts = syllables_of(word, language)
    assert ".".join(part.letters for part in parts) == parted


def test_nothing_has_no_syllables() -> None:
    assert syllables_of("", "en-us") == []


def test_the_tables_fit_their_numbers_and_say_everything_once() -> None:
    units = shipped_units()
    for table in (units.heads, units.rhymes):
        assert table[0] == ""
        assert len(table) <= 1024
        assert len(set(table)) == len(table)


@pytest.mark.parametrize("part", [Part("stɹ", "ɔɹ"), Part("", "A"), Part("ʃ", ""), Part("ksks", "ɪŋksts")])
def test_a_syllable_is_its_letters_whether_the_tables_have_it_or_not(part: Part) -> None:
    unit = unit_of(part)
    stressed = letters_of(Syllable(unit.head, unit.rhyme, 5, 1, spelled=unit.spelled))
    assert stressed == (f"{part.head}ˈ{part.rhyme}" if part.rhyme else part.head)


def test_numbers_beyond_the_tables_say_nothing() -> None:
    assert letters_of(Syllable(1000, 0, 5)) == ""
