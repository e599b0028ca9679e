# SPDX-License-Identifier: GPL-3.0-or-later
"""The lip-sync expert: both encoders of ``sync.py`` side by side. Its sound half is where the hearing starts from."""

from torch import Tensor, nn

from .sync import DynamicSyncEncoder, MouthMotionEncoder
from .vae import LIPS


class SyncExpert(nn.Module):
    """mel_mean, mel_std (80,): over the training frames."""

    mel_mean: Tensor
    mel_std: Tensor

    def __init__(self, mel_mean: Tensor, mel_std: Tensor) -> None:
        super().__init__()
        self.register_buffer("mel_mean", mel_mean)
        self.register_buffer("mel_std", mel_std)
        self.sound = DynamicSyncEncoder()
        self.mouth = MouthMotionEncoder(LIPS)

    def forward(self, mel: Tensor, lips: Tensor) -> tuple[Tensor, Tensor]:
        """log-mel (B,T,80) and lip latents (B,T,16) -> (B,T,64) each, to be compared by ``sync_similarity``."""
        return self.sound((mel - self.mel_mean) / self.mel_std), self.mouth(lips)
