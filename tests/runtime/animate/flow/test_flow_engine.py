# SPDX-License-Identifier: GPL-3.0-or-later
"""The flow engine as a user meets it: lips that follow the speech and not the seed, a face that follows the seed."""

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from soliloquy.runtime.animate.flow.engine import animate
from soliloquy.runtime.animate.flow.styles import find_style, write_style
from soliloquy.runtime.animate.measure import closures
from soliloquy.runtime.animate.rules.engine import animate as rules
from soliloquy.runtime.errors import InputError, UsageError
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.head.lips import opening
from soliloquy.runtime.listen.features import measure
from soliloquy.runtime.listen.listen import listen
from soliloquy.runtime.motion import frame_count
from soliloquy.runtime.requests import Direction, FlowOptions
from soliloquy.runtime.speech import Speech
from soliloquy.runtime.voice.synthesis import synthesise, time_text

TEXT = "Good morning! My brother Bob bought a big blue balloon, but the pump broke before five."
BROWS = [index for index, name in enumerate(ARKIT_NAMES) if name.startswith("brow")]
ABOVE_THE_MOUTH = [i for i, name in enumerate(ARKIT_NAMES) if name.startswith(("brow", "eye", "cheekSquint"))]


@pytest.fixture(scope="module")
def speech() -> Speech:
    return synthesise(TEXT)


def test_curves_cover_the_speech_and_stay_in_range(speech: Speech) -> None:
    curves = animate(speech, measure(speech), Direction())
    assert curves.weights.shape == (frame_count(speech.duration), 52)
    assert curves.weights.min() >= 0.0 and curves.weights.max() <= 1.0
    assert np.isfinite(curves.head).all()


def test_same_seed_same_motion(speech: Speech) -> None:
    first, second = (animate(speech, measure(speech), Direction(seed=3)) for _ in range(2))
    assert np.array_equal(first.weights, second.weights) and np.array_equal(first.head, second.head)


def test_seeds_agree_at_the_lips_and_differ_elsewhere(speech: Speech) -> None:
    one, two = (animate(speech, measure(speech), Direction(seed=seed)) for seed in (1, 2))
    lips = np.abs(opening(one.weights) - opening(two.weights)).mean()
    assert lips < 0.05 * opening(one.weights).std()
    assert np.abs(one.weights[:, BROWS] - two.weights[:, BROWS]).max() > 0.02
    assert np.abs(one.head - two.head).max() > 0.01


def test_brows_lids_and_cheeks_of_a_shipped_style_are_those_of_the_rules(speech: Speech) -> None:
    features = measure(speech)
    by_rules = rules(speech, features, Direction(seed=3)).weights[:, ABOVE_THE_MOUTH]
    assert np.array_equal(animate(speech, features, Direction(seed=3)).weights[:, ABOVE_THE_MOUTH], by_rules)
    assert by_rules.max() > 0.1


def test_the_nose_goes_with_the_upper_lip_that_the_networks_draw(speech: Speech) -> None:
    weights = animate(speech, measure(speech), Direction()).weights
    nose, lip = (weights[:, ARKIT_INDEX[name]] for name in ("noseSneerLeft", "mouthUpperUpLeft"))
    assert np.corrcoef(nose, lip)[0, 1] > 0.6 and 0.2 < nose.std() / lip.std() < 0.4


@pytest.mark.parametrize("given", ["features", "sound"])
def test_mouth_follows_the_teacher_without_the_last_word_on_contacts(speech: Speech, given: str) -> None:
    features = measure(speech)
    heard = replace(speech, phones=(), tts=speech.tts if given == "features" else None)
    made = opening(animate(heard, features, Direction()).weights)
    # The teacher plays a recording: as wide as it is loud.
    truth = opening(rules(speech, listen(replace(speech, tts=None), TEXT)[1], Direction()).weights)
    assert np.corrcoef(made, truth)[0, 1] > 0.7


def test_every_bilabial_is_shut_in_any_emotion(speech: Speech) -> None:
    for emotion in ({}, {"happy": 1.0}, {"surprised": 1.0}):
        found = closures(animate(speech, measure(speech), Direction(emotion)), speech.phones)
        assert len(found.bilabials) >= 8 and all(found.bilabials)
        assert sum(found.false_closures) <= 1


def test_an_emotion_shows(speech: Speech) -> None:
    features = measure(speech)
    smile = [ARKIT_NAMES.index("mouthSmileLeft"), ARKIT_NAMES.index("mouthSmileRight")]
    plain, happy = (animate(speech, features, Direction(e)).weights[:, smile].mean() for e in ({}, {"happy": 1.0}))
    assert happy > plain + 0.1


def test_guidance_marks_an_emotion_more_and_leaves_the_lips_shut(speech: Speech) -> None:
    features = measure(speech)
    plain = animate(speech, features, Direction()).weights.mean(axis=0)
    usual, marked = (
        animate(speech, features, Direction({"happy": 0.5}), FlowOptions(guidance=guidance)) for guidance in (1.0, 2.0)
    )
    assert np.abs(marked.weights.mean(axis=0) - plain).sum() > np.abs(usual.weights.mean(axis=0) - plain).sum()
    assert all(closures(marked, speech.phones).bilabials)


def test_few_steps_of_the_solver_come_near_to_many(speech: Speech) -> None:
    features = measure(speech)
    one, four, many = (
        opening(animate(speech, features, Direction(), FlowOptions(solver_steps=steps)).weights) for steps in (1, 4, 50)
    )
    assert np.abs(four - many).mean() < 0.5 * np.abs(one - many).mean() < 0.1 * many.std()


def test_an_open_vowel_between_two_closures_stays_open() -> None:
    line = time_text("Bob popped a pop at a mob of bob.")
    curves = animate(line, measure(line), Direction({"sad": 1.0}))
    assert len(found := closures(curves, line.phones).false_closures) >= 3 and not any(found)


def test_unknown_style_is_refused(speech: Speech) -> None:
    with pytest.raises(UsageError, match="baroque"):
        animate(speech, measure(speech), Direction(), FlowOptions(style="baroque"))


def test_a_style_file_plays_and_a_bad_one_is_refused(speech: Speech, tmp_path: Path) -> None:
    own, bad = tmp_path / "own.style.npz", tmp_path / "bad.style.npz"
    write_style(own, find_style("capture"))
    np.savez(bad, style=np.zeros(3))
    features = measure(speech)
    shipped = animate(speech, features, Direction(), FlowOptions(style="capture"))
    assert np.array_equal(animate(speech, features, Direction(), FlowOptions(style=str(own))).weights, shipped.weights)
    for path in (bad, tmp_path / "none.style.npz"):
        with pytest.raises(InputError, match=path.name):
            animate(speech, features, Direction(), FlowOptions(style=str(path)))


def test_faster_than_real_time(speech: Speech) -> None:
    features = measure(speech)
    animate(speech, features, Direction())
    # The processor's seconds, which a machine that is busy with something else stretches less than the clock's.
    start = time.process_time()
    animate(speech, features, Direction())
    assert time.process_time() - start < 0.5 * speech.duration
