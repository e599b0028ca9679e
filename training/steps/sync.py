# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 6: the dynamic-sync encoder, contrastively: the same instant of sound and mouth matches, no other does."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from ..data.corpus import corpus_of
from ..data.dataset import Clip
from ..networks.sync import sync_similarity
from ..networks.sync_expert import SyncExpert
from ..networks.vae import FaceVae
from .loop import Batch, Loss, device, start_from, train

STEPS = 3000
_WINDOWS, _FRAMES, _INSTANTS = 16, 100, 12
"""Of a batch, of a window, and of each window that are compared. Chosen by eye, as the number of steps and the learning
rate are."""
_FROM_THE_EDGE, _APART = 8, 4
"""Frames. The encoders see 8 to both sides (``sync.py``); instants closer together than 80 ms are hard to tell apart:
chosen by eye."""


def train_sync(clips: Sequence[Clip], vae: FaceVae, checkpoint: Path, steps: int = STEPS, seed: int = 0) -> SyncExpert:
    """Clips with sound. Instants of one window, a few frames apart, are the hard negatives of each other."""
    start_from(seed)
    expert = new_expert(clips)
    corpus = corpus_of(clips, ("mel", "lips"))

    def draw(generator: np.random.Generator) -> Batch:
        possible = np.arange(_FROM_THE_EDGE, _FRAMES - _FROM_THE_EDGE, _APART)
        instants = generator.choice(possible, _INSTANTS, replace=False)
        return {"instants": torch.as_tensor(instants), **corpus.places(_WINDOWS, _FRAMES, generator)}

    def loss(batch: Batch) -> Loss:
        windows, instants = corpus.windows(batch), batch["instants"]
        with torch.no_grad():
            latent = vae.lips.encode(windows["lips"])
        sound, mouth = expert(windows["mel"], latent)
        similarity = sync_similarity(sound[:, instants].flatten(0, 1), mouth[:, instants].flatten(0, 1))
        truth = torch.arange(len(similarity), device=similarity.device)
        value = (F.cross_entropy(similarity, truth) + F.cross_entropy(similarity.T, truth)) / 2
        right = (similarity.argmax(dim=1) == truth).float().mean()
        return value, {"contrast": value.detach(), "right": right}

    train(expert, draw, loss, steps, checkpoint, learning_rate=2e-3, seed=seed)
    return expert


def new_expert(clips: Sequence[Clip]) -> SyncExpert:
    """Untrained, with the mean and the deviation of the clips' log-mel."""
    mel = np.concatenate([clip.mel for clip in clips if clip.mel is not None]).astype(np.float32)
    return SyncExpert(torch.as_tensor(mel.mean(axis=0)), torch.as_tensor(mel.std(axis=0))).to(device())
