# SPDX-License-Identifier: GPL-3.0-or-later
"""The judge of lip sync finds a face's own sound and how late it is. Needs torch."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is installed for training alone (requirements/training.txt)")

from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.speech import Speech
from soliloquy.training.evaluation.judge import JudgedClip, band_levels, sync_score, train_judge

RATE = 16000


def _beat(number: int, seconds: float = 12.0, late: int = 0) -> JudgedClip:
    """Noise that grows and fades at random, and a jaw that does the same, ``late`` frames later."""
    generator = np.random.default_rng(number)
    frames = int(seconds * 50) + 1
    level = np.convolve(generator.standard_normal(frames + 20), np.hanning(9), mode="same")[:frames]
    level = (level - level.min()) / np.ptp(level)
    size = np.interp(np.arange(int(seconds * RATE)) / RATE, np.arange(frames) / 50, level)
    weights = np.zeros((frames, 52), np.float32)
    weights[:, ARKIT_INDEX["jawOpen"]] = 0.6 * np.roll(level, late)
    noise = generator.standard_normal(len(size))
    return JudgedClip.of(Speech((0.2 * size**2 * noise).astype(np.float32), RATE), weights)


def test_bands_grow_with_the_sound_and_have_a_row_a_frame() -> None:
    speech = Speech(np.concatenate([np.zeros(RATE), np.ones(RATE) * 0.1]).astype(np.float32), RATE)
    assert band_levels(speech).shape == (101, 32)
    loud = _beat(1)
    assert np.corrcoef(loud.sound.mean(axis=1), loud.mouth[:, 0])[0, 1] > 0.5


def test_a_late_face_is_found_late_and_a_foreign_one_scores_low(tmp_path: Path) -> None:
    judge = train_judge([_beat(number) for number in range(12)], tmp_path / "judge.pt", steps=150)
    own, late, foreign = _beat(50), _beat(50, late=5), _beat(51)
    swapped = JudgedClip(own.sound, foreign.mouth, own.spoken)
    right, shifted, wrong = (sync_score(judge, [clip]) for clip in (own, late, swapped))
    assert abs(right["offset ms"]) <= 40.0
    assert abs(shifted["offset ms"] - 100.0) <= 40.0
    assert right["Sync"] > 2 * wrong["Sync"]
