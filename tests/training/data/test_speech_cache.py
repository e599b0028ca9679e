# SPDX-License-Identifier: GPL-3.0-or-later
"""A synthesised clip comes back from disk as it was."""

from pathlib import Path

import numpy as np
from soliloquy.runtime.voice.synthesis import time_text
from soliloquy.training.data.speech_cache import clips, load_clip, save_clip


def test_clip_comes_back_as_it_was(tmp_path: Path) -> None:
    speech = time_text("Pack the lunch box.")
    save_clip(speech, tmp_path, "00000")
    (path,) = clips(tmp_path)
    found = load_clip(path)
    assert found.phones == speech.phones and found.words == speech.words and found.duration == speech.duration
    assert speech.tts is not None and found.tts is not None
    assert np.allclose(found.tts.text, speech.tts.text, atol=1e-2)
