# SPDX-License-Identifier: GPL-3.0-or-later
"""What the encoders hear of a take is remembered, and goes with the face at every speed."""

from pathlib import Path

import numpy as np
import pytest
from soliloquy.runtime.motion import FRAMES_PER_SECOND
from soliloquy.runtime.speech import Speech
from soliloquy.training.data import features
from soliloquy.training.data.features import heard_performances
from soliloquy.training.data.real_faces import Capture

SECONDS = 3


@pytest.fixture()
def capture() -> Capture:
    """A beat of noise, and a jaw that opens with it."""
    time = np.arange(SECONDS * 16_000) / 16_000
    beat = 0.5 + 0.5 * np.sin(2 * np.pi * 2 * time)
    samples = (0.2 * beat * np.random.default_rng(0).standard_normal(len(time))).astype(np.float32)
    weights = np.zeros((SECONDS * FRAMES_PER_SECOND + 1, 52), np.float32)
    weights[:-1, 0] = beat[:: 16_000 // FRAMES_PER_SECOND]
    return Capture("beat", Speech(samples, 16_000), weights, np.ones(52, bool))


def test_face_and_sound_stay_together_at_every_speed(
    capture: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(features, "FOLDER", tmp_path)
    made = heard_performances(capture, seed=1)
    assert len(made) == 5
    assert len({len(weights) for _, weights in made}) == 3  # as it is, slower, faster
    for heard, weights in made:
        assert abs(len(heard.mel) - len(weights)) <= 1
        frames = min(len(heard.mel), len(weights))
        loudness = heard.mel[:frames].astype(np.float32).mean(axis=1)
        assert np.corrcoef(loudness, weights[:frames, 0])[0, 1] > 0.5


def test_what_was_heard_once_is_not_heard_again(
    capture: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(features, "FOLDER", tmp_path)
    first = heard_performances(capture, seed=1)
    monkeypatch.setattr(features, "content_frames", lambda speech: pytest.fail("heard again"))
    second = heard_performances(capture, seed=1)
    assert all(np.array_equal(one.content, two.content) for (one, _), (two, _) in zip(first, second, strict=True))
