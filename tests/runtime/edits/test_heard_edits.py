# SPDX-License-Identifier: GPL-3.0-or-later
"""A recording's sound stays; its words and phones are otherwise for the face, and no time is lost or won."""

from itertools import pairwise

import numpy as np
import pytest
from soliloquy.runtime.edits.edit import Edit, MoveEdge, Pause, Retype, Split, Stress
from soliloquy.runtime.edits.heard import edited_recording
from soliloquy.runtime.edits.placing import place_of
from soliloquy.runtime.speech import SILENCE, Phone, Speech, Word

WORDS = ("good", "map", "sir")
_TIMED = (
    (SILENCE, 0.0, 0.3, -1),
    ("ɡ", 0.3, 0.4, 0),
    ("ʊ", 0.4, 0.5, 0),
    ("d", 0.5, 0.6, 0),
    ("m", 0.6, 0.7, 1),
    ("æ", 0.7, 0.9, 1),
    ("p", 0.9, 1.0, 1),
    (SILENCE, 1.0, 1.4, -1),
    ("s", 1.4, 1.5, 2),
    ("ɜ", 1.5, 1.8, 2),
    (SILENCE, 1.8, 2.0, -1),
)
SPEECH = Speech(
    np.zeros(32_000, np.float32),
    16_000,
    tuple(Phone(symbol, start, end, word=word, confidence=0.6) for symbol, start, end, word in _TIMED),
    (Word("good", 0.3, 0.6), Word("map", 0.6, 1.0, ","), Word("sir", 1.4, 1.8, ".")),
    text="good map, sir.",
    language="en-us",
)


def _edited(*edits: Edit) -> tuple[Speech, tuple[int, ...], tuple[str, ...]]:
    found = edited_recording(SPEECH, edits)
    phones = found.speech.phones
    assert phones[0].start == 0.0 and phones[-1].end == 2.0
    assert all(a.end == pytest.approx(b.start) and a.end > a.start for a, b in pairwise(phones))
    assert found.speech.samples is SPEECH.samples
    for number, word in enumerate(found.speech.words):
        own = [phone for phone in phones if phone.word == number]
        assert (word.start, word.end) == (own[0].start, own[-1].end)
    return found.speech, found.origins, found.notes


def _symbols(speech: Speech, word: int) -> list[str]:
    return [phone.symbol for phone in speech.phones if phone.word == word]


def test_edges_move_to_the_millisecond_and_stop_at_their_neighbours() -> None:
    speech, _, notes = _edited(
        MoveEdge(place_of(WORDS, 1, 0, "m"), "end", 0.033), MoveEdge(place_of(WORDS, 2), "start", -1.0)
    )
    assert [phone.start for phone in speech.phones if phone.symbol == "æ"] == [pytest.approx(0.733)]
    assert speech.words[2].start == pytest.approx(1.02)
    assert len(notes) == 1 and "too short" in notes[0]
    assert {phone.symbol for phone in speech.phones if phone.confidence == 1.0} == {"m", "æ", "s"}


def test_a_retyped_word_shares_the_time_of_the_old_one() -> None:
    speech, origins, notes = _edited(Retype(place_of(WORDS, 1), "big boat"), Retype(place_of(WORDS, 0), "/bæt/"))
    assert [word.text for word in speech.words] == ["good", "big boat", "sir"]
    assert _symbols(speech, 1) == ["b", "ɪ", "ɡ", "b", "oʊ", "t"] and _symbols(speech, 0) == ["b", "æ", "t"]
    assert (speech.words[1].start, speech.words[1].end, speech.words[1].punctuation) == (0.6, 1.0, ",")
    assert origins == (0, 1, 2) and not notes


def test_words_and_phones_are_split_and_their_numbers_go_on() -> None:
    edits = (
        Split(place_of(WORDS, 1), ("ma", "p"), 0.8),
        Split(place_of(WORDS, 0, 1, "ʊ"), ("ʊ", "w"), 0.25),
        MoveEdge(place_of(WORDS, 2), "end", -0.1),
        Retype(place_of(WORDS, 1, 2, "p"), "b"),
    )
    speech, origins, notes = _edited(*edits)
    assert [word.text for word in speech.words] == ["good", "ma", "p", "sir"] and origins == (0, 1, 1, 2)
    assert _symbols(speech, 2) == ["b"] and _symbols(speech, 0) == ["ɡ", "ʊ", "w", "d"]
    assert [phone.start for phone in speech.phones if phone.symbol == "w"] == [pytest.approx(0.425)]
    assert speech.words[3].end == pytest.approx(1.7) and not notes


def test_stress_is_on_the_vowels() -> None:
    speech, _, _ = _edited(Stress(place_of(WORDS, 1)))
    assert [phone.symbol for phone in speech.phones if phone.stress] == ["æ"]


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (Pause(place_of(WORDS, 0), 0.5), "keeps its own pauses"),
        (Retype(place_of(WORDS, 0, 0, "z"), "s"), "no such phone"),
        (MoveEdge(place_of(WORDS, 0, 9), "end", 0.1), "no such phone"),
        (Retype(place_of(WORDS, 0), "你"), "said"),
    ],
)
def test_what_a_recording_cannot_do_is_named(edit: Edit, reason: str) -> None:
    speech, _, notes = _edited(edit)
    assert speech.phones == SPEECH.phones and len(notes) == 1
    assert "edit left out" in notes[0] and reason in notes[0]
