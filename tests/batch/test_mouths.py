# SPDX-License-Identifier: GPL-3.0-or-later
"""A recording in which nobody speaks is a line like others, with no mouths in its report."""

from pathlib import Path

import numpy as np
import soundfile
from soliloquy.batch.mouths import mouths
from soliloquy.runtime.perform import perform
from soliloquy.runtime.requests import AnimateRequest, MotionRequest


def test_nobody_speaks(tmp_path: Path) -> None:
    path = tmp_path / "room.wav"
    soundfile.write(path, np.zeros(24_000), 24_000)
    take = perform(AnimateRequest(str(path), motion=MotionRequest("rules")))
    assert mouths(take) == []
