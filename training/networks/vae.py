# SPDX-License-Identifier: GPL-3.0-or-later
"""The FLAME VAE: a frame of the face in the FLAME layout to a latent and back.

The latent has two parts that are coded apart, because the mouth is nearly decided by the sound and the rest
of the face is not: ``LIPS`` numbers for mouth and jaw, ``FACE`` for brows, lids' squint, cheeks and nose.
The decoder ends in ARKit weights within 0..1, from which the layout follows exactly: every face that it makes
is one that the heads can show, and nothing is left for a projection.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

LIPS, FACE = 16, 8
LATENT = LIPS + FACE
FRAME = 53
"""50 expression dimensions (metres) and the jaw's 3 angles (radians)."""
SHAPES = 52
_LEAK = 0.05


def three_layers(inputs: int, hidden: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(inputs, hidden), nn.SiLU(), nn.Linear(hidden, hidden), nn.SiLU(),
                         nn.Linear(hidden, outputs))  # fmt: skip


def leaky_clamp(free: Tensor, leaks: bool) -> Tensor:
    """Weights within 0..1; where it leaks a little beyond, so that what lies outside learns to come back."""
    weights = free.clamp(0.0, 1.0)
    return weights + _LEAK * (free - weights) if leaks else weights


class PartVae(nn.Module):
    """Frame-wise VAE of one part: layout (...,53) to latent (...,size) to ARKit weights (...,52).

    scale (53,): what a unit of each layout number is. shapes: the ARKit columns that belong to the part.
    """

    scale: Tensor
    latent_mean: Tensor
    latent_std: Tensor
    places: Tensor

    def __init__(self, size: int, scale: Tensor, shapes: Sequence[int]) -> None:
        super().__init__()
        self.size = size
        self.register_buffer("scale", scale)
        self.register_buffer("latent_mean", torch.zeros(size))
        self.register_buffer("latent_std", torch.ones(size))
        self.register_buffer("places", nn.functional.one_hot(torch.tensor(shapes), SHAPES).float())
        self.encoder = three_layers(FRAME, 128, 2 * size)
        self.decoder = three_layers(size, 128, len(shapes))

    def distribution(self, frame: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and log variance of the latent, not yet standardised."""
        mean, log_variance = self.encoder(frame / self.scale).chunk(2, dim=-1)
        return mean, log_variance.clamp(-12.0, 4.0)

    def encode(self, frame: Tensor) -> Tensor:
        """The standardised latent: zero mean, unit variance over the training frames."""
        return (self.distribution(frame)[0] - self.latent_mean) / self.latent_std

    def decode(self, latent: Tensor) -> Tensor:
        return self.decode_raw(latent * self.latent_std + self.latent_mean)

    def decode_raw(self, latent: Tensor) -> Tensor:
        """(...,52) weights, 0 outside the part; in training a little beyond 0..1, so that all of them learn."""
        return leaky_clamp(self.decoder(latent), self.training) @ self.places


class FaceVae(nn.Module):
    """Both parts; the shapes of one are none of the other's."""

    def __init__(self, scale: Tensor, lip_shapes: Sequence[int], face_shapes: Sequence[int]) -> None:
        super().__init__()
        self.lips = PartVae(LIPS, scale, lip_shapes)
        self.face = PartVae(FACE, scale.clone(), face_shapes)

    def encode(self, lips_frame: Tensor, face_frame: Tensor) -> Tensor:
        return torch.cat([self.lips.encode(lips_frame), self.face.encode(face_frame)], dim=-1)

    def forward(self, latent: Tensor) -> Tensor:
        """(...,24) latent -> (...,52) ARKit weights."""
        return self.lips.decode(latent[..., :LIPS]) + self.face.decode(latent[..., LIPS:])
