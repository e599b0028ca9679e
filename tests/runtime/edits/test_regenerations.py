# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits survive: whatever voice, language, emotion, engine, seed and text a take is made with again."""

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from soliloquy.runtime.animate.frame_rate import resample
from soliloquy.runtime.animate.measure import closures
from soliloquy.runtime.cross_fading import cross_fade
from soliloquy.runtime.edits.edit import Closure, Edit, Edits, MoveEdge, Retype
from soliloquy.runtime.edits.edits_file import as_plain
from soliloquy.runtime.edits.placing import place_of
from soliloquy.runtime.merging import Source, merge
from soliloquy.runtime.perform import another_take, perform
from soliloquy.runtime.requests import AnimateRequest, MotionRequest, SpeakRequest, VoiceRequest
from soliloquy.runtime.requests.json_form import from_json
from soliloquy.runtime.sounding import KeptSoundings
from soliloquy.runtime.take import Take, load_take
from soliloquy.tests.runtime.edits.drawn_edits import LINE, check_take, drawn_edits, regenerated


@pytest.fixture(scope="module")
def plain() -> Take:
    return perform(SpeakRequest(VoiceRequest(LINE + "."), MotionRequest("rules")))


def _regenerate(plain: Take, seed: int) -> int:
    rng = random.Random(seed)
    edits = drawn_edits(rng, plain)
    return check_take(perform(replace(regenerated(rng), edits=as_plain(edits))), edits)


@pytest.mark.parametrize("seed", [1, 2])
def test_edits_survive_a_regeneration(plain: Take, seed: int) -> None:
    assert _regenerate(plain, seed) >= 3


@pytest.mark.check
def test_edits_survive_fifty_regenerations(plain: Take) -> None:
    held = [_regenerate(plain, seed) for seed in range(100, 150)]
    # Of seven each, less those whose word went, and in other languages those whose phone did.
    assert sum(held) > 50 * 5


WORDS = tuple(LINE.split())
ASKED = Edits(
    (
        Retype(place_of(WORDS, 3), "lovely"),
        Closure(place_of(WORDS, 1, 0, "k"), True),
        Closure(place_of(WORDS, 0, 2, "m"), False),
        MoveEdge(place_of(WORDS, 7), "end", 0.025),
    ),
    WORDS,
)


@pytest.fixture(scope="module")
def edited() -> Take:
    return perform(SpeakRequest(VoiceRequest(LINE + "."), MotionRequest("rules"), edits=as_plain(ASKED)))


def test_a_take_keeps_its_edits_in_its_file_and_closes_lips_by_them(edited: Take, tmp_path: Path) -> None:
    assert not edited.warnings and check_take(edited, ASKED) == 4
    edited.save(tmp_path / "a.take")
    loaded = load_take(tmp_path / "a.take")
    assert loaded.lip_phones == edited.lip_phones != edited.speech.phones
    again = perform(from_json(SpeakRequest, loaded.request))
    np.testing.assert_array_equal(again.curves.weights, edited.curves.weights)


def test_another_take_and_a_merge_honour_them(edited: Take) -> None:
    others = [another_take(edited, {"seed": 7, "variation": 1.0, "engine": engine}) for engine in ("rules", "flow")]
    for take in (*others, another_take(others[0], {"seed": 8})):
        assert check_take(take, ASKED) == 4 and take.speech is edited.speech
        assert take.request["edits"] == edited.request["edits"]
    merged = merge(Source(edited, "a.take"), Source(others[0], "b.take"), Source(others[1], "c.take"))
    assert merged.lip_phones == edited.lip_phones


def test_a_cross_fade_closes_lips_as_the_take_that_is_seen_then(edited: Take) -> None:
    other = perform(replace(from_json(SpeakRequest, edited.request), edits=as_plain(Edits(ASKED.edits[::3], WORDS))))
    at = edited.speech.words[5].start
    take = cross_fade(Source(edited, "a.take"), Source(other, "b.take"), at)
    middle = [(phone.start + phone.end) / 2 for phone in take.speech.phones]
    expected = [a if t < at else b for a, b, t in zip(edited.lip_phones, other.lip_phones, middle, strict=True)]
    assert list(take.lip_phones) == expected != list(other.lip_phones)
    found = closures(resample(take.curves, take.lip_phones, 24.0), take.lip_phones)
    assert all(found.bilabials) and all(found.labiodentals)


def test_edits_of_the_face_alone_speak_nothing_anew_and_those_of_the_sound_do() -> None:
    kept, said = KeptSoundings(), ("Papa",)
    line = SpeakRequest(VoiceRequest("Papa."), MotionRequest("rules"))

    def samples(*edits: Edit) -> object:
        return perform(replace(line, edits=as_plain(Edits(edits, said))), kept=kept).speech.samples

    first = samples()
    assert samples(Closure(place_of(said, 0, 0, "p"), False)) is first
    assert samples(MoveEdge(place_of(said, 0, 1), "end", 0.025)) is not first


def test_a_recording_is_heard_once_and_only_its_face_moves(plain: Take, tmp_path: Path) -> None:
    from soliloquy.runtime.sound_writer import write_sound

    with (tmp_path / "a.wav").open("wb") as file:
        write_sound(file, plain.speech.samples, plain.speech.sample_rate, "WAV", "PCM_16")
    kept = KeptSoundings()
    request = AnimateRequest(str(tmp_path / "a.wav"), LINE, "en-us", motion=MotionRequest("rules"))
    first = perform(request, kept=kept)
    take = perform(replace(request, edits=as_plain(ASKED)), kept=kept)
    assert take.speech.samples is first.speech.samples and check_take(take, ASKED) == 4
    assert [word.text for word in take.speech.words][3] == "lovely"
    assert take.speech.words[7].end - first.speech.words[7].end == pytest.approx(0.025)
    bare = perform(replace(request, transcript=None, edits=as_plain(ASKED)), kept=kept)
    assert sum("give its transcript" in warning for warning in bare.warnings) == 4
    learned = perform(replace(request, motion=MotionRequest("flow"), edits=as_plain(ASKED)), kept=kept)
    assert check_take(learned, ASKED) == 4
