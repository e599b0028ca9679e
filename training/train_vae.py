# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 4: the FLAME VAE, frame-wise, on every frame of the training clips."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .dataset import Clip
from .geometry import LipGeometry
from .loop import train
from .networks.vae import FaceVae, PartVae

STEPS = 2500
_BATCH = 512
_KULLBACK_LEIBLER = 1e-4
_LIP_VERTICES = 4.0


def train_vae(clips: Sequence[Clip], geometry: LipGeometry, checkpoint: Path, steps: int = STEPS) -> FaceVae:
    """Learn both parts; standardise their latents over the training frames."""
    lips = torch.as_tensor(np.concatenate([clip.lips for clip in clips]))
    face = torch.as_tensor(np.concatenate([clip.face for clip in clips if clip.style == 0]))
    vae = new_vae(geometry)

    def loss(generator: np.random.Generator) -> tuple[Tensor, dict[str, float]]:
        parts = {
            "lips": _part_loss(vae.lips, lips[generator.integers(0, len(lips), _BATCH)], geometry),
            "face": _part_loss(vae.face, face[generator.integers(0, len(face), _BATCH)], geometry),
        }
        return parts["lips"] + parts["face"], {name: float(value.detach()) for name, value in parts.items()}

    finished = checkpoint.exists()
    train(vae, loss, steps, checkpoint, learning_rate=2e-3)
    if not finished or float(vae.lips.latent_std.sum()) == len(vae.lips.latent_std):
        _standardise(vae.lips, lips)
        _standardise(vae.face, face)
        _keep_buffers(vae, checkpoint)
    return vae.eval()


def new_vae(geometry: LipGeometry) -> FaceVae:
    """Scales: a unit is a millimetre over the head (root of the summed squares), the jaw weighted 1.5."""
    unit = torch.as_tensor(0.02 / geometry.scale)
    return FaceVae(unit, unit.clone())


def _part_loss(vae: PartVae, frame: Tensor, geometry: LipGeometry) -> Tensor:
    mean, log_variance = vae.distribution(frame)
    made = vae.decode_raw(mean + torch.randn_like(mean) * torch.exp(0.5 * log_variance))
    error = ((made - frame) / vae.scale).pow(2).sum(dim=-1).mean()
    lip_error = geometry.lip_vertices((made - frame) / 0.001).pow(2).mean()
    divergence = -0.5 * (1 + log_variance - mean.pow(2) - log_variance.exp()).sum(dim=-1).mean()
    return error + _LIP_VERTICES * lip_error + _KULLBACK_LEIBLER * divergence


@torch.no_grad()
def _standardise(vae: PartVae, frames: Tensor) -> None:
    mean = vae.distribution(frames[:: max(1, len(frames) // 20000)])[0]
    vae.latent_mean.copy_(mean.mean(dim=0))
    vae.latent_std.copy_(mean.std(dim=0).clamp(min=1e-3))


def _keep_buffers(vae: FaceVae, checkpoint: Path) -> None:
    state = torch.load(checkpoint, weights_only=True)
    state["networks"] = vae.state_dict()
    torch.save(state, checkpoint)
