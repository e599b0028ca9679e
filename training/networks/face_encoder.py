# SPDX-License-Identifier: GPL-3.0-or-later
"""A face by progressive granularity: sixteen patches by themselves, then four, then the whole, and beside the pixels
the face mesh's points; together one vector F.

As in a nested hierarchical transformer (Zhang et al. 2022, "Nested Hierarchical Transformer"): self-attention stays
within a patch, and four neighbouring patches become one by a 3 x 3 convolution, layer norm and 3 x 3 max pooling.
"""

import math
from itertools import pairwise

import torch
from torch import Tensor, nn

from ...runtime.face.entries import POINTS, SIDE

FEATURES = 128
"""Of F."""
ATTRIBUTES = ("woman", "age", "weight", "muscle")
TOKEN, WINDOW = 8, 4
"""Pixels of a token's side; tokens of a patch's side: 16 patches of 32 pixels."""
_WIDTHS, _HEADS = (48, 96, 128), (3, 6, 8)
_STEM = (16, 32)
COMPONENTS = 600
_DROPPED = 0.3
"""Of ``PlainPoints``, in training."""
_PIXELS = 0.5
"""How much pixels weigh beside the points: of photographs they know less. Chosen of 0.5 and 1."""


class LocalBlock(nn.Module):
    """Self-attention within each patch of a map of tokens (B,W,S,S)."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.before, self.between = nn.LayerNorm(width), nn.LayerNorm(width)
        self.ask, self.answer = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.widen, self.narrow = nn.Linear(width, 2 * width), nn.Linear(2 * width, width)
        self.place = nn.Parameter(torch.zeros(WINDOW * WINDOW, width))

    def forward(self, tokens: Tensor) -> Tensor:
        """(N,16,W) of N patches."""
        count, length, width = tokens.shape
        tokens = tokens + self.place
        asked = self.ask(self.before(tokens)).reshape(count, length, 3, self.heads, width // self.heads)
        query, key, value = asked.permute(2, 0, 3, 1, 4).unbind(0)
        shares = torch.softmax(query @ key.transpose(-1, -2) / math.sqrt(width // self.heads), dim=-1)
        tokens = tokens + self.answer((shares @ value).transpose(1, 2).reshape(count, length, width))
        return tokens + self.narrow(nn.functional.gelu(self.widen(self.between(tokens))))


class Aggregate(nn.Module):
    """Four neighbouring patches become one: (B,W,S,S) -> (B,W',S/2,S/2)."""

    def __init__(self, width: int, wider: int) -> None:
        super().__init__()
        self.mix = nn.Conv2d(width, wider, 3, padding=1)
        self.norm = nn.LayerNorm(wider)

    def forward(self, tokens: Tensor) -> Tensor:
        mixed = self.norm(self.mix(tokens).permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
        return nn.functional.max_pool2d(mixed, 3, stride=2, padding=1)


class Pixels(nn.Module):
    """chips (B,1,SIDE,SIDE), as ``runtime.face.entries.even`` makes them -> (B,FEATURES)."""

    def __init__(self, levels: int = len(_WIDTHS)) -> None:
        super().__init__()
        self.first = nn.Sequential(
            *_halved(1, _STEM[0]), *_halved(_STEM[0], _STEM[1]), nn.Conv2d(_STEM[1], _WIDTHS[0], 3, stride=2, padding=1)
        )
        self.blocks = nn.ModuleList(LocalBlock(*each) for each in zip(_WIDTHS[:levels], _HEADS[:levels], strict=True))
        self.joins = nn.ModuleList(Aggregate(*pair) for pair in pairwise(_WIDTHS[:levels]))
        self.last = nn.Linear(_WIDTHS[levels - 1], FEATURES)

    def forward(self, chips: Tensor) -> Tensor:
        tokens = _of_patches(self.first, chips)
        for level, block in enumerate(self.blocks):
            tokens = _by_patches(block, tokens)
            if level < len(self.joins):
                tokens = self.joins[level](tokens)
        return self.last(tokens.mean(dim=(2, 3)))


def _halved(width: int, wider: int) -> tuple[nn.Module, ...]:
    return nn.Conv2d(width, wider, 3, stride=2, padding=1), nn.GroupNorm(4, wider), nn.GELU()


def _of_patches(stem: nn.Module, chips: Tensor) -> Tensor:
    """Tokens (B,W,S,S) of chips (B,1,SIDE,SIDE), each patch seen by itself."""
    many, side = SIDE // (TOKEN * WINDOW), TOKEN * WINDOW
    split = chips.reshape(-1, many, side, many, side).permute(0, 1, 3, 2, 4).reshape(-1, 1, side, side)
    seen = stem(split).reshape(-1, many, many, _WIDTHS[0], WINDOW, WINDOW).permute(0, 3, 1, 4, 2, 5)
    return seen.reshape(-1, _WIDTHS[0], many * WINDOW, many * WINDOW)


def _by_patches(block: nn.Module, tokens: Tensor) -> Tensor:
    """(B,W,S,S) through a block, each WINDOW x WINDOW tokens by themselves."""
    batch, width, side, _ = tokens.shape
    many = side // WINDOW
    split = tokens.reshape(batch, width, many, WINDOW, many, WINDOW).permute(0, 2, 4, 3, 5, 1)
    mixed = block(split.reshape(-1, WINDOW * WINDOW, width)).reshape(batch, many, many, WINDOW, WINDOW, width)
    return mixed.permute(0, 5, 1, 3, 2, 4).reshape(batch, width, side, side)


class Points(nn.Module):
    """points (B,POINTS,3), as ``runtime.face.entries.frontal_points`` makes them -> (B,FEATURES).

    They are whitened first: what tells faces apart is small beside what a turn or a smile moves. No hidden layer
    follows: with one beside it drawn people were told no better, and what was told of a photograph hung on the seed.
    """

    mean: Tensor
    whitening: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(3 * POINTS))
        self.register_buffer("whitening", torch.zeros(3 * POINTS, COMPONENTS))
        self.straight = nn.Linear(COMPONENTS, FEATURES)

    def forward(self, points: Tensor) -> Tensor:
        return self.of_white(self.white(points))

    def white(self, points: Tensor) -> Tensor:
        """(B,COMPONENTS), each with a standard deviation of 1 over the faces learnt from."""
        return (points.flatten(1) - self.mean) @ self.whitening

    def of_white(self, white: Tensor) -> Tensor:
        return self.straight(white)


class PlainPoints(nn.Module):
    """As ``Points``, each coordinate scaled by itself: beside it the pixels learn, then it is thrown away."""

    mean: Tensor
    spread: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(POINTS, 3))
        self.register_buffer("spread", torch.ones(POINTS, 3))
        self.layers = nn.Sequential(
            nn.Linear(3 * POINTS, 256), nn.GELU(), nn.Dropout(_DROPPED), nn.Linear(256, FEATURES)
        )

    def forward(self, points: Tensor) -> Tensor:
        return self.layers(((points - self.mean) / self.spread).flatten(1))


class FaceEncoder(nn.Module):
    """chips (B,1,SIDE,SIDE) and points (B,POINTS,3) -> F (B,FEATURES), of length 1.

    Pixels alone grow to several times the points' length and drown them, so each stream gets a set length first.
    points: other layers than ``Points``, beside which pixels learn; then the two are joined as long as they are.
    """

    def __init__(self, points: nn.Module | None = None) -> None:
        super().__init__()
        self.pixels, self.points = Pixels(), Points() if points is None else points
        self.join = nn.LayerNorm(FEATURES)
        self.weighed = points is None

    def forward(self, chips: Tensor, points: Tensor) -> Tensor:
        return self.joined(self.pixels(chips), self.points(points))

    def joined(self, pixels: Tensor, points: Tensor) -> Tensor:
        """F of both streams; either may be 0."""
        if self.weighed:
            pixels, points = (nn.functional.layer_norm(each, (FEATURES,)) for each in (pixels, points))
            pixels = _PIXELS * pixels
        return nn.functional.normalize(self.join(pixels + points), dim=1)


class Attributes(nn.Module):
    """F (B,FEATURES) -> (B,4): the logit of a woman's face, age in 30 years from 45, weight and muscle from 0.5."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(FEATURES, 64), nn.GELU(), nn.Linear(64, len(ATTRIBUTES)))

    def forward(self, features: Tensor) -> Tensor:
        return self.layers(features * math.sqrt(FEATURES))
