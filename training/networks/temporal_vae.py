# SPDX-License-Identifier: GPL-3.0-or-later
"""The mouth's VAE over several frames at once, in the place of the frame-wise one: what the ablation compares."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from .vae import FRAME, SHAPES, leaky_clamp


class TemporalVae(nn.Module):
    """Layout (B,T,53), T a multiple of ``frames``, to a latent (B,T/frames,size) to ARKit weights (B,T,52)."""

    scale: Tensor
    places: Tensor

    def __init__(self, size: int, frames: int, scale: Tensor, shapes: Sequence[int], width: int = 128) -> None:
        super().__init__()
        self.size, self.frames = size, frames
        self.register_buffer("scale", scale)
        self.register_buffer("places", nn.functional.one_hot(torch.tensor(shapes), SHAPES).float())
        self.encoder = nn.Sequential(
            nn.Conv1d(FRAME, width, 5, padding=2), nn.SiLU(),
            nn.Conv1d(width, width, frames, stride=frames), nn.SiLU(), nn.Conv1d(width, 2 * size, 1),
        )  # fmt: skip
        self.decoder = nn.Sequential(
            nn.Conv1d(size, width, 1), nn.SiLU(), nn.ConvTranspose1d(width, width, frames, stride=frames), nn.SiLU(),
            nn.Conv1d(width, width, 5, padding=2), nn.SiLU(), nn.Conv1d(width, len(shapes), 1),
        )  # fmt: skip

    def distribution(self, frame: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and log variance of the latent."""
        mean, log_variance = self.encoder((frame / self.scale).transpose(1, 2)).transpose(1, 2).chunk(2, dim=-1)
        return mean, log_variance.clamp(-12.0, 4.0)

    def decode_raw(self, latent: Tensor) -> Tensor:
        free = self.decoder(latent.transpose(1, 2)).transpose(1, 2)
        return leaky_clamp(free, self.training) @ self.places
