# SPDX-License-Identifier: GPL-3.0-or-later
"""The decoder: latent conditional flow matching with a rotary transformer.

The network is v_theta of ``runtime/animate/flow/matching.py``, where path, target and solver stand. Guidance is an
input, so that one pass gives what classifier-free guidance takes two for (``steps/distil.py``).
"""

import math

import torch
from torch import Tensor, nn

from .articulation import ARTICULATION, SOURCE
from .attention import RotaryAttention
from .conditions import EMOTION, STYLE
from .fusion import AUDIO_FEATURE

WIDTH, BLOCKS = 192, 4
"""Of the decoder that ships; what a larger one gains stands in docs/measured/ablations.md."""
FRAME_CONDITION = AUDIO_FEATURE + len(ARTICULATION) + len(SOURCE)


class Block(nn.Module):
    """Pre-norm attention and feed-forward, each scaled and shifted by the clip's condition (FiLM)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norms = nn.ModuleList([nn.LayerNorm(width, elementwise_affine=False) for _ in range(2)])
        self.attention = RotaryAttention(width, 4)
        self.feed_forward = nn.Sequential(nn.Linear(width, 2 * width), nn.SiLU(), nn.Linear(2 * width, width))
        self.film = nn.Linear(width, 4 * width)

    def forward(self, x: Tensor, condition: Tensor) -> Tensor:
        scale1, shift1, scale2, shift2 = self.film(condition)[:, None, :].chunk(4, dim=-1)
        normed = self.norms[0](x) * (1 + scale1) + shift1
        x = x + self.attention(normed, normed)
        return x + self.feed_forward(self.norms[1](x) * (1 + scale2) + shift2)


class FlowDecoder(nn.Module):
    """Velocity v (B,T,L) at the latent x_t (B,T,L) and time t (B,), given frames (B,T,77), emotion (B,8), style (B,16).

    guidance w (B,): how far the condition is followed; 1 where it is not given, as the flow is matched.
    """

    def __init__(self, latent: int, width: int = WIDTH, blocks: int = BLOCKS) -> None:
        super().__init__()
        self.width = width
        self.latent_in = nn.Linear(latent, width)
        self.local = nn.Conv1d(FRAME_CONDITION, width, 5, padding=2)
        self.time_in = nn.Sequential(nn.Linear(64, width), nn.SiLU(), nn.Linear(width, width))
        self.clip_in = nn.Linear(EMOTION + STYLE, width)
        self.guidance_in = nn.Linear(1, width, bias=False)
        nn.init.zeros_(self.guidance_in.weight)
        self.blocks = nn.ModuleList([Block(width) for _ in range(blocks)])
        self.norm = nn.LayerNorm(width)
        self.out = nn.Linear(width, latent)

    def forward(
        self,
        latent: Tensor,
        time: Tensor,
        frames: Tensor,
        emotion: Tensor,
        style: Tensor,
        guidance: Tensor | None = None,
    ) -> Tensor:
        condition = self.time_in(time_waves(time)) + self.clip_in(torch.cat([emotion, style], dim=-1))
        if guidance is not None:
            condition = condition + self.guidance_in(guidance[:, None] - 1)
        x = self.latent_in(latent) + self.local(frames.transpose(1, 2)).transpose(1, 2)
        for block in self.blocks:
            x = block(x, torch.nn.functional.silu(condition))
        return self.out(self.norm(x))


def time_waves(time: Tensor) -> Tensor:
    """Sinusoidal embedding of the flow's time (B,) in 0..1 -> (B,64)."""
    frequency = torch.exp(torch.arange(32, dtype=time.dtype, device=time.device) * (math.log(200.0) / 31))
    angle = time[:, None] * frequency[None, :] * math.pi
    return torch.cat([torch.sin(angle), torch.cos(angle)], dim=-1)
