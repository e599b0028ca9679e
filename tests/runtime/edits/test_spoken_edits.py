# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits of a text are heard: other words, phones, pauses and stress, and edges that take the sound along."""

from functools import cache

import numpy as np
import pytest
from soliloquy.runtime.edits.edit import Edit, Edits, MoveEdge, Pause, Place, Retype, Split, Stress
from soliloquy.runtime.edits.placing import place_of
from soliloquy.runtime.edits.spoken import TextEdits
from soliloquy.runtime.requests import VoiceRequest
from soliloquy.runtime.speech import Phone, Speech
from soliloquy.runtime.voice.synthesis import synthesise, time_text

TEXT = "Papa sat on a big chair, my friend. He came back."
WORDS = tuple(["Papa", "sat", "on", "a", "big", "chair", "my", "friend", "He", "came", "back"])
PAPA, SAT, CHAIR, FRIEND = 0, 1, 5, 7
STEP = 0.025


@cache
def _said(*edits: Edit) -> tuple[Speech, TextEdits]:
    asked = TextEdits(Edits(edits, WORDS))
    return time_text(VoiceRequest(TEXT), edits=asked if edits else None), asked


def _phones(speech: Speech, word: int) -> list[Phone]:
    return [phone for phone in speech.phones if phone.word == word]


def _at(word: int, phone: int | None = None, ipa: str = "") -> Place:
    return place_of(WORDS, word, phone, ipa)


def test_without_edits_all_is_said_as_before() -> None:
    plain, asked = _said()[0], TextEdits(Edits((), WORDS))
    edited = time_text(VoiceRequest(TEXT), edits=asked)
    assert edited.phones == plain.phones and asked.words == WORDS and asked.origins == tuple(range(11))


@pytest.mark.parametrize("steps", [-2, 2])
def test_a_moved_edge_moves_the_sound_and_nothing_else(steps: int) -> None:
    before, (after, asked) = _said()[0], _said(MoveEdge(_at(PAPA, 1, "ɑ"), "end", steps * STEP))
    moved = [(a, b) for a, b in zip(before.phones, after.phones, strict=True) if (a.start, a.end) != (b.start, b.end)]
    assert [pair[0].symbol for pair in moved] == ["ɑ", "p"] and not asked.notes
    assert moved[0][1].end - moved[0][0].end == pytest.approx(steps * STEP)
    assert before.tts is not None and after.tts is not None
    assert len(before.tts.text) == len(after.tts.text)
    assert not np.array_equal(before.tts.pitch, after.tts.pitch)


@pytest.mark.parametrize(("word", "edge"), [(CHAIR, "end"), (SAT, "start"), (0, "start"), (10, "end"), (8, "start")])
def test_an_edge_of_a_word_moves_into_the_pause_or_the_word_beside_it(word: int, edge: str) -> None:
    before, (after, asked) = _said()[0], _said(MoveEdge(_at(word), edge, STEP if edge == "end" else -STEP))
    longer = [(b.end - b.start) - (a.end - a.start) for a, b in zip(before.words, after.words, strict=True)]
    assert longer[word] == pytest.approx(STEP) and not asked.notes
    assert all(each <= 1e-6 for number, each in enumerate(longer) if number != word)


def test_an_edge_snaps_to_the_voice_s_steps_and_stops_at_its_neighbour_and_both_are_said() -> None:
    speech, asked = _said(MoveEdge(_at(PAPA, 1), "end", 0.06), MoveEdge(_at(SAT, 1), "end", 1.9))
    assert "steps of 25 ms" in asked.notes[0] and "+50 ms" in asked.notes[0]
    assert "too short" in asked.notes[1]
    assert all(phone.end > phone.start for phone in speech.phones)
    assert asked.notes == list(speech.warnings)


def test_a_retyped_word_is_said_in_its_place_with_the_marks_around_it() -> None:
    speech, asked = _said(Retype(_at(CHAIR), "wooden stool"))
    assert [word.text for word in speech.words[4:8]] == ["big", "wooden", "stool", "my"]
    assert speech.words[6].punctuation == ","
    assert asked.origins == (0, 1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 10)
    assert [phone.symbol for phone in _phones(speech, 6)] == ["s", "t", "u", "l"]


def test_a_word_is_said_as_its_ipa_says_and_a_phone_as_another() -> None:
    speech, _ = _said(Retype(_at(SAT), "/mɛt/"), Retype(_at(PAPA, 0, "p"), "b"), Split(_at(2, 1, "n"), ("m", "b")))
    assert [phone.symbol for phone in _phones(speech, SAT)] == ["m", "ɛ", "t"]
    assert [phone.symbol for phone in _phones(speech, PAPA)] == ["b", "ɑ", "p", "ə"]
    assert [phone.symbol for phone in _phones(speech, 2)][1:] == ["m", "b"]
    assert [word.text for word in speech.words] == list(WORDS)


def test_a_split_word_is_two() -> None:
    speech, asked = _said(Split(_at(FRIEND), ("free", "end")))
    assert [word.text for word in speech.words[6:9]] == ["my", "free", "end"] and asked.origins[6:9] == (6, 7, 7)
    assert speech.words[8].punctuation == "."


def test_a_pause_is_as_long_as_is_asked() -> None:
    before, (after, _) = _said()[0], _said(Pause(_at(SAT), 0.6))
    assert before.words[2].start - before.words[SAT].end < 0.1
    assert after.words[2].start - after.words[SAT].end == pytest.approx(0.6, abs=STEP)


def test_a_stressed_word_is_longer_and_higher() -> None:
    before, (after, _) = _said()[0], _said(Stress(_at(SAT)))
    assert after.words[SAT].end - after.words[SAT].start > 1.1 * (before.words[SAT].end - before.words[SAT].start)
    assert any(phone.stress == 1 for phone in _phones(after, SAT))


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (Retype(_at(SAT), "你好"), "can be said"),
        (Retype(_at(SAT), "/%%/"), "no phoneme"),
        (Retype(_at(SAT, 0, "ʒ"), "m"), "no such phone"),
        (MoveEdge(_at(SAT, 0, "ʒ"), "end", 0.1), "no such phone"),
    ],
)
def test_what_cannot_be_said_is_named_and_the_rest_is_said(edit: Edit, reason: str) -> None:
    speech, _ = _said(edit, Pause(_at(CHAIR), 0.5))
    assert any("left out" in note and reason in note for note in speech.warnings)
    assert speech.words[6].start - speech.words[5].end == pytest.approx(0.5, abs=STEP)
    assert [word.text for word in speech.words] == list(WORDS)


def test_marks_of_the_text_stay_on_their_words() -> None:
    marked = VoiceRequest('Papa sat on a big chair, <prosody rate="50%">my friend</prosody>. He came back.')
    slow = time_text(marked, edits=TextEdits(Edits((Retype(_at(CHAIR), "wooden stool"),), WORDS)))
    plain, _ = _said(Retype(_at(CHAIR), "wooden stool"))
    assert slow.words[8].end - slow.words[7].start > 1.6 * (plain.words[8].end - plain.words[7].start)
    assert slow.words[5].end - slow.words[5].start == plain.words[5].end - plain.words[5].start


def test_a_moved_edge_is_heard() -> None:
    def loud(speech: Speech, start: float, end: float) -> float:
        return float(np.abs(speech.samples[round(start * 24_000) : round(end * 24_000)]).mean())

    edit = MoveEdge(place_of(("Papa", "sat"), 1), "end", -0.2)
    request = VoiceRequest("Papa sat.")
    before, after = synthesise(request), synthesise(request, edits=TextEdits(Edits((edit,), ("Papa", "sat"))))
    silent = (after.words[1].end + 0.06, before.words[1].end)
    assert silent[1] - silent[0] > 0.05
    assert loud(after, *silent) < 0.5 * loud(before, *silent)
