# SPDX-License-Identifier: GPL-3.0-or-later
"""The head: lively in speech, quiet in silence, smooth, never far, and tied to phrases and accents."""

import numpy as np
import pytest
from soliloquy.runtime.animate.phrases import Accent, Phrase
from soliloquy.runtime.animate.rules.emotions import Mood, mood_of
from soliloquy.runtime.animate.rules.head_turn import head_turn

SEEDS = range(20)
TIMES = np.arange(0.0, 40.0, 0.02)
SPEECH = (Phrase(2.0, 4.5), Phrase(5.1, 8.0), Phrase(8.6, 12.0))
ACCENTS = tuple(Accent(time, 0.6) for time in (2.6, 4.0, 5.5, 7.2, 9.0, 10.4, 11.5))


def _degrees(seed: int, mood: Mood | None = None, accents: tuple[Accent, ...] = ACCENTS) -> np.ndarray:
    return np.degrees(head_turn(TIMES, SPEECH, accents, mood or Mood(), np.random.default_rng(seed)))


def _speed(head: np.ndarray) -> np.ndarray:
    return np.linalg.norm(np.diff(head, axis=0), axis=1) * 50


def _between(values: np.ndarray, start: float, end: float) -> np.ndarray:
    return values[round(start * 50) : round(end * 50)]


def test_the_same_seed_turns_the_head_alike() -> None:
    assert np.array_equal(_degrees(3), _degrees(3))
    assert np.abs(_degrees(3) - _degrees(4)).max() > 2.0


def test_the_head_comes_to_rest_in_silence() -> None:
    for seed in SEEDS:
        head = _degrees(seed)
        assert _between(_speed(head), 2.0, 12.0).mean() > 2.5 * _between(_speed(head), 14.0, 40.0).mean()
        assert _between(_speed(head), 14.0, 40.0).mean() < 4.0
    at_rest = [np.abs(_between(_degrees(seed), 14.0, 40.0)).mean() for seed in SEEDS]
    assert np.mean(at_rest) < 2.0


def test_the_head_never_jerks() -> None:
    """A nod takes a fifth of a second and more: nothing in the head is faster than that."""
    for seed in SEEDS:
        head = _degrees(seed)
        moving = head - head.mean(axis=0)
        power = (np.abs(np.fft.rfft(moving * np.hanning(len(moving))[:, None], axis=0)) ** 2).sum(axis=1)
        quick = np.fft.rfftfreq(len(moving), 0.02) > 5.0
        assert power[quick].sum() < 0.002 * power.sum()
        assert _speed(head).max() < 120.0


def test_the_head_sets_off_before_the_voice_and_holds_its_pose_through_a_phrase() -> None:
    """Without accents, the moves at the starts of phrases are what is left beside the drift."""
    starts, within = [], []
    for seed in range(60):
        head = _degrees(seed, accents=())
        for phrase in SPEECH:
            starts.append(np.abs(head[round((phrase.start + 0.6) * 50)] - head[round((phrase.start - 0.4) * 50)])[1])
            within.append(np.abs(head[round((phrase.start + 1.8) * 50)] - head[round((phrase.start + 0.8) * 50)])[1])
    assert np.mean(starts) > 1.25 * np.mean(within)


def test_the_head_goes_down_on_accents() -> None:
    nods = [
        _degrees(seed)[round((accent.time + 0.04) * 50), 0] - _degrees(seed, accents=())[round(accent.time * 50), 0]
        for seed in range(60)
        for accent in ACCENTS
    ]
    assert np.mean(nods) > 1.0


def test_an_angry_head_moves_more_than_a_sad_one_and_stays_within_its_reach() -> None:
    angry, sad = mood_of({"angry": 1.0}), mood_of({"sad": 1.0})
    for seed in SEEDS:
        assert _speed(_degrees(seed, angry)).mean() > 1.8 * _speed(_degrees(seed, sad)).mean()
    everything = mood_of({"angry": 1.0, "happy": 1.0, "surprised": 1.0})
    assert max(np.abs(_degrees(seed, everything)).max() for seed in SEEDS) < 22.0 + np.degrees(0.15)


def test_a_question_lifts_the_head_at_its_end() -> None:
    asked = (Phrase(2.0, 5.0, question=True),)
    told = (Phrase(2.0, 5.0),)
    ends = {
        phrases: np.mean([head_turn(TIMES, phrases, (), Mood(), np.random.default_rng(seed))[250, 0] for seed in SEEDS])
        for phrases in (asked, told)
    }
    assert np.degrees(ends[told] - ends[asked]) == pytest.approx(1.1 * 5.5, abs=1.5)
