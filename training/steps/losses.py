# SPDX-License-Identifier: GPL-3.0-or-later
"""What a good mouth is: right articulation, right lip vertices, most of all when nearly shut or wide open, at the right
speed, and shut at P, B and M."""

import torch
from torch import Tensor

from ..networks.hearing import Hearing
from .geometry import LipGeometry
from .loop import Batch

_NEARLY_SHUT_MM, _WIDE_MM = 3.0, 10.0
"""Lip gaps. Chosen by eye."""
_SHUT_MM = 0.5
"""Lips count as closed up to a gap of 1 mm (``runtime/animate/measure.py``); half of it is asked for, chosen by eye."""


def articulation_error(hearing: Hearing, predicted: Tensor, windows: Batch) -> Tensor:
    """(B,T,10) of the predicted articulation, in standard deviations; 0 in channels that are not known."""
    return (predicted - windows["articulation"]) / hearing.articulation_std * windows["known"][:, None, :]


def mouth_state_weight(gap_mm: Tensor, on: bool = True) -> Tensor:
    """1 between, up to 3 where the lips are nearly shut, 2 where the mouth is wide open (on=False: 1 throughout)."""
    if not on:
        return torch.ones_like(gap_mm)
    return 1 + 2 * torch.exp(-((gap_mm / _NEARLY_SHUT_MM) ** 2)) + torch.sigmoid(gap_mm - _WIDE_MM)


def lip_losses(
    geometry: LipGeometry, predicted: Tensor, truth: Tensor, mask: Tensor, state_weight: bool = True
) -> tuple[Tensor, Tensor]:
    """Vertex loss (mm^2, weighted by the mouth's state) and velocity loss (mm^2 per frame^2).

    predicted, truth (B,T,52) weights; mask (B,): how far each window's mouth is trusted, 0 where it is not known.
    """
    error = geometry.lip_vertices_mm(predicted - truth)
    weight = mouth_state_weight(geometry.gap_mm(truth), state_weight)
    vertex = (error.pow(2).mean(dim=-1) * weight).mean(dim=-1)
    velocity = error.diff(dim=1).pow(2).mean(dim=(1, 2))
    known = mask.sum().clamp(min=1.0)
    return (vertex * mask).sum() / known, (velocity * mask).sum() / known


def closure_loss(geometry: LipGeometry, predicted: Tensor, sealed: Tensor) -> Tensor:
    """Mean square of how far the lip gap exceeds 0.5 mm at known P, B and M (mm^2). sealed (B,T) bool."""
    excess = torch.relu(geometry.gap_mm(predicted) - _SHUT_MM).pow(2) * sealed
    return excess.sum() / sealed.sum().clamp(min=1)
