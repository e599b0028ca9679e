# SPDX-License-Identifier: GPL-3.0-or-later
"""The dynamic-sync encoder and its partner that sees the mouth: a lip-sync expert on FLAME mouth motion.

Trained so that sound and mouth of the same instant match and shifted or foreign ones do not (the contrastive
scheme of SyncNet, Chung and Zisserman 2016, with the InfoNCE loss).
"""

import torch.nn.functional as F
from torch import Tensor, nn

MEL = 80
DYNAMIC = 64
TEMPERATURE = 0.07
"""Of the InfoNCE loss: that of He et al. 2020, "Momentum contrast"."""


def convolutions(inputs: int, width: int, outputs: int, layers: int) -> nn.Sequential:
    """Layers of five frames each, time last: (B, inputs, T) -> (B, outputs, T)."""
    blocks: list[nn.Module] = [nn.Conv1d(inputs, width, 5, padding=2)]
    for _ in range(layers - 2):
        blocks += [nn.SiLU(), nn.Conv1d(width, width, 5, padding=2)]
    return nn.Sequential(*blocks, nn.SiLU(), nn.Conv1d(width, outputs, 1))


class DynamicSyncEncoder(nn.Module):
    """log-mel (B,T,80) -> (B,T,64), 17 frames of context."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = convolutions(MEL, 96, DYNAMIC, 5)

    def forward(self, mel: Tensor) -> Tensor:
        return self.layers(mel.transpose(1, 2)).transpose(1, 2)


class MouthMotionEncoder(nn.Module):
    """Lip latents (B,T,16) -> (B,T,64): the other half of the expert, not shipped."""

    def __init__(self, inputs: int) -> None:
        super().__init__()
        self.layers = convolutions(inputs, 96, DYNAMIC, 5)

    def forward(self, motion: Tensor) -> Tensor:
        return self.layers(motion.transpose(1, 2)).transpose(1, 2)


def sync_similarity(sound: Tensor, mouth: Tensor, temperature: float = TEMPERATURE) -> Tensor:
    """Cosine similarity over the temperature of every sound instant with every mouth instant: (N,64)^2 -> (N,N)."""
    return F.normalize(sound, dim=-1) @ F.normalize(mouth, dim=-1).T / temperature
