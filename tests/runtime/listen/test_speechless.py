# SPDX-License-Identifier: GPL-3.0-or-later
"""Noise and tones do not speak: the take says so and the mouth stays still; speech is never doubted."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from soliloquy.runtime.head.lips import opening
from soliloquy.runtime.listen.speechless import WARNING
from soliloquy.runtime.perform import perform
from soliloquy.runtime.requests import AnimateRequest, MotionRequest, VoiceRequest
from soliloquy.runtime.take import Take
from soliloquy.runtime.voice.synthesis import synthesise
from soliloquy.tests.runtime.listen.sounds import RATE, SOUNDS


def animated(samples: np.ndarray, rate: int, path: Path, engine: str = "rules") -> Take:
    soundfile.write(path, samples, rate)
    return perform(AnimateRequest(str(path), motion=MotionRequest(engine)))


@pytest.mark.parametrize("name", ["white noise", "sine of 440 Hz", "plucked chords"])
@pytest.mark.parametrize("engine", ["rules", "flow"])
def test_what_is_no_speech_is_warned_of_and_moves_no_lips(name: str, engine: str, tmp_path: Path) -> None:
    take = animated(SOUNDS[name], RATE, tmp_path / "sound.wav", engine)
    assert WARNING in take.warnings
    assert opening(take.curves.weights).max() < 0.02


@pytest.mark.parametrize("manner", ["normal", "whisper"])
def test_speech_is_not_doubted(manner: str, tmp_path: Path) -> None:
    said = synthesise(VoiceRequest("Please be quiet, they are sleeping.", "af_bella", manner=manner))
    take = animated(said.samples, said.sample_rate, tmp_path / "said.wav")
    assert WARNING not in take.warnings
    assert opening(take.curves.weights).max() > 0.2


def test_silence_has_its_own_warning(tmp_path: Path) -> None:
    take = animated(np.zeros(RATE, np.float32), RATE, tmp_path / "silence.wav")
    assert WARNING not in take.warnings and any("is silent" in warning for warning in take.warnings)
