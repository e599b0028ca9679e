# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 6: the dynamic-sync encoder, contrastively: the same instant of sound and mouth matches, no other does."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..data.corpus import corpus_of
from ..data.dataset import Clip
from ..networks.sync import DynamicSyncEncoder, MouthMotionEncoder, sync_similarity
from ..networks.vae import LIPS, FaceVae
from .loop import Batch, device, start_from, train

STEPS = 3000
_WINDOWS, _FRAMES = 16, 100
_INSTANTS = 12


class SyncExpert(nn.Module):
    def __init__(self, mel_mean: Tensor, mel_std: Tensor) -> None:
        super().__init__()
        self.register_buffer("mel_mean", mel_mean)
        self.register_buffer("mel_std", mel_std)
        self.sound = DynamicSyncEncoder()
        self.mouth = MouthMotionEncoder(LIPS)

    def forward(self, mel: Tensor, lips: Tensor) -> tuple[Tensor, Tensor]:
        return self.sound((mel - self.mel_mean) / self.mel_std), self.mouth(lips)


def train_sync(clips: Sequence[Clip], vae: FaceVae, checkpoint: Path, steps: int = STEPS, seed: int = 0) -> SyncExpert:
    """Clips with sound. Instants of one window, a few frames apart, are the hard negatives of each other."""
    start_from(seed)
    expert = new_expert(clips)
    corpus = corpus_of(clips, ("mel", "lips"))

    def draw(generator: np.random.Generator) -> Batch:
        instants = generator.choice(np.arange(8, _FRAMES - 8, 4), _INSTANTS, replace=False)
        return {"instants": torch.as_tensor(instants), **corpus.places(_WINDOWS, _FRAMES, generator)}

    def loss(batch: Batch) -> tuple[Tensor, dict[str, Tensor]]:
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
    mel = np.concatenate([clip.mel for clip in clips if clip.mel is not None]).astype(np.float32)
    return SyncExpert(torch.as_tensor(mel.mean(axis=0)), torch.as_tensor(mel.std(axis=0))).to(device())
