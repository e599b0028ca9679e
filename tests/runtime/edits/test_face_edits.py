# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits of the face: lips meet or stay apart where they are told to, shapes are held, lids stay up; all else stays."""

from dataclasses import replace
from functools import cache
from itertools import count
from typing import Any

import numpy as np
import pytest
from soliloquy.runtime.animate.engines import ENGINES, animate
from soliloquy.runtime.animate.frame_rate import resample
from soliloquy.runtime.animate.measure import closures, frames_inside
from soliloquy.runtime.edits.edit import Closure, Edit, Edits, Hold, MuteBlink, Retype
from soliloquy.runtime.edits.edits_file import as_plain
from soliloquy.runtime.edits.face import FaceEdits, face_edits
from soliloquy.runtime.edits.lips import lip_phones
from soliloquy.runtime.edits.placing import place_of
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.lips import lip_gap_mm
from soliloquy.runtime.listen.features import measure
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.requests import Direction, MotionRequest
from soliloquy.runtime.speech import Phone, Speech
from soliloquy.runtime.voice.synthesis import time_text

TEXT = "Papa sat on a big chair, and my old friend came."
WORDS = tuple(["Papa", "sat", "on", "a", "big", "chair", "and", "my", "old", "friend", "came"])
PAPA, SAT, CHAIR, FRIEND = 0, 1, 5, 9
ORIGINS = tuple(range(len(WORDS)))
LID = ARKIT_INDEX["eyeBlinkLeft"]
ENGINE_NAMES = [engine.name for engine in ENGINES]


@cache
def _speech() -> Speech:
    return time_text(TEXT)


@cache
def _moved(engine: str, *edits: Edit, seed: int = 0) -> tuple[ArkitCurves, FaceEdits]:
    speech = _speech()
    face = face_edits(speech, edits, ORIGINS)
    motion = MotionRequest(engine, direction=Direction(seed=seed))
    return animate(motion, speech, measure(speech), face if edits else None), face


def _frames(phone: Phone, curves: ArkitCurves) -> slice:
    return frames_inside(phone.start, phone.end, curves.frames_per_second, len(curves))


def _phone(word: int, number: int) -> Phone:
    return [phone for phone in _speech().phones if phone.word == word][number]


@pytest.mark.parametrize("engine", ENGINE_NAMES)
@pytest.mark.parametrize(("word", "phone"), [(SAT, 1), (SAT, 2), (CHAIR, 0), (FRIEND, 2)])
def test_forced_lips_meet_at_any_rate_and_all_others_still_do(engine: str, word: int, phone: int) -> None:
    curves, face = _moved(engine, Closure(place_of(WORDS, word, phone), True))
    forced = next(each for each, said in zip(face.phones, _speech().phones, strict=True) if each is not said)
    for rate in (50.0, 30.0, 24.0):
        found = closures(resample(curves, face.phones, rate), face.phones)
        assert all(found.bilabials) and all(found.labiodentals) and not any(found.false_closures)
    assert np.abs(lip_gap_mm(curves.weights[_frames(forced, curves)])).min() < 0.25


@pytest.mark.parametrize("engine", ENGINE_NAMES)
@pytest.mark.parametrize(("word", "phone"), [(PAPA, 2), (4, 0), (FRIEND, 0)])
def test_forbidden_lips_stay_apart_and_all_others_meet(engine: str, word: int, phone: int) -> None:
    plain, _ = _moved(engine)
    curves, face = _moved(engine, Closure(place_of(WORDS, word, phone), False))
    here = _frames(_phone(word, phone), curves)
    assert lip_gap_mm(curves.weights[here]).min() > 1.0
    assert word == FRIEND or np.abs(lip_gap_mm(plain.weights[here])).min() < 0.25
    found = closures(curves, face.phones)
    assert all(found.bilabials) and all(found.labiodentals)
    assert len(found.bilabials) == len(closures(plain, _speech().phones).bilabials) - (word != FRIEND)
    at_24 = resample(curves, face.phones, 24.0)
    assert lip_gap_mm(at_24.weights[_frames(_phone(word, phone), at_24)]).min() > 0.25


@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_a_shape_is_held_from_word_to_word_and_lips_close_in_it(engine: str) -> None:
    plain, _ = _moved(engine)
    hold = Hold(place_of(WORDS, 3), "mouthFunnel", 0.7, place_of(WORDS, CHAIR))
    curves, face = _moved(engine, hold)
    start, end = _speech().words[3].start, _speech().words[CHAIR].end
    vowel = _frames(_phone(CHAIR, 1), curves)
    assert curves.weights[vowel, ARKIT_INDEX["mouthFunnel"]] == pytest.approx(0.7, abs=0.02)
    away = np.r_[0 : int((start - 0.1) * 50), int((end + 0.12) * 50) : len(curves)]
    np.testing.assert_array_equal(curves.weights[away], plain.weights[away])
    assert all(closures(curves, face.phones).bilabials)


@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_a_word_keeps_its_eyes_open(engine: str) -> None:
    def blinking(seed: int) -> list[int]:
        lids = _moved(engine, seed=seed)[0].weights[:, LID]
        return [
            n for n, word in enumerate(_speech().words) if lids[int(word.start * 50) : int(word.end * 50)].max() > 0.8
        ]

    seed, word = next((seed, words[0]) for seed in count() if (words := blinking(seed)))
    plain, _ = _moved(engine, seed=seed)
    curves, _ = _moved(engine, MuteBlink(place_of(WORDS, word)), seed=seed)
    said = _speech().words[word]
    here = slice(int(said.start * 50), int(said.end * 50) + 1)
    assert plain.weights[here, LID].max() > 0.8 and curves.weights[here, LID].max() < 0.2
    lids = [ARKIT_INDEX[f"eye{shape}{side}"] for shape in ("Blink", "Wide", "Squint") for side in ("Left", "Right")]
    others = np.setdiff1d(np.arange(52), lids)
    np.testing.assert_array_equal(curves.weights[:, others], plain.weights[:, others])


def test_of_a_recording_an_edited_word_s_mouth_follows_its_phones() -> None:
    speech = replace(_speech(), tts=None)
    edits = (Retype(place_of(WORDS, SAT), "/mom/"),)
    face = face_edits(speech, edits, ORIGINS)
    assert face.by_rules == ((speech.words[SAT].start, speech.words[SAT].end),)
    assert face_edits(_speech(), edits, ORIGINS).by_rules == ()


def test_a_phone_that_is_not_there_is_named_and_a_take_s_request_may_be_anything() -> None:
    _, face = _moved(ENGINE_NAMES[-1], Closure(place_of(WORDS, SAT, 0, "ʒ"), True))
    assert face.phones == _speech().phones and "no such phone" in face.notes[0]
    wrong: tuple[dict[str, Any], ...] = (
        {},
        {"edits": 3},
        {"edits": {"format": "?"}},
        {"merged": 3},
        {"merged": {}},
        {"cross_fade": {}},
    )
    for told in wrong:
        assert lip_phones(_speech(), told) == _speech().phones
    edits = Edits((Closure(place_of(WORDS, SAT, 2, "t"), True),), WORDS, ORIGINS)
    merged = {"merged": {"mouth": {"request": {"edits": as_plain(edits)}}}}
    assert [p.symbol for p in lip_phones(_speech(), merged) if p.word == SAT] == ["s", "æ", "m"]
