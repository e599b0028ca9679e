# SPDX-License-Identifier: GPL-3.0-or-later
"""What repaints a mouth: SPEAR's two picture modules, small.

Optical flow from the reference's landmarks to the wanted ones moves the reference's features; a decoder whose
normalisation is told by the wanted landmark maps (SPADE, Park et al. 2019, eq. 1) paints the patch, and a mask says how
much of it lies over the warped picture.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from ...runtime.portrait.maps import CHANNELS

_WIDTHS = (40, 72, 112)
"""Features at a half, a quarter and an eighth of the patch's side."""
_TOLD, _FLOW = 24, 32
_MOST_FLOW = 0.15
"""Of the patch's half side: what the network adds to the flow of the landmarks."""


class Spade(nn.Module):
    """Features of no mean and spread 1 in each channel, then scaled and moved, place by place, as the maps say."""

    def __init__(self, width: int, told: bool) -> None:
        super().__init__()
        self.plain = nn.InstanceNorm2d(width, affine=not told)
        if told:
            self.shared = nn.Conv2d(4 * CHANNELS, _TOLD, 3, padding=1)
            self.scale = nn.Conv2d(_TOLD, width, 3, padding=1)
            self.move = nn.Conv2d(_TOLD, width, 3, padding=1)
        self.told = told

    def forward(self, features: Tensor, maps: Tensor) -> Tensor:
        plain: Tensor = self.plain(features)
        if not self.told:
            return plain
        shared = functional.relu(self.shared(maps))
        return plain * (1 + self.scale(shared)) + self.move(shared)


class Block(nn.Module):
    """A residual block of two convolutions, each after a SPADE normalisation."""

    def __init__(self, width: int, told: bool) -> None:
        super().__init__()
        self.normal = nn.ModuleList([Spade(width, told), Spade(width, told)])
        self.convolution = nn.ModuleList([nn.Conv2d(width, width, 3, padding=1) for _ in range(2)])

    def forward(self, features: Tensor, maps: Tensor) -> Tensor:
        found = features
        for normal, convolution in zip(self.normal, self.convolution, strict=True):
            found = convolution(functional.leaky_relu(normal(found, maps), 0.2))
        return features + found


class MouthPainter(nn.Module):
    """with_flow, with_spade, with_maps: what an ablation leaves out."""

    def __init__(self, with_flow: bool = True, with_spade: bool = True, with_maps: bool = True) -> None:
        super().__init__()
        first, second, third = _WIDTHS
        self.with_flow, self.with_maps = with_flow, with_maps
        self.encoder = nn.ModuleList(
            [
                nn.Conv2d(4 * (3 + CHANNELS), first, 3, padding=1),
                nn.Conv2d(first, second, 4, 2, padding=1),
                nn.Conv2d(second, third, 4, 2, padding=1),
            ]
        )
        self.flow = nn.Sequential(
            nn.Conv2d(32 * CHANNELS, _FLOW, 3, padding=1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(_FLOW, _FLOW, 3, padding=1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(_FLOW, 2, 3, padding=1),
        )
        self.blocks = nn.ModuleList([Block(width, with_spade) for width in _WIDTHS])
        self.narrow = nn.ModuleList(
            [
                nn.Conv2d(second + first + 12, first, 3, padding=1),
                nn.Conv2d(third + second, second, 3, padding=1),
            ]
        )
        self.painted = nn.Conv2d(first, 16, 3, padding=1)
        # It begins with what is given it, and with features moved by the landmarks' own flow.
        nn.init.normal_(self.painted.weight, std=1e-3)
        nn.init.zeros_(self.painted.bias)
        nn.init.zeros_(self.flow[-1].weight)
        nn.init.zeros_(self.flow[-1].bias)

    def forward(self, reference: Tensor, before: Tensor, begun: Tensor, wanted: Tensor, flow: Tensor) -> Tensor:
        """(B,4,SIDE,SIDE), 0..1: the paint's red, green and blue, and how much of it lies over the warped patch.

        reference, begun (B,3,SIDE,SIDE) 0..1: the photograph, and the warped patch with the mouth's inside drawn;
        before, wanted (B,CHANNELS,SIDE,SIDE) 0..1: landmark maps of the reference and of what is wanted; flow
        (B,SIDE,SIDE,2): where each pixel comes from, -1..1 across the patch.
        """
        if not self.with_maps:
            before, wanted = torch.zeros_like(before), torch.zeros_like(wanted)
        half = functional.pixel_unshuffle(wanted, 2)
        moved = self._features(reference, before, wanted, flow)
        maps = [half, functional.avg_pool2d(half, 2), functional.avg_pool2d(half, 4)]
        found = self.blocks[2](moved[2], maps[2])
        found = self.blocks[1](self.narrow[1](torch.cat([_doubled(found), moved[1]], dim=1)), maps[1])
        beside = functional.pixel_unshuffle(begun, 2)
        found = self.blocks[0](self.narrow[0](torch.cat([_doubled(found), moved[0], beside], dim=1)), maps[0])
        painted = functional.pixel_shuffle(self.painted(functional.leaky_relu(found, 0.2)), 2)
        colour = torch.clamp(begun + torch.tanh(painted[:, :3]), 0.0, 1.0)
        # What lies between the lips is always painted: a mask that is shut would never learn to open.
        unseen = (1.0 - torch.sigmoid(painted[:, 3:])) * (1.0 - wanted[:, 1:2])
        return torch.cat([colour, 1.0 - unseen], dim=1)

    def _features(self, reference: Tensor, before: Tensor, wanted: Tensor, flow: Tensor) -> list[Tensor]:
        """The reference's features at three scales, moved by the flow."""
        features = functional.pixel_unshuffle(torch.cat([reference, before], dim=1), 2)
        more = self.flow(functional.pixel_unshuffle(torch.cat([before, wanted], dim=1), 4))
        small = functional.avg_pool2d(flow.permute(0, 3, 1, 2), 4) + _MOST_FLOW * torch.tanh(more)
        scales = [_doubled(small), small, functional.avg_pool2d(small, 2)]
        moved = []
        for convolution, scale in zip(self.encoder, scales, strict=True):
            features = functional.leaky_relu(convolution(features), 0.2)
            moved.append(_moved(features, scale) if self.with_flow else features)
        return moved


def _doubled(features: Tensor) -> Tensor:
    return functional.interpolate(features, scale_factor=2, mode="bilinear", align_corners=False)


def _moved(features: Tensor, flow: Tensor) -> Tensor:
    return functional.grid_sample(
        features.float(), flow.permute(0, 2, 3, 1).float(), padding_mode="border", align_corners=False
    )
