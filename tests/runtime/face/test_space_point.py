# SPDX-License-Identifier: GPL-3.0-or-later
"""A face has a place of its own in the space of voices: where its measures are, and nobody else's."""

from pathlib import Path

import numpy as np
import pytest
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.face import space_point as space_point_module
from soliloquy.runtime.face.fitting import usual_pitch
from soliloquy.runtime.face.geometry import Shape
from soliloquy.runtime.face.space_point import space_point
from soliloquy.runtime.face.voice_from_face import voice_from_face
from soliloquy.runtime.requests import FaceRequest
from soliloquy.runtime.voice.voice_space import FARTHEST, voice_space
from soliloquy.runtime.voice.voices import full_text

SHAPE = Shape(jaw=0.0, lower_face=0.0)


def _features(seed: int) -> Array:
    """F of a face as people by chance have it."""
    middle, axes = space_point_module._axes()
    drawn = np.random.default_rng(seed).normal(size=axes.shape[1])
    return np.asarray(middle + np.linalg.pinv(axes).T @ drawn)


def _point(features: Array, woman: float = 1.0, age: float = 30.0, variant: int = 0, language: str = "en-us") -> Array:
    voice = space_point(woman, age, SHAPE, features, language, variant)
    assert voice.language == language
    return voice_space().point_of(dict(voice.parts))


@pytest.mark.parametrize("woman", [0.0, 1.0])
@pytest.mark.parametrize("language", ["en-us", "fr", "zh"])
def test_it_has_the_wished_pitch_and_sex(woman: float, language: str) -> None:
    features = _features(1)
    told = voice_space().measured(_point(features, woman, 40.0, language=language))
    wished = 12 * np.log2(usual_pitch(woman, 40.0) / 100.0)
    assert told["pitch"] == pytest.approx(wished, abs=1.0)
    assert abs(told["woman"] - woman) < 0.45


def test_faces_differ_and_a_face_that_is_seen_a_little_otherwise_stays_near() -> None:
    points = [_point(_features(seed)) for seed in range(12)]
    apart = [np.linalg.norm(a - b) for i, a in enumerate(points) for b in points[:i]]
    near = np.linalg.norm(_point(0.9 * _features(0) + 0.1 * _features(99)) - points[0])
    assert near < 0.5 * np.median(apart) and min(apart) > 0.3


def test_variants_differ_and_keep_pitch_and_sex() -> None:
    space, features = voice_space(), _features(2)
    points = [_point(features, variant=variant) for variant in range(6)]
    told = [space.measured(point) for point in points]
    assert np.ptp([each["pitch"] for each in told]) < 1.0 and np.ptp([each["woman"] for each in told]) < 0.1
    assert min(np.linalg.norm(a - b) for i, a in enumerate(points) for b in points[:i]) > 0.5


def test_no_face_leads_out_of_where_voices_sound_natural() -> None:
    points = [_point(_features(seed), woman, age) for seed in range(4) for woman in (0.0, 1.0) for age in (12.0, 80.0)]
    assert max(np.linalg.norm(point) for point in points) <= FARTHEST + 0.01


def test_the_same_face_has_the_same_voice() -> None:
    np.testing.assert_array_equal(_point(_features(5)), _point(_features(5)))


def test_a_picture_gives_a_voice_of_the_faces_own_and_a_mix_when_it_is_asked_for(files: dict[str, Path]) -> None:
    picture = str(files["Daniel"])
    own, mix = (voice_from_face(FaceRequest(picture, gender="male", mix=mixed)) for mixed in (False, True))
    assert own.voice == full_text(own.file) and len(own.file.parts) == len(voice_space().names)
    assert own.pitch == 0.0 and own.options[0] == f"--voice={own.voice}"
    assert len(mix.file.parts) == 2
    assert 0.8 < own.expected_pitch / usual_pitch(0.0, own.face.impression.age) < 1.25
    assert space_point_module.heard(own.file)["hertz"] == pytest.approx(own.expected_pitch)
