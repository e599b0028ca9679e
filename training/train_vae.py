# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 4: the FLAME VAE, frame-wise, on every frame of the training clips."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ..runtime.head.arkit import ARKIT_INDEX
from .dataset import FACE_SHAPES, LIP_SHAPES, Clip
from .geometry import LipGeometry
from .loop import start_from, train
from .networks.vae import FaceVae, PartVae

STEPS = 1200
_BATCH = 512
_KULLBACK_LEIBLER = 1e-4
_LIP_VERTICES = 4.0


def train_vae(clips: Sequence[Clip], geometry: LipGeometry, checkpoint: Path, steps: int = STEPS) -> FaceVae:
    """Learn both parts; standardise their latents over the training frames."""
    plain = [clip for clip in clips if clip.style == 0]
    lips = (_frames(clips, "lips"), _frames(clips, "weights"))
    face = (_frames(plain, "face"), _frames(plain, "weights"))
    start_from(0)
    vae = new_vae(geometry)

    def loss(generator: np.random.Generator) -> tuple[Tensor, dict[str, float]]:
        parts = {}
        for name, part, (layout, weights) in (("lips", vae.lips, lips), ("face", vae.face, face)):
            rows = generator.integers(0, len(layout), _BATCH)
            parts[name] = _part_loss(part, layout[rows], weights[rows].float(), geometry)
        return parts["lips"] + parts["face"], {name: float(value.detach()) for name, value in parts.items()}

    train(vae, loss, steps, checkpoint, learning_rate=2e-3)
    if float((vae.lips.latent_std - 1).abs().max()) == 0.0:
        _standardise(vae.lips, lips[0])
        _standardise(vae.face, face[0])
        _keep_buffers(vae, checkpoint)
    return vae.eval()


def _frames(clips: Sequence[Clip], name: str) -> Tensor:
    return torch.as_tensor(np.concatenate([getattr(clip, name) for clip in clips]))


def new_vae(geometry: LipGeometry) -> FaceVae:
    """A unit of each layout number moves the head by 0.02 m (root of the summed squares), the jaw weighted 1.5."""
    lips, face = ([ARKIT_INDEX[name] for name in shapes] for shapes in (LIP_SHAPES, FACE_SHAPES))
    return FaceVae(torch.as_tensor(0.02 / geometry.scale), lips, face)


def _part_loss(vae: PartVae, layout: Tensor, weights: Tensor, geometry: LipGeometry) -> Tensor:
    mean, log_variance = vae.distribution(layout)
    made = vae.decode_raw(mean + torch.randn_like(mean) * torch.exp(0.5 * log_variance))
    truth = weights @ (vae.places.T @ vae.places)
    error = ((geometry.layout(made) - layout) / vae.scale).pow(2).sum(dim=-1).mean()
    lip_error = geometry.lip_vertices_mm(made - truth).pow(2).mean()
    weight_error = (made - truth).pow(2).sum(dim=-1).mean()
    divergence = -0.5 * (1 + log_variance - mean.pow(2) - log_variance.exp()).sum(dim=-1).mean()
    return error + _LIP_VERTICES * lip_error + weight_error + _KULLBACK_LEIBLER * divergence


@torch.no_grad()
def _standardise(vae: PartVae, frames: Tensor) -> None:
    mean = vae.distribution(frames[:: max(1, len(frames) // 20000)])[0]
    vae.latent_mean.copy_(mean.mean(dim=0))
    vae.latent_std.copy_(mean.std(dim=0).clamp(min=1e-3))


def _keep_buffers(vae: FaceVae, checkpoint: Path) -> None:
    state = torch.load(checkpoint, weights_only=True)
    state["networks"] = vae.state_dict()
    torch.save(state, checkpoint)
