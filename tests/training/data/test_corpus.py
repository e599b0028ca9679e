# SPDX-License-Identifier: GPL-3.0-or-later
"""Windows are cut out of the clips as they are. Needs torch."""

from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is installed for training alone (requirements/training.txt)")

from soliloquy.training.data.corpus import corpus_of  # noqa: E402
from soliloquy.training.data.dataset import Clip  # noqa: E402


def test_drawn_windows_are_the_clips_own_frames(clips: list[Clip]) -> None:
    corpus = corpus_of(clips, ("source", "style", "mel"))
    places = corpus.places(5, 40, np.random.default_rng(0))
    windows = corpus.windows(places)
    assert windows["source"].shape == (5, 40, 3) and windows["style"].shape == (5,)
    for row, (clip, frame) in enumerate(zip(places["clip"].tolist(), places["frame"].tolist(), strict=True)):
        assert frame == list(range(frame[0], frame[0] + 40))
        assert np.array_equal(windows["mel"][row].cpu().numpy(), clips[clip].mel[frame].astype(np.float32))
    longer = corpus.windows(corpus.places(2, len(clips[0]) + 10, np.random.default_rng(0)))["source"]
    assert torch.equal(longer[:, -1], longer[:, len(clips[0]) - 1])


def test_windows_come_from_the_clips_that_are_asked_for(clips: list[Clip]) -> None:
    places = corpus_of(clips, ("source",)).places(50, 10, np.random.default_rng(1), slice(2, None))
    assert set(places["clip"].tolist()) == {2, 3}


def test_clips_that_share_an_array_keep_one_copy_of_it(clips: list[Clip]) -> None:
    corpus = corpus_of([clips[0], replace(clips[0], style=1), clips[1]], ("mel", "style"))
    assert len(corpus.banks["mel"]) == 2 * len(clips[0]) and corpus.firsts["mel"].tolist() == [0, 0, len(clips[0])]
