# SPDX-License-Identifier: GPL-3.0-or-later
"""The network of the evaluation's judge of lip sync, unlike the sync expert in everything (``evaluation/judge.py``)."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

SPAN = 25
"""Frames that are judged at once: half a second."""
BANDS, CURVES = 32, 5
"""Numbers a frame of sound and of mouth."""
_EMBEDDING = 48
_SPEED_SCALE = 4.0
"""Brings the mouth's change from frame to frame to the size of its curves. Chosen by eye."""


class SyncJudge(nn.Module):
    """Half a second of sound (N,25,32) and of mouth (N,25,5), each to an embedding (N,48) of length 1."""

    def __init__(self) -> None:
        super().__init__()
        self.sound = _layers(SPAN * BANDS)
        self.mouth = _layers(SPAN * 2 * CURVES)

    def hear(self, spans: Tensor) -> Tensor:
        return F.normalize(self.sound(spans.flatten(1)), dim=-1)

    def see(self, spans: Tensor) -> Tensor:
        speed = torch.diff(spans, dim=1, prepend=spans[:, :1]) * _SPEED_SCALE
        return F.normalize(self.mouth(torch.cat([spans, speed], dim=2).flatten(1)), dim=-1)


def _layers(inputs: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Dropout(0.1), nn.Linear(inputs, 256), nn.GELU(), nn.Dropout(0.3), nn.Linear(256, 128), nn.GELU(),
        nn.Linear(128, _EMBEDDING),
    )  # fmt: skip
