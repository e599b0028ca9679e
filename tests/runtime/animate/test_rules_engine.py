# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine as a whole: the same seed, the same face; living eyes, lids, brows and head within human numbers."""

import time
from dataclasses import replace

import numpy as np
import pytest
from soliloquy.runtime.animate.phrases import accents_of, phrases_of
from soliloquy.runtime.animate.rules.emotions import EMOTION_TABLE, mood_of, with_feeling
from soliloquy.runtime.animate.rules.engine import animate
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.listen.features import measure
from soliloquy.runtime.motion import frame_count
from soliloquy.runtime.requests import EMOTIONS, Direction
from soliloquy.runtime.speech import Speech, SpeechFeatures

Clip = tuple[Speech, SpeechFeatures]
MOUTH = [i for i, name in enumerate(ARKIT_NAMES) if name.startswith(("jaw", "mouth", "tongue"))]
LID = ARKIT_INDEX["eyeBlinkLeft"]


def test_shape_range_and_type(demo: Clip) -> None:
    speech, features = demo
    curves = animate(speech, features, Direction({"happy": 1.0, "angry": 1.0}, seed=5))
    assert curves.weights.shape == (frame_count(speech.duration), 52)
    assert curves.weights.dtype == curves.head.dtype == np.float32
    assert curves.weights.min() >= 0.0
    assert curves.weights.max() <= 1.0
    assert np.isfinite(curves.head).all()


def test_the_same_seed_gives_the_same_face(demo: Clip) -> None:
    first, second = (animate(*demo, Direction(seed=7)) for _ in range(2))
    assert np.array_equal(first.weights, second.weights)
    assert np.array_equal(first.head, second.head)


def test_another_seed_moves_the_head_but_not_the_mouth(demo: Clip) -> None:
    first, second = (animate(*demo, Direction(seed=seed)) for seed in (1, 2))
    assert np.array_equal(first.weights[:, MOUTH], second.weights[:, MOUTH])
    assert np.abs(first.head - second.head).max() > 0.01
    assert not np.array_equal(first.weights[:, LID], second.weights[:, LID])


def test_blinks_come_at_human_rates_and_lengths(long_clip: Clip) -> None:
    speech, features = long_clip
    rates, lengths, falls, rises = [], [], [], []
    for seed in range(6):
        lid = animate(speech, features, Direction(seed=seed)).weights[:, LID].astype(float)
        shut = np.flatnonzero((lid[1:] >= 0.5) & (lid[:-1] < 0.5))
        opened = np.flatnonzero((lid[1:] < 0.5) & (lid[:-1] >= 0.5))
        assert len(shut) == len(opened)
        rates.append(len(shut) / speech.duration * 60)
        lengths += list((opened - shut) / 50)
        falls.append(np.diff(lid).max())
        rises.append(-np.diff(lid).min())
        assert lid.max() == pytest.approx(1.0)
    assert 17 <= np.mean(rates) <= 26
    assert 0.08 <= np.mean(lengths) <= 0.2
    assert np.mean(falls) > 1.5 * np.mean(rises)


def test_blinks_gather_at_phrase_ends(long_clip: Clip) -> None:
    speech, features = long_clip
    ends = np.array([phrase.end for phrase in phrases_of(speech)])
    near = total = 0
    for seed in range(6):
        lid = animate(speech, features, Direction(seed=seed)).weights[:, LID]
        starts = np.flatnonzero((lid[1:] >= 0.5) & (lid[:-1] < 0.5)) / 50
        near += int((np.abs(starts[:, None] - ends - 0.1).min(axis=1) < 0.25).sum())
        total += len(starts)
    window_share = 0.5 * len(ends) / speech.duration
    assert near / total > 1.5 * window_share


def test_the_head_moves_a_few_degrees_and_nods_on_accents(long_clip: Clip) -> None:
    speech, features = long_clip
    accents = accents_of(speech, features)
    around, elsewhere = [], []
    for seed in range(6):
        head = np.degrees(animate(speech, features, Direction(seed=seed)).head)
        assert 2.0 < head.std(axis=0).mean() < 4.0
        assert np.abs(head).max() < 15.0
        assert np.abs(np.diff(head, axis=0)).max() * 50 < 120.0
        for accent in accents:
            frame = round((accent.time + 0.04) * 50)
            before = max(frame - 12, 0)
            around.append(head[min(frame, len(head) - 1), 0] - head[before, 0])
            elsewhere.append(head[min(frame + 25, len(head) - 1), 0] - head[min(frame + 13, len(head) - 1), 0])
    assert np.mean(around) > np.mean(elsewhere) + 0.5


def test_brows_rise_on_some_accents_and_on_questions(long_clip: Clip) -> None:
    speech, features = long_clip
    brow = ARKIT_INDEX["browOuterUpLeft"]
    accents = accents_of(speech, features)
    frames = [round((accent.time - 0.06) * 50) for accent in accents]
    raised = [animate(speech, features, Direction(seed=seed)).weights[frames, brow] for seed in range(4)]
    assert 0.25 < np.mean(np.array(raised) > 0.1) < 0.85
    questions = [phrase for phrase in phrases_of(speech) if phrase.question]
    assert questions
    weights = animate(speech, features, Direction(seed=0)).weights
    assert all(weights[round((question.end - 0.1) * 50), brow] > 0.2 for question in questions)


def test_brows_are_drawn_together_on_some_accents_on_which_they_do_not_rise(long_clip: Clip) -> None:
    speech, features = long_clip
    down, up = ARKIT_INDEX["browDownLeft"], ARKIT_INDEX["browOuterUpLeft"]
    drawn = []
    for seed in range(4):
        weights = animate(speech, features, Direction(seed=seed)).weights
        at = [round((accent.time - 0.06) * 50) for accent in accents_of(speech, features)]
        drawn.append(weights[at, down] > 0.04)
        assert not np.any(drawn[-1] & (weights[at, up] > 0.15))
        assert 0.01 < weights[:, down].std() < 0.04
    assert 0.05 < np.mean(drawn) < 0.3


def test_lower_lids_and_cheeks_are_never_still_and_never_twitch(long_clip: Clip) -> None:
    speech, features = long_clip
    names = [f"{shape}{side}" for shape in ("eyeSquint", "cheekSquint") for side in ("Left", "Right")]
    columns = [ARKIT_INDEX[name] for name in names]
    for seed in range(4):
        weights = animate(speech, features, Direction(seed=seed)).weights
        curves = weights[:, columns].astype(float)
        blinking = np.convolve(weights[:, LID] > 0.02, np.ones(5), "same") > 0
        assert not curves[0].any() and not curves[-1].any()
        assert np.all(curves[50:-50].std(axis=0)[:2] > 0.03)
        assert np.abs(np.diff(curves, axis=0))[~blinking[1:]].max() < 0.03
        power = np.abs(np.fft.rfft(curves[:, 2] - curves[:, 2].mean())) ** 2
        assert power[np.fft.rfftfreq(len(curves), 1 / 50) < 1.0].sum() > 0.85 * power.sum()
        assert np.corrcoef(curves[:, 2], curves[:, 3])[0, 1] > 0.85


def test_wide_eyes_do_not_squint(demo: Clip) -> None:
    weights = animate(*demo, Direction({"surprised": 1.0}, seed=1)).weights
    assert not weights[:, ARKIT_INDEX["eyeSquintLeft"]].any()


def test_the_nose_goes_with_the_upper_lip(demo: Clip) -> None:
    weights = animate(*demo, Direction(seed=1)).weights
    nose, lip = (weights[:, ARKIT_INDEX[name]] for name in ("noseSneerRight", "mouthUpperUpRight"))
    assert np.corrcoef(nose, lip)[0, 1] > 0.6 and 0.2 < nose.std() / lip.std() < 0.4


def test_the_eyes_leave_the_listener_for_about_a_second_and_come_back(long_clip: Clip) -> None:
    speech, features = long_clip
    on: list[float] = []
    away: list[float] = []
    for seed in range(6):
        curves = animate(speech, features, Direction(seed=seed))
        look = {
            name: curves.weights[:, ARKIT_INDEX[f"eyeLook{name}Left"]] * 0.60 for name in ("Down", "Up", "Out", "In")
        }
        aim = np.stack([look["Down"] - look["Up"], look["Out"] - look["In"]], axis=1) + curves.head[:, :2]
        off = np.degrees(np.linalg.norm(aim, axis=1)) > 4.0
        edges = np.flatnonzero(np.diff(off.astype(int))) + 1
        for run in np.split(off, edges)[1:-1]:
            (away if run[0] else on).append(len(run) / 50)
    assert 2.0 < np.mean(on) < 3.2
    assert 0.7 < np.mean(away) < 1.1
    assert max(away) < 5.0


def test_eyes_hold_still_between_saccades_and_hold_their_aim_against_the_head(long_clip: Clip) -> None:
    speech, features = long_clip
    curves = animate(speech, features, Direction(seed=1))
    look = curves.weights[:, ARKIT_INDEX["eyeLookOutLeft"]] - curves.weights[:, ARKIT_INDEX["eyeLookInLeft"]]
    aim = np.degrees(look * 0.60 + curves.head[:, 1])
    moving = np.abs(np.diff(aim)) > 0.3
    saccades = int((moving[1:] & ~moving[:-1]).sum()) / speech.duration
    assert 0.2 < saccades < 2.0
    assert moving.mean() < 0.15
    assert np.abs(aim).max() < 20.0


def test_right_and_left_eye_look_the_same_way(demo: Clip) -> None:
    weights = animate(*demo, Direction(seed=1)).weights
    assert np.array_equal(weights[:, ARKIT_INDEX["eyeLookOutLeft"]], weights[:, ARKIT_INDEX["eyeLookInRight"]])
    assert np.array_equal(weights[:, ARKIT_INDEX["eyeLookDownLeft"]], weights[:, ARKIT_INDEX["eyeLookDownRight"]])


def test_every_emotion_is_in_the_table_and_shows(demo: Clip) -> None:
    assert set(EMOTION_TABLE) == set(EMOTIONS)
    neutral = animate(*demo, Direction(seed=1)).weights
    faces = {name: animate(*demo, Direction({name: 1.0}, seed=1)).weights.mean(axis=0) for name in EMOTIONS}
    for name, face in faces.items():
        assert np.abs(face - neutral.mean(axis=0)).max() > 0.05, name
    assert faces["happy"][ARKIT_INDEX["mouthSmileLeft"]] > 0.3
    assert faces["angry"][ARKIT_INDEX["browDownLeft"]] > 0.5
    assert faces["surprised"][ARKIT_INDEX["browOuterUpLeft"]] > 0.5


def test_half_an_emotion_is_less_than_the_whole() -> None:
    half, whole = mood_of({"happy": 0.5}), mood_of({"happy": 1.0})
    assert half.taught == pytest.approx(0.5 * whole.taught)
    shown = whole.weights > 0
    assert np.all(half.weights[shown] < whole.weights[shown]) and np.all(half.weights >= 0.5 * whole.weights)
    assert 1.0 < half.energy < whole.energy
    assert mood_of({}).energy == 1.0


def test_speech_without_phones_keeps_a_still_mouth_and_living_eyes() -> None:
    speech = Speech(np.zeros(24_000 * 12, np.float32), 24_000)
    curves = animate(speech, measure(speech), Direction(seed=4))
    assert np.abs(np.diff(curves.weights[:, MOUTH], axis=0)).max() == 0.0
    assert curves.weights[:, LID].max() > 0.9


def test_twenty_minutes_take_a_few_seconds_of_one_core(demo: Clip) -> None:
    speech, features = demo
    repeats = int(np.ceil(1200 / speech.duration))
    phones = tuple(
        replace(phone, start=phone.start + turn * speech.duration, end=phone.end + turn * speech.duration)
        for turn in range(repeats)
        for phone in speech.phones
    )
    long = Speech(np.zeros(round(repeats * speech.duration * 24_000), np.float32), 24_000, phones, speech.words)
    frames = frame_count(long.duration)
    longer = SpeechFeatures(np.resize(features.pitch, frames), np.resize(features.loudness, frames))
    started = time.process_time()
    animate(long, longer, Direction())
    assert time.process_time() - started < 6.0


def test_what_the_networks_were_not_taught_of_an_emotion_is_told_apart_and_smiles_less_on_rounded_lips() -> None:
    mood = mood_of({"happy": 1.0})
    smile, pucker = ARKIT_INDEX["mouthSmileLeft"], ARKIT_INDEX["mouthPucker"]
    assert mood.weights[smile] > 0.85 and 0.2 < mood.weights[smile] - mood.taught[smile] < mood.weights[smile]
    assert mood.weights.max() <= 1.0 and not mood_of({}).weights.any()
    free = np.zeros((2, len(ARKIT_NAMES)))
    free[1, pucker] = 0.5
    shown = with_feeling(free, mood.weights)
    assert shown[0, smile] == mood.weights[smile] and shown[1, smile] < 0.5 * shown[0, smile]


def test_an_emotion_comes_over_a_face_at_rest_the_sooner_the_more_sudden_it_is(demo: Clip) -> None:
    brow = ARKIT_INDEX["browInnerUp"]
    sudden, slow = (animate(*demo, Direction({name: 1.0}, seed=1)).weights[:, brow] for name in ("surprised", "sad"))
    assert sudden[0] < 0.1 and slow[0] < 0.1
    assert 5 <= np.argmax(sudden > 0.8) < np.argmax(slow > 0.8) < 50
    assert np.abs(np.diff(sudden)).max() < 0.2


def test_the_left_half_of_a_face_shows_more_and_both_eyes_shut_together() -> None:
    for name in EMOTIONS:
        weights = mood_of({name: 0.7}).weights
        pairs = [(each, each[:-4] + "Right") for each in ARKIT_NAMES if each.endswith("Left") and each != "mouthLeft"]
        left, right = (weights[[ARKIT_INDEX[pair[side]] for pair in pairs]] for side in (0, 1))
        lids = np.array([pair[0].startswith(("eyeBlink", "eyeWide", "eyeLook")) for pair in pairs])
        assert np.array_equal(left[lids], right[lids])
        seen = (left > 0) & ~lids
        assert np.all(left[seen] > right[seen]) and np.all(left <= 1.2 * right)
