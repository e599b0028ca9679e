# SPDX-License-Identifier: GPL-3.0-or-later
"""The face's curves as they are, in the place of the VAE: what the ablation calls direct flow."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from .vae import SHAPES, leaky_clamp


class DirectPart(nn.Module):
    """One part: its ARKit weights, standardised over the training frames (T,52), and back."""

    places: Tensor
    mean: Tensor
    std: Tensor

    def __init__(self, shapes: Sequence[int], frames: Tensor) -> None:
        super().__init__()
        self.size = len(shapes)
        places = nn.functional.one_hot(torch.tensor(shapes), SHAPES).float()
        chosen = frames @ places.T
        self.register_buffer("places", places)
        self.register_buffer("mean", chosen.mean(dim=0))
        self.register_buffer("std", chosen.std(dim=0).clamp(min=0.02))

    def encode(self, weights: Tensor) -> Tensor:
        """(...,52) weights -> (...,size)."""
        return (weights @ self.places.T - self.mean) / self.std

    def decode(self, numbers: Tensor) -> Tensor:
        """(...,size) -> (...,52) weights within 0..1; in training a little beyond, as ``PartVae`` does."""
        return leaky_clamp(numbers * self.std + self.mean, self.training) @ self.places


class DirectFace(nn.Module):
    """Both parts, with the interface of ``FaceVae`` that the flow's loss uses."""

    def __init__(self, lip_shapes: Sequence[int], face_shapes: Sequence[int], frames: Tensor) -> None:
        super().__init__()
        self.lips = DirectPart(lip_shapes, frames)
        self.face = DirectPart(face_shapes, frames)

    def encode(self, weights: Tensor) -> Tensor:
        return torch.cat([self.lips.encode(weights), self.face.encode(weights)], dim=-1)
