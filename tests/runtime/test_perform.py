# SPDX-License-Identifier: GPL-3.0-or-later
"""A line or a recording becomes a take that repeats, says what it was made of, and names no folder of the machine."""

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from soliloquy.runtime.animate.engines import ENGINES
from soliloquy.runtime.errors import UsageError
from soliloquy.runtime.head.layout import arkit_from_motion
from soliloquy.runtime.head.lips import opening
from soliloquy.runtime.perform import perform
from soliloquy.runtime.requests import AnimateRequest, Direction, MotionRequest, SpeakRequest, VoiceRequest
from soliloquy.runtime.requests.json_form import from_json
from soliloquy.runtime.take import Take, load_take, save_take
from soliloquy.runtime.voice.synthesis import synthesise


@pytest.fixture(scope="module")
def request_for_speech(tmp_path_factory: pytest.TempPathFactory) -> AnimateRequest:
    path = tmp_path_factory.mktemp("sound") / "actor.wav"
    said = synthesise("Mama, my bag!")
    soundfile.write(path, said.samples, said.sample_rate)
    return AnimateRequest(str(path), transcript="Mama, my bag!")


def _opening(take: Take) -> np.ndarray:
    return opening(arkit_from_motion(take.motion)[0].weights)


def test_the_take_repeats_and_names_no_folder(request_for_speech: AnimateRequest, tmp_path: Path) -> None:
    first, second = perform(request_for_speech), perform(request_for_speech)
    save_take(first, tmp_path / "a.take")
    save_take(second, tmp_path / "b.take")
    assert (tmp_path / "a.take").read_bytes() == (tmp_path / "b.take").read_bytes()
    assert first.request["recording"] == "actor.wav"
    assert [word.text for word in load_take(tmp_path / "a.take").speech.words] == ["Mama", "my", "bag"]
    heard = {"whisper_encoder", "phone_head"}
    by_rules = perform(replace(request_for_speech, motion=MotionRequest("rules")))
    assert set(by_rules.weights) == heard and set(first.weights) > {*heard, "content_basis", "flow_listen"}


def test_lips_close_for_each_m_and_b_and_open_between(request_for_speech: AnimateRequest) -> None:
    take = perform(request_for_speech)
    curve = _opening(take)
    large = np.percentile(curve, 90)
    closing = [phone for phone in take.speech.phones if phone.symbol in "mb"]
    assert len(closing) == 4
    for phone in closing:
        inside = curve[round(phone.start * 50) : round(phone.end * 50) + 1]
        assert inside.min() <= 0.1 * large
    between = curve[round(closing[0].end * 50) : round(closing[1].start * 50)]
    assert between.max() > 0.5 * large


def test_the_seed_leaves_the_mouth_alone(request_for_speech: AnimateRequest) -> None:
    other = perform(replace(request_for_speech, motion=MotionRequest(direction=Direction(seed=9))))
    assert np.abs(_opening(other) - _opening(perform(request_for_speech))).max() < 5e-3


def test_silence_gives_a_still_face_and_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "quiet.flac"
    soundfile.write(path, np.zeros(3 * 16_000), 16_000)
    take = perform(AnimateRequest(str(path)))
    assert _opening(take).max() < 0.01
    assert any("silent" in warning for warning in take.warnings)


def test_a_section_is_animated_alone(request_for_speech: AnimateRequest) -> None:
    take = perform(replace(request_for_speech, transcript=None, start=0.2, end=0.9))
    assert take.speech.duration == pytest.approx(0.7, abs=1e-3)
    assert soundfile.info(io.BytesIO(Path(request_for_speech.recording).read_bytes())).duration > 1.0


def test_a_spoken_take_says_all_that_it_was_made_of(tmp_path: Path) -> None:
    lexicon = tmp_path / "words.txt"
    lexicon.write_text("papa = mama\n", encoding="utf-8")
    request = SpeakRequest(VoiceRequest("Papa.", lexicon=str(lexicon)), MotionRequest(head="kofi"))
    take = perform(request)
    assert take.request["spoken"]["lexicon"] == {":papa": "mama"} and str(tmp_path) not in str(take.request)
    assert take.request["motion"]["engine"] == take.engine == ENGINES[0].name
    assert take.head == "Kofi"
    assert next(phone.symbol for phone in take.speech.phones if phone.word == 0) == "m"
    again = perform(from_json(SpeakRequest, take.request))
    assert again.request == take.request
    np.testing.assert_array_equal(again.motion.expression, take.motion.expression)


@pytest.mark.parametrize("motion", [MotionRequest("magic"), MotionRequest(head="nobody")])
def test_what_is_not_there_is_refused_before_anything_is_made(motion: MotionRequest) -> None:
    steps: list[str] = []
    with pytest.raises(UsageError, match=r"magic|nobody"):
        perform(SpeakRequest(VoiceRequest("Papa."), motion), lambda step, fraction: steps.append(step))
    assert steps == []


def test_the_steps_are_reported_in_order() -> None:
    steps: list[tuple[str, float]] = []
    request = SpeakRequest(VoiceRequest("Papa."), MotionRequest("rules"))
    perform(request, lambda step, fraction: steps.append((step, fraction)))
    assert list(dict.fromkeys(step for step, _ in steps)) == ["voice", "motion"]
    assert steps[-1] == ("motion", 1.0)
