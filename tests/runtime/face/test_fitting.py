# SPDX-License-Identifier: GPL-3.0-or-later
"""The mix of voices that is chosen: what is seen decides it, and nothing else does."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from soliloquy.runtime.errors import InputError, UsageError
from soliloquy.runtime.face.fitting import Fit, fit, usual_pitch
from soliloquy.runtime.face.geometry import Shape
from soliloquy.runtime.face.voice_from_face import FittedVoice, voice_from_face
from soliloquy.runtime.requests import FaceRequest
from soliloquy.runtime.voice.ages import speaking_pitch, speaking_speed
from soliloquy.runtime.voice.voices import parse_voice

GENDERS = {"Clara": "f", "Amara": "f", "Daniel": "m", "Kenji": "m", "Kofi": "m", "Mei": "f"}
FULL = {"f": "female", "m": "male"}


COMMON = Shape(jaw=0.0, lower_face=0.0)


def features(seed: int) -> np.ndarray:
    drawn = np.random.default_rng(seed).normal(0.0, 1.0, 128)
    return np.asarray(drawn / np.linalg.norm(drawn))


@pytest.fixture(scope="module")
def fitted(files: dict[str, Path]) -> dict[str, FittedVoice]:
    return {name: voice_from_face(_asked(path, FULL[GENDERS[name]])) for name, path in files.items()}


def _asked(path: Path, gender: str | None = None, **more: Any) -> FaceRequest:
    return FaceRequest(str(path), gender=gender, mix=True, **more)


def parts(voice: FittedVoice) -> list[str]:
    return [name for name, _ in parse_voice(voice.voice).parts]


@pytest.mark.parametrize("name", GENDERS)
def test_a_face_gets_voices_of_the_gender_that_is_asked_for_at_the_pitch_of_its_age(
    fitted: dict[str, FittedVoice], name: str
) -> None:
    voice = fitted[name]
    names = parts(voice)
    assert len(names) == 2 and all(part.startswith(f"a{GENDERS[name]}_") for part in names)
    usual = speaking_pitch(voice.gender, voice.face.impression.age)
    assert abs(12 * math.log2(voice.expected_pitch / usual)) < 2.5
    assert abs(voice.pitch) <= 4.0


def test_every_head_has_a_voice_of_its_own(fitted: dict[str, FittedVoice]) -> None:
    assert len({(voice.voice, voice.pitch) for voice in fitted.values()}) == 6


def test_the_same_picture_gives_the_same_voice(files: dict[str, Path], fitted: dict[str, FittedVoice]) -> None:
    assert voice_from_face(_asked(files["Mei"], "female")).as_json() == fitted["Mei"].as_json()


def test_variants_differ_and_keep_what_was_seen(files: dict[str, Path]) -> None:
    several = [voice_from_face(_asked(files["Daniel"], "male", variant=number)) for number in range(4)]
    assert len({(voice.voice, voice.pitch) for voice in several}) == 4
    assert all(part.startswith("am_") for voice in several for part in parts(voice))


def test_nothing_is_told_of_a_face_but_where_it_is(files: dict[str, Path]) -> None:
    told = voice_from_face(FaceRequest(str(files["Mei"]))).as_json()
    assert set(told["face"]) == {"box", "turned_degrees", "jaw", "lower_face"}
    assert not any(word in " ".join(told["reasons"]) for word in ("years", "female", "male"))


def test_what_is_asked_for_wins_over_what_is_seen(files: dict[str, Path]) -> None:
    asked = voice_from_face(_asked(files["Kofi"], "female", language="en_GB", age=80))
    assert all(part.startswith("bf_") for part in parts(asked))
    assert asked.language == "en-gb" and asked.speed == 0.9
    assert not any("is a guess" in warning for warning in asked.warnings)


def test_a_child_gets_a_raised_voice_and_a_warning(files: dict[str, Path]) -> None:
    child = voice_from_face(_asked(files["Kenji"], "male", age=8))
    assert all(part.startswith("af_") for part in parts(child)) and child.pitch > 2
    assert any("no child" in warning for warning in child.warnings)


def test_a_language_with_one_voice_is_helped_out(files: dict[str, Path]) -> None:
    french = voice_from_face(_asked(files["Clara"], language="fr"))
    assert "--language=fr" in french.options
    assert any("French has fewer than two" in warning for warning in french.warnings)


def test_the_options_are_those_that_change_something(fitted: dict[str, FittedVoice]) -> None:
    for voice in fitted.values():
        assert voice.options[0] == f"--voice={voice.voice}"
        assert {option.partition("=")[0] for option in voice.options[1:]} <= {"--pitch", "--speed"}, "American"


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"language": "xx"}, InputError),
        ({"gender": "other"}, UsageError),
        ({"age": 2.0}, UsageError),
        ({"age": math.nan}, UsageError),
        ({"variant": -1}, UsageError),
    ],
)
def test_a_wrong_request_is_refused(wrong: dict, error: type[Exception]) -> None:
    with pytest.raises(error, match=next(iter(wrong))):
        voice_from_face(FaceRequest("face.png", **wrong))


def test_pitch_follows_age_as_it_was_measured() -> None:
    assert speaking_pitch("male", 25) == pytest.approx(120) and speaking_pitch("male", 45) == pytest.approx(107)
    assert speaking_pitch("male", 8) == speaking_pitch("male", 7) > speaking_pitch("male", 13) > 125
    assert speaking_pitch("female", 20) > speaking_pitch("female", 40) > speaking_pitch("female", 60) > 160
    assert speaking_pitch("male", 100) == pytest.approx(146), "beyond the table its last value holds"
    assert speaking_speed(20) == 1.0 > speaking_speed(65) > speaking_speed(90) == pytest.approx(0.9)


def test_proportions_move_the_voice_a_little() -> None:
    def wish(jaw: float, lower_face: float) -> Fit:
        return fit(0.0, 30, Shape(jaw, lower_face), features(1), "en-us")

    common, broad, long = wish(0, 0).wish, wish(2, 0).wish, wish(0, 2).wish
    assert 12 * math.log2(broad.pitch / common.pitch) == pytest.approx(-0.8)
    assert 0.2 < long.tract - common.tract < 0.5 and long.pitch == common.pitch


def test_where_it_is_not_clear_the_pitch_lies_between() -> None:
    heights = [usual_pitch(woman, 30) for woman in (0.0, 0.2, 0.5, 0.8, 1.0)]
    assert heights[0] == heights[1] == pytest.approx(speaking_pitch("male", 30))
    assert heights[3] == heights[4] == pytest.approx(speaking_pitch("female", 30))
    assert heights[1] < heights[2] < heights[3]


def test_faces_spread_over_the_voices_and_nearly_the_same_face_stays() -> None:
    fits = [fit(1.0, 30, COMMON, features(seed), "en-us") for seed in range(60)]
    assert len({name for found in fits for name, _ in found.parts}) >= 7
    assert "af_nicole" not in {name for found in fits for name, _ in found.parts}, "she whispers"
    same = 0
    for seed, found in enumerate(fits):
        moved = features(seed) + np.random.default_rng(seed).normal(0, 0.1 / 32, 128)
        again = fit(1.0, 30, COMMON, moved / np.linalg.norm(moved), "en-us")
        same += {name for name, _ in again.parts} == {name for name, _ in found.parts}
        assert abs(again.pitch - found.pitch) < 3.0
    assert same >= 45


def test_shares_sum_to_one_and_the_first_is_the_larger() -> None:
    for seed in range(20):
        (_, large), (_, small) = fit(0.0, 50, COMMON, features(seed), "en-gb").parts
        assert large + small == pytest.approx(1.0) and 0.5 <= large <= 0.95
