# SPDX-License-Identifier: GPL-3.0-or-later
"""Loudness known before the sound agrees with the loudness of the sound."""

import numpy as np
import pytest
from soliloquy.runtime.listen.features import rms_decibels
from soliloquy.runtime.motion import FRAMES_PER_SECOND, frame_count
from soliloquy.runtime.requests import VoiceRequest
from soliloquy.runtime.voice.loudness import ENERGY_FRAMES_PER_SECOND, decibels_per_energy, loudness_of_energy
from soliloquy.runtime.voice.synthesis import synthesise


def test_a_unit_more_energy_is_the_slope_louder() -> None:
    energy = np.array([5.0] * 99 + [6.0], np.float32)
    loudness = loudness_of_energy(energy)
    assert loudness[0] == pytest.approx(0.0, abs=0.01)
    assert loudness[-1] == pytest.approx(decibels_per_energy(), abs=0.01)


def test_the_energy_of_the_voice_model_tells_how_loud_the_sound_is() -> None:
    speech = synthesise(VoiceRequest("The pump broke before five.", "bm_george"))
    assert speech.tts is not None
    frames = frame_count(speech.duration)
    middles = (np.arange(len(speech.tts.energy)) + 0.5) / ENERGY_FRAMES_PER_SECOND
    told = np.interp(np.arange(frames) / FRAMES_PER_SECOND, middles, loudness_of_energy(speech.tts.energy))
    heard = rms_decibels(speech.samples, speech.sample_rate, frames)
    heard -= np.percentile(heard, 95)
    sounding = heard > -30.0
    assert np.corrcoef(told[sounding], heard[sounding])[0, 1] > 0.75
    assert abs(np.mean(told[sounding] - heard[sounding])) < 3.0
