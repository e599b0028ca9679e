# SPDX-License-Identifier: GPL-3.0-or-later
"""The encoder's front end is Whisper's own, and its windows join without a seam."""

import numpy as np
from soliloquy.runtime.listen.spans import SAMPLE_RATE, spans_of
from soliloquy.runtime.listen.whisper import HIDDEN, hear, log_mel
from soliloquy.runtime.motion import frame_count


def test_a_tone_lies_in_its_band_at_whispers_level() -> None:
    times = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    bands = log_mel(np.sin(2 * np.pi * 1000 * times).astype(np.float32))
    assert bands.shape == (80, 100)
    loudest = bands[:, 20:80].argmax(axis=0)
    # 1 kHz is 15 mel; the 80 bands' middles lie (45.245 / 81) mel apart, the first at one step.
    assert (loudest == round(15 / (45.245 / 81)) - 1).all()
    # Whisper's scale: two units are eight powers of ten, and nothing lies lower.
    assert np.ptp(bands) == 2.0


def test_windows_cover_every_frame_once() -> None:
    for frames in (1, 699, 700, 701, 5000, 180_001):
        spans = list(spans_of(frames, 14.0, 1.5))
        firsts = [span.first for span in spans]
        lengths = [span.kept.stop - span.kept.start for span in spans]
        assert firsts == np.concatenate([[0], np.cumsum(lengths)[:-1]]).tolist()
        assert sum(lengths) == frames
        assert max(span.end - span.begin for span in spans) <= 700 + 2 * 75


def test_a_seam_between_windows_is_not_heard() -> None:
    generator = np.random.default_rng(2)
    times = np.arange(20 * 24_000) / 24_000
    sound = 0.1 * np.sin(2 * np.pi * 150 * times) * (1 + np.sin(2 * np.pi * 3 * times))
    sound = (sound + 0.01 * generator.normal(size=len(sound))).astype(np.float32)
    pieces = list(hear(sound, 24_000))
    hidden = np.concatenate([piece.hidden for piece in pieces])
    assert len(pieces) == 2
    assert hidden.shape == (frame_count(20.0), HIDDEN)
    steps = np.linalg.norm(np.diff(hidden, axis=0), axis=1)
    assert steps[pieces[1].first - 1] < 1.5 * np.percentile(steps, 99)
