# SPDX-License-Identifier: GPL-3.0-or-later
"""What a good mouth is: right lip vertices, most of all when nearly shut or wide open, at the right speed, and
shut at P, B and M."""

import torch
from torch import Tensor

from .geometry import LipGeometry

_NEARLY_SHUT_MM, _WIDE_MM = 3.0, 10.0
_SHUT_MM = 0.5


def mouth_state_weight(gap_mm: Tensor, on: bool = True) -> Tensor:
    """1 between, up to 3 where the lips are nearly shut, 2 where the mouth is wide open (on=False: 1 throughout)."""
    if not on:
        return torch.ones_like(gap_mm)
    return 1 + 2 * torch.exp(-((gap_mm / _NEARLY_SHUT_MM) ** 2)) + torch.sigmoid(gap_mm - _WIDE_MM)


def lip_losses(
    geometry: LipGeometry, made: Tensor, truth: Tensor, mask: Tensor, state_weight: bool = True
) -> tuple[Tensor, Tensor]:
    """Vertex loss (mm^2, weighted by the mouth's state) and velocity loss (mm^2 per frame^2).

    made, truth (B,T,52) weights; mask (B,): which windows' mouths are known.
    """
    error = geometry.lip_vertices_mm(made - truth)
    weight = mouth_state_weight(geometry.gap_mm(truth), state_weight)
    vertex = (error.pow(2).mean(dim=-1) * weight).mean(dim=-1)
    velocity = error.diff(dim=1).pow(2).mean(dim=(1, 2))
    known = mask.sum().clamp(min=1.0)
    return (vertex * mask).sum() / known, (velocity * mask).sum() / known


def closure_loss(geometry: LipGeometry, made: Tensor, sealed: Tensor) -> Tensor:
    """Square of what the lip gap at known P, B and M exceeds 0.5 mm by (mm^2). sealed (B,T) bool."""
    excess = torch.relu(geometry.gap_mm(made) - _SHUT_MM).pow(2) * sealed
    return excess.sum() / sealed.sum().clamp(min=1)
