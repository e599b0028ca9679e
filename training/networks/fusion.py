# SPDX-License-Identifier: GPL-3.0-or-later
"""Cross-synchronised fusion of the content and the dynamic-sync encoder (DAMC), to one 64-d audio feature.

Two cross attentions: content asks and answers while the dynamic feature gives the values, and the reverse;
each is followed by a feature self-refinement. ``mode`` names the variants that the ablation compares.
"""

import torch
from torch import Tensor, nn

from .attention import RotaryAttention
from .sync import DYNAMIC, DynamicSyncEncoder

AUDIO_FEATURE = 64
MODES = ("damc", "content", "dynamic", "concatenation", "cross_attention")


class SelfRefinement(nn.Module):
    """A gated convolution over seven frames and a residual: what the attention brought is weighed by itself."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.mix = nn.Conv1d(width, 2 * width, 7, padding=3)

    def forward(self, x: Tensor) -> Tensor:
        value, gate = self.mix(self.norm(x).transpose(1, 2)).chunk(2, dim=1)
        return x + (value * torch.sigmoid(gate)).transpose(1, 2)


class CrossSynchronisedFusion(nn.Module):
    """content (B,T,C) and log-mel (B,T,80) -> audio feature (B,T,64).

    depths: how many numbers of C belong to each of the content encoder's tapped layers.
    """

    content_mean: Tensor
    content_std: Tensor
    mel_mean: Tensor
    mel_std: Tensor

    def __init__(self, depths: tuple[int, ...], mode: str = "damc", width: int = 96) -> None:
        super().__init__()
        self.mode, self.depths = mode, depths
        self.register_buffer("content_mean", torch.zeros(sum(depths)))
        self.register_buffer("content_std", torch.ones(sum(depths)))
        self.register_buffer("mel_mean", torch.zeros(80))
        self.register_buffer("mel_std", torch.ones(80))
        self.depth_in = nn.ModuleList(nn.Linear(size, width) for size in depths)
        self.content_refine = SelfRefinement(width)
        self.dynamic = DynamicSyncEncoder()
        self.dynamic_in = nn.Linear(DYNAMIC, width)
        self.content_asks = RotaryAttention(width, 4)
        self.dynamic_asks = RotaryAttention(width, 4)
        self.refine = nn.ModuleList([SelfRefinement(width), SelfRefinement(width)])
        self.out = nn.Sequential(nn.Linear(2 * width, width), nn.SiLU(), nn.Linear(width, AUDIO_FEATURE))

    def forward(self, content: Tensor, mel: Tensor) -> Tensor:
        c, d = self._content(content), self._dynamic(mel)
        if self.mode == "content":
            d = torch.zeros_like(d)
        if self.mode == "dynamic":
            c = torch.zeros_like(c)
        if self.mode in ("content", "dynamic", "concatenation"):
            return self.out(torch.cat([c, d], dim=-1))
        if self.mode == "cross_attention":
            return self.out(torch.cat([c + self.content_asks(c, d), d], dim=-1))
        by_content = self.refine[0](c + self.content_asks(c, d))
        by_dynamic = self.refine[1](d + self.dynamic_asks(d, c))
        return self.out(torch.cat([by_content, by_dynamic], dim=-1))

    def _content(self, content: Tensor) -> Tensor:
        parts = ((content - self.content_mean) / self.content_std).split(list(self.depths), dim=-1)
        return self.content_refine(sum(layer(part) for layer, part in zip(self.depth_in, parts, strict=True)))

    def _dynamic(self, mel: Tensor) -> Tensor:
        return self.dynamic_in(self.dynamic((mel - self.mel_mean) / self.mel_std))
