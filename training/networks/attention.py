# SPDX-License-Identifier: GPL-3.0-or-later
"""Attention with rotary positions, written with plain matrix products so that ONNX export is exact."""

import math

import torch
from torch import Tensor, nn


def rotate(x: Tensor) -> Tensor:
    """Rotary position embedding (Su et al. 2021, RoFormer, eq. 34) of x (B, heads, T, D), D even."""
    half = x.shape[-1] // 2
    frequency = torch.exp(torch.arange(half, dtype=x.dtype, device=x.device) * (-math.log(1000.0) / half))
    position = torch.arange(x.shape[2], dtype=x.dtype, device=x.device)
    angle = position[:, None] * frequency[None, :]
    cosine, sine = torch.cos(angle), torch.sin(angle)
    first, second = x[..., :half], x[..., half:]
    return torch.cat([first * cosine - second * sine, first * sine + second * cosine], dim=-1)


class RotaryAttention(nn.Module):
    """Multi-head attention; ``value_from`` may be another sequence than the one that asks and answers."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor, value_from: Tensor) -> Tensor:
        """x (B,T,W) gives queries and keys, value_from (B,T,W) the values; returns (B,T,W)."""
        query, key = rotate(self._split(self.query(x))), rotate(self._split(self.key(x)))
        scores = query @ key.transpose(-1, -2) / math.sqrt(query.shape[-1])
        mixed = torch.softmax(scores, dim=-1) @ self._split(self.value(value_from))
        return self.out(mixed.transpose(1, 2).reshape(x.shape[0], x.shape[1], x.shape[2]))

    def _split(self, x: Tensor) -> Tensor:
        return x.reshape(x.shape[0], x.shape[1], self.heads, x.shape[2] // self.heads).transpose(1, 2)
