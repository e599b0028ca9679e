# SPDX-License-Identifier: GPL-3.0-or-later
"""The phone head: which phone each frame is, from the content encoder's hidden layers and the loudness."""

from torch import Tensor, nn

WIDTH = 224
REACH = (7, 5)
"""Frames that each of the convolutions sees: 11 together, 100 ms to both sides."""


class PhoneHead(nn.Module):
    """hidden layers and loudness (B, H + 1, T), normalised -> logits (B, classes, T)."""

    def __init__(self, inputs: int, classes: int) -> None:
        super().__init__()
        layers: list[nn.Module] = [nn.Dropout(0.1), nn.Conv1d(inputs, WIDTH, 1), nn.ReLU()]
        for reach in REACH:
            layers += [nn.Dropout(0.2), nn.Conv1d(WIDTH, WIDTH, reach, padding=reach // 2), nn.ReLU()]
        layers += [nn.Dropout(0.2), nn.Conv1d(WIDTH, classes, 1)]
        self.layers = nn.Sequential(*layers)

    def forward(self, hidden: Tensor) -> Tensor:
        return self.layers(hidden)
