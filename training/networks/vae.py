# SPDX-License-Identifier: GPL-3.0-or-later
"""The FLAME VAE: a frame of the face in the FLAME layout to a latent and back.

The latent has two parts that are coded apart, because the mouth is nearly decided by the sound and the rest
of the face is not: ``LIPS`` numbers for mouth and jaw, ``FACE`` for brows, lids' squint, cheeks and nose.
The two layouts add up to the frame, for the layout is linear in the ARKit weights.
"""

import torch
from torch import Tensor, nn

LIPS, FACE = 16, 8
LATENT = LIPS + FACE
FRAME = 53
"""50 expression dimensions (metres) and the jaw's 3 angles (radians)."""


def three_layers(inputs: int, hidden: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(inputs, hidden), nn.SiLU(), nn.Linear(hidden, hidden), nn.SiLU(),
                         nn.Linear(hidden, outputs))  # fmt: skip


class PartVae(nn.Module):
    """Frame-wise VAE of one part (B..., 53) <-> (B..., size). scale (53,): what a unit of each dimension is."""

    def __init__(self, size: int, scale: Tensor) -> None:
        super().__init__()
        self.register_buffer("scale", scale)
        self.register_buffer("latent_mean", torch.zeros(size))
        self.register_buffer("latent_std", torch.ones(size))
        self.encoder = three_layers(FRAME, 128, 2 * size)
        self.decoder = three_layers(size, 128, FRAME)

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
        return self.decoder(latent) * self.scale


class FaceVae(nn.Module):
    """Both parts. lips_frame and face_frame (...,53) add up to the frame."""

    def __init__(self, lips_scale: Tensor, face_scale: Tensor) -> None:
        super().__init__()
        self.lips = PartVae(LIPS, lips_scale)
        self.face = PartVae(FACE, face_scale)

    def encode(self, lips_frame: Tensor, face_frame: Tensor) -> Tensor:
        return torch.cat([self.lips.encode(lips_frame), self.face.encode(face_frame)], dim=-1)

    def decode_parts(self, latent: Tensor) -> tuple[Tensor, Tensor]:
        return self.lips.decode(latent[..., :LIPS]), self.face.decode(latent[..., LIPS:])

    def forward(self, latent: Tensor) -> Tensor:
        """(...,24) latent -> (...,53) frame."""
        lips, face = self.decode_parts(latent)
        return lips + face
