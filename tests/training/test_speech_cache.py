# SPDX-License-Identifier: GPL-3.0-or-later
"""A synthesised clip comes back from disk as it was."""

from pathlib import Path

import numpy as np
from soliloquy.runtime.voice.synthesis import time_text
from soliloquy.training.augment import KINDS, augment, faster
from soliloquy.training.speech_cache import clips, load_clip, save_clip


def test_clip_comes_back_as_it_was(tmp_path: Path) -> None:
    speech = time_text("Pack the lunch box.")
    save_clip(speech, tmp_path, "00000")
    (path,) = clips(tmp_path)
    found = load_clip(path)
    assert found.phones == speech.phones and found.words == speech.words and found.duration == speech.duration
    assert speech.tts is not None and found.tts is not None
    assert np.allclose(found.tts.text, speech.tts.text, atol=1e-2)


def test_augmentation_keeps_the_length_and_speed_changes_it() -> None:
    speech = time_text("Pack the lunch box.")
    generator = np.random.default_rng(0)
    heard = type(speech)(generator.standard_normal(24000).astype(np.float32) * 0.1, 24000)
    for kind in KINDS:
        changed = augment(heard, kind, np.random.default_rng(1)).samples
        assert changed.shape == heard.samples.shape and np.isfinite(changed).all()
        assert np.array_equal(changed, heard.samples) == (kind == "clean")
    assert abs(faster(heard, 1.25).duration - heard.duration / 1.25) < 0.01
