# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 5: the FLAME VAE, frame-wise, on every frame of the training clips."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ...runtime.head.arkit import ARKIT_INDEX
from ..data.corpus import corpus_of
from ..data.dataset import FACE_SHAPES, LIP_SHAPES, Clip
from ..networks.temporal_vae import TemporalVae
from ..networks.vae import FaceVae, PartVae
from .geometry import LipGeometry
from .loop import Batch, Loss, device, start_from, train

STEPS = 3000
SPACE_FRAMES = 32
"""Of a clip, that a VAE over several frames learns from at a time. Chosen by eye."""
_BATCH = 512
"""Frames. Chosen by eye, as the number of steps and the learning rate are."""
_KULLBACK_LEIBLER, _LIP_VERTICES = 1e-4, 4.0
"""Weights of the losses beside the layout's and the ARKit weights'. Chosen by eye."""
_LAYOUT_UNIT = 0.02
"""Metres on the head: the size of a common movement. Chosen by eye."""
_LEAST_DEVIATION, _STANDARDISED_ON = 1e-3, 20_000
"""Of a number of the latent; and frames, where there are so many, that its mean and deviation are taken over. Chosen by
eye."""


def train_vae(clips: Sequence[Clip], geometry: LipGeometry, checkpoint: Path, steps: int = STEPS) -> FaceVae:
    """Learn both parts; standardise their latents over the training frames."""
    plain = [clip for clip in clips if clip.style == 0]
    lips, face = corpus_of(clips, ("lips", "weights")), corpus_of(plain, ("face", "weights"))
    start_from(0)
    vae = new_vae(geometry)

    def draw(generator: np.random.Generator) -> Batch:
        found: Batch = {}
        for name, corpus in (("lips", lips), ("face", face)):
            places = corpus.places(_BATCH, 1, generator)
            found |= {f"{name} {kind}": value for kind, value in places.items()}
        return found

    def loss(batch: Batch) -> Loss:
        parts = {}
        for name, part, corpus in (("lips", vae.lips, lips), ("face", vae.face, face)):
            frames = corpus.windows({kind: batch[f"{name} {kind}"] for kind in ("clip", "frame")})
            parts[name] = part_loss(part, frames[name][:, 0], frames["weights"][:, 0], geometry)
        return parts["lips"] + parts["face"], {name: value.detach() for name, value in parts.items()}

    train(vae, draw, loss, steps, checkpoint, learning_rate=2e-3)
    if float((vae.lips.latent_std - 1).abs().max()) == 0.0:
        _standardise(vae.lips, lips.banks["lips"])
        _standardise(vae.face, face.banks["face"])
        _keep_buffers(vae, checkpoint)
    return vae.eval()


def train_mouth_space(
    clips: Sequence[Clip], geometry: LipGeometry, checkpoint: Path, size: int, frames: int, steps: int = STEPS
) -> PartVae | TemporalVae:
    """The mouth's VAE alone, ``frames`` frames to a latent of ``size`` numbers: what the ablation compares. Clips of
    at least ``SPACE_FRAMES``, which is what it learns from at a time."""
    start_from(0)
    corpus = corpus_of(clips, ("lips", "weights"))
    scale, shapes = torch.as_tensor(_LAYOUT_UNIT / geometry.scale), [ARKIT_INDEX[name] for name in LIP_SHAPES]
    vae = PartVae(size, scale, shapes) if frames == 1 else TemporalVae(size, frames, scale, shapes)

    def draw(generator: np.random.Generator) -> Batch:
        return corpus.places(_BATCH // SPACE_FRAMES, SPACE_FRAMES, generator)

    def loss(places: Batch) -> Loss:
        windows = corpus.windows(places)
        value = part_loss(vae, windows["lips"], windows["weights"], geometry)
        return value, {"lips": value.detach()}

    train(vae, draw, loss, steps, checkpoint, learning_rate=2e-3)
    return vae.eval()


def new_vae(geometry: LipGeometry) -> FaceVae:
    """A unit of each layout number moves the head by 0.02 m (root of the summed squares), the jaw weighted 1.5."""
    lips, face = ([ARKIT_INDEX[name] for name in shapes] for shapes in (LIP_SHAPES, FACE_SHAPES))
    return FaceVae(torch.as_tensor(_LAYOUT_UNIT / geometry.scale), lips, face).to(device())


def part_loss(vae: PartVae | TemporalVae, layout: Tensor, weights: Tensor, geometry: LipGeometry) -> Tensor:
    """How far what the latent gives back is from the part's layout (...,53) and from its weights (...,52), and the
    latent's cost (Kingma and Welling 2013, eq. 10)."""
    mean, log_variance = vae.distribution(layout)
    decoded = vae.decode_raw(mean + torch.randn_like(mean) * torch.exp(0.5 * log_variance))
    truth = weights @ (vae.places.T @ vae.places)
    error = ((geometry.layout(decoded) - layout) / vae.scale).pow(2).sum(dim=-1).mean()
    lip_error = geometry.lip_vertices_mm(decoded - truth).pow(2).mean()
    weight_error = (decoded - truth).pow(2).sum(dim=-1).mean()
    divergence = -0.5 * (1 + log_variance - mean.pow(2) - log_variance.exp()).sum(dim=-1).mean()
    return error + _LIP_VERTICES * lip_error + weight_error + _KULLBACK_LEIBLER * divergence


@torch.no_grad()
def _standardise(vae: PartVae, frames: Tensor) -> None:
    mean = vae.distribution(frames[:: max(1, len(frames) // _STANDARDISED_ON)])[0]
    vae.latent_mean.copy_(mean.mean(dim=0))
    vae.latent_std.copy_(mean.std(dim=0).clamp(min=_LEAST_DEVIATION))


def _keep_buffers(vae: FaceVae, checkpoint: Path) -> None:
    state = torch.load(checkpoint, weights_only=True)
    state["networks"] = vae.state_dict()
    torch.save(state, checkpoint)
