# SPDX-License-Identifier: GPL-3.0-or-later
"""What the networks hear lies at the right time and does not depend on how loud a recording is."""

import numpy as np
from soliloquy.runtime.animate.flow.inputs import log_mel, source, tts_frames
from soliloquy.runtime.motion import frame_count
from soliloquy.runtime.speech import Speech, SpeechFeatures, TtsFeatures


def _click(at: float, rate: int) -> Speech:
    samples = np.random.default_rng(0).standard_normal(2 * rate).astype(np.float32) * 1e-4
    samples[round(at * rate) : round((at + 0.02) * rate)] = 0.5
    return Speech(samples, rate)


def test_a_click_is_heard_in_its_own_frame_at_any_sample_rate() -> None:
    for rate in (16000, 24000, 44100):
        mel = log_mel(_click(0.99, rate))
        assert mel.shape == (frame_count(2.0), 80)
        assert abs(int(mel.mean(axis=1).argmax()) - 50) <= 1


def test_gain_changes_nothing() -> None:
    speech = Speech(np.random.default_rng(1).standard_normal(16000).astype(np.float32) * 0.1, 16000)
    assert np.allclose(log_mel(speech), log_mel(Speech(speech.samples * 0.25, 16000)), atol=0.02)


def test_unvoiced_frames_have_no_pitch() -> None:
    found = source(SpeechFeatures(np.array([0.0, 160.0, 320.0]), np.array([-200.0, 0.0, -20.0])))
    assert np.allclose(found, [[0, 0, -3], [0, 1, 0], [1, 1, -1]])


def test_voice_features_are_read_at_the_frames_times() -> None:
    frames40 = np.arange(40, dtype=np.float32)
    tts = TtsFeatures(
        text=np.repeat(frames40[:, None], 512, 1),
        prosody=np.repeat(frames40[:, None], 512, 1),
        pitch=np.full(80, 320.0, np.float32),
        energy=np.arange(80, dtype=np.float32),
    )
    found = tts_frames(tts, 51)
    assert found.shape == (51, 1026)
    # Frame 25 is at 0.5 s, which is the edge between the voice's frames 19 and 20.
    assert abs(found[25, 0] - 19.5) < 1e-4 and abs(found[25, 1025] - 39.5) < 1e-4
    assert np.allclose(found[:, 1024], 1.0)
