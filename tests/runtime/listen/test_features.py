# SPDX-License-Identifier: GPL-3.0-or-later
"""Loudness and pitch are those of the sound."""

import numpy as np
import pytest
from soliloquy.runtime.listen.features import LOUDNESS_FLOOR, measure
from soliloquy.runtime.motion import frame_count
from soliloquy.runtime.speech import Speech, TtsFeatures


def _voice(frequency: np.ndarray, sample_rate: int) -> np.ndarray:
    phase = 2 * np.pi * np.cumsum(frequency) / sample_rate
    return sum(np.sin(harmonic * phase) / harmonic for harmonic in range(1, 12)).astype(np.float32) * 0.1


@pytest.mark.parametrize("sample_rate", [8000, 24000, 44100, 192000])
@pytest.mark.parametrize(("low", "high"), [(85.0, 120.0), (180.0, 320.0)])
def test_pitch_follows_a_gliding_voice(sample_rate: int, low: float, high: float) -> None:
    glide = np.linspace(low, high, 2 * sample_rate)
    features = measure(Speech(_voice(glide, sample_rate), sample_rate))
    expected = np.linspace(low, high, 101)
    assert len(features.pitch) == len(features.loudness) == 101
    assert np.abs(features.pitch[3:-3] / expected[3:-3] - 1).max() < 0.02


def test_noise_and_silence_have_no_pitch() -> None:
    generator = np.random.default_rng(1)
    noise = generator.normal(0, 0.1, 24000).astype(np.float32)
    features = measure(Speech(np.concatenate([noise, np.zeros(24000, np.float32)]), 24000))
    assert (features.pitch > 0).mean() < 0.05


def test_loudness_is_relative_to_the_loud_parts_of_the_clip() -> None:
    sine = np.sin(2 * np.pi * 220 * np.arange(48000) / 24000).astype(np.float32)
    sine[:24000] *= 0.1
    loudness = measure(Speech(0.05 * sine, 24000)).loudness
    assert loudness[10:40] == pytest.approx(-20.0, abs=0.3)
    assert loudness[60:95] == pytest.approx(0.0, abs=0.3)


def test_a_silent_clip_lies_at_the_floor() -> None:
    features = measure(Speech(np.zeros(24000, np.float32), 24000))
    assert (features.loudness == LOUDNESS_FLOOR).all()
    assert not features.pitch.any()


def test_speech_without_sound_yet_takes_the_voice_models_pitch_and_energy() -> None:
    steps = 80
    pitch = np.where(np.arange(steps) < 40, 0.0, 200.0).astype(np.float32)
    energy = np.where(np.arange(steps) < 40, -10.0, 7.0).astype(np.float32)
    features = np.zeros((steps // 2, 512), np.float32)
    speech = Speech(np.zeros(24000, np.float32), 24000, tts=TtsFeatures(features, features, pitch, energy))
    measured = measure(speech)
    assert len(measured.pitch) == frame_count(1.0)
    assert not measured.pitch[:24].any()
    assert measured.pitch[26:] == pytest.approx(200.0)
    assert measured.loudness[:24].max() < -60
    assert measured.loudness[26:] == pytest.approx(0.0, abs=0.1)
