# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 8: the projector alone (UniTAF, stage one): the feature of the sound from the voice's inner representations."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from ..data.corpus import corpus_of
from ..data.dataset import Clip
from ..networks.projector import TtsProjector
from .loop import Batch, Loss, device, start_from, train

STEPS = 3000
_WINDOWS, _FRAMES = 32, 128
"""Of a batch. Chosen by eye, as the number of steps and the learning rate are."""
_LEAST_DEVIATION = 0.05
"""Added to the deviation of each input, so that one that hardly moves is not blown up. Chosen by eye."""
_EVERY = 5
"""A frame in so many gives mean and deviation: neighbours are alike."""


def train_project(clips: Sequence[Clip], checkpoint: Path, steps: int = STEPS, seed: int = 0) -> TtsProjector:
    """Clips of our own voice that have the feature of their sound: mean squared error to it."""
    start_from(seed)
    projector = new_projector(clips)
    corpus = corpus_of(clips, ("tts", "feature"))

    def draw(generator: np.random.Generator) -> Batch:
        return corpus.places(_WINDOWS, _FRAMES, generator)

    def loss(places: Batch) -> Loss:
        windows = corpus.windows(places)
        value = (projector(windows["tts"]) - windows["feature"]).pow(2).mean()
        return value, {"alignment": value.detach(), "variance": windows["feature"].var()}

    train(projector, draw, loss, steps, checkpoint, learning_rate=2e-3, seed=seed)
    return projector


def new_projector(clips: Sequence[Clip]) -> TtsProjector:
    """Untrained, with the mean and the deviation of the voice's features of the clips."""
    projector = TtsProjector()
    frames = np.concatenate([clip.tts[::_EVERY] for clip in clips if clip.tts is not None]).astype(np.float32)
    projector.mean.copy_(torch.as_tensor(frames.mean(axis=0)))
    projector.std.copy_(torch.as_tensor(frames.std(axis=0) + _LEAST_DEVIATION))
    return projector.to(device())
