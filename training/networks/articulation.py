# SPDX-License-Identifier: GPL-3.0-or-later
"""The first links of the chain: articulation (jaw, lips, tongue) from the audio feature, then the source.

The face is drawn by the flow from audio feature, articulation and source (``flow.py``).
"""

import torch
from torch import Tensor, nn

from .conditions import EMOTION, STYLE
from .fusion import AUDIO_FEATURE
from .sync import convolutions

ARTICULATION = ("jawOpen", "mouthClose", "mouthFunnel", "mouthPucker", "lowerDown", "upperUp", "spread", "press",
                "frown", "tongueOut")  # fmt: skip
"""The stream's channels; those without an ARKit name are means of the shapes that ``targets.py`` lists."""
SOURCE = ("pitch", "voiced", "loudness")
"""log2(pitch / 160 Hz) where voiced, else 0; 1 or 0; dB / 20."""


class ArticulationRegressor(nn.Module):
    """Audio feature (B,T,64), emotion (B,8) and style (B,16) -> articulation (B,T,10)."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = convolutions(AUDIO_FEATURE + EMOTION + STYLE, 128, len(ARTICULATION), 4)

    def forward(self, feature: Tensor, emotion: Tensor, style: Tensor) -> Tensor:
        still = torch.cat([emotion, style], dim=-1)[:, None, :].expand(-1, feature.shape[1], -1)
        return self.layers(torch.cat([feature, still], dim=-1).transpose(1, 2)).transpose(1, 2)


class SourceRegressor(nn.Module):
    """Audio feature and articulation -> source (B,T,3), for sound whose pitch and loudness are not measured."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = convolutions(AUDIO_FEATURE + len(ARTICULATION), 64, len(SOURCE), 3)

    def forward(self, feature: Tensor, articulation: Tensor) -> Tensor:
        return self.layers(torch.cat([feature, articulation], dim=-1).transpose(1, 2)).transpose(1, 2)
