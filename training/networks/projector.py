# SPDX-License-Identifier: GPL-3.0-or-later
"""The projector of UniTAF: the voice model's inner features to the audio feature, without a listening pass."""

import torch
from torch import Tensor, nn

from .fusion import AUDIO_FEATURE
from .sync import convolutions

TTS = 1024 + 2
"""Text (512), prosody (512), pitch and energy, brought to 50 frames a second."""


class TtsProjector(nn.Module):
    """(B,T,1026) -> (B,T,64)."""

    mean: Tensor
    std: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(TTS))
        self.register_buffer("std", torch.ones(TTS))
        self.narrow = nn.Linear(TTS, 128)
        self.layers = convolutions(128, 128, AUDIO_FEATURE, 4)

    def forward(self, tts: Tensor) -> Tensor:
        narrow = self.narrow((tts - self.mean) / self.std)
        return self.layers(narrow.transpose(1, 2)).transpose(1, 2)
