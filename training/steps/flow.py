# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 9: the flow, on features and latents of networks that stay as they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ...runtime.animate.flow.matching import on_path, predicted_data, squared_error, target_velocity
from ..data.corpus import corpus_of, joined
from ..data.dataset import Clip
from ..networks.conditions import STYLES
from ..networks.direct_face import DirectFace
from ..networks.flow import BLOCKS, WIDTH, FlowDecoder
from ..networks.hearing import Hearing
from ..networks.vae import FaceVae
from .geometry import LipGeometry
from .loop import Batch, Loss, device, start_from, train
from .losses import closure_loss, lip_losses

STEPS = 3000
WINDOWS, FRAMES = 16, 128
"""Of a batch. Chosen by eye, as the number of steps and the learning rate are."""
PARTS = ("feature", "source", "emotion", "style", "weights", "latent", "sealed")
"""Of a clip, that the loss needs."""
_CAPTURED_SHARE = 0.35
"""Of a batch. Chosen by eye: the captured minutes are few, and would come up rarely by their length alone."""
_UNCONDITIONAL_SHARE = 0.1
"""Of the windows, without condition, for classifier-free guidance: the lower of the two that Ho and Salimans (2022)
found best, 0.1 and 0.2."""
_BORROWED_STYLE_SHARE = 0.25
"""Of the plain windows. Chosen by eye."""
_FACE, _VERTEX, _VELOCITY, _CLOSURE = 0.5, 0.05, 0.1, 0.05
"""Weights of the losses beside the mouth's flow matching. Chosen by eye."""
_SEED = 0
_TRUSTED = 0.3
"""How far along the path the mouth must be foreseeable for its closures to count. Chosen by eye."""


@dataclass(frozen=True)
class _Known:
    """What the windows of a batch know, (B,) each. lips, face: 1 where that part is learned from. condition: 1 where
    the flow is given its condition. style: index of the style."""

    lips: Tensor
    face: Tensor
    condition: Tensor
    style: Tensor


@dataclass(frozen=True)
class FlowVariant:
    """What an ablation changes of the flow that is shipped. state_weight: as ``losses.mouth_state_weight``. size: width
    and blocks."""

    state_weight: bool = True
    size: tuple[int, int] = (WIDTH, BLOCKS)


SHIPPED = FlowVariant()


def train_flow(
    own: Sequence[Clip],
    captured: Sequence[Clip],
    hearing: Hearing,
    vae: FaceVae | DirectFace,
    geometry: LipGeometry,
    checkpoint: Path,
    steps: int = STEPS,
    variant: FlowVariant = SHIPPED,
) -> FlowDecoder:
    """Clips with feature and latent; both networks before the flow stay as they are."""
    start_from(_SEED)
    flow = FlowDecoder(vae.lips.size + vae.face.size, *variant.size).to(device())
    hearing.requires_grad_(False)
    vae.requires_grad_(False)
    corpus = corpus_of([*own, *captured], PARTS)
    from_captures = round(WINDOWS * _CAPTURED_SHARE) if captured else 0
    groups = ((WINDOWS - from_captures, slice(0, len(own))), (from_captures, slice(len(own), None)))

    def draw(generator: np.random.Generator) -> Batch:
        return joined(*(corpus.places(n, FRAMES, generator, group) for n, group in groups if n))

    def loss(places: Batch) -> Loss:
        windows = corpus.windows(places)
        return flow_loss(flow, hearing, vae, geometry, windows, variant.state_weight)

    train(flow, draw, loss, steps, checkpoint, learning_rate=1e-3, seed=_SEED)
    return flow


def flow_loss(
    flow: FlowDecoder,
    hearing: Hearing,
    vae: FaceVae | DirectFace,
    geometry: LipGeometry,
    windows: Batch,
    state_weight: bool = True,
) -> Loss:
    """Flow matching on what each window knows, plus the mouth's losses on the data that the velocity points at.

    windows: the ``PARTS`` of a batch (B,T,...). state_weight: as ``losses.mouth_state_weight``.
    """
    known, t = _drawn(windows)
    style = hearing.styles(known.style)
    frames = hearing.frame_condition(windows["feature"], windows["source"], windows["emotion"], style)
    x_1 = _with_guessed_faces(windows["latent"], vae.lips.size, known)
    x_0 = torch.randn_like(x_1)
    x_t = on_path(x_0, x_1, t[:, None, None])
    v = flow(x_t, t, frames * known.condition[:, None, None], windows["emotion"] * known.condition[:, None], style)
    error = squared_error(v, target_velocity(x_0, x_1))
    lips = _mean_where(error[..., : vae.lips.size], known.lips)
    face = _mean_where(error[..., vae.lips.size :], known.face)

    mouth = vae.lips.decode(predicted_data(x_t, v, t[:, None, None])[..., : vae.lips.size])
    trusted = known.lips * known.condition * t
    vertex, speed = lip_losses(geometry, mouth, windows["weights"], trusted, state_weight)
    closure = closure_loss(geometry, mouth, windows["sealed"] & (trusted > _TRUSTED)[:, None])
    total = lips + _FACE * face + _VERTEX * vertex + _VELOCITY * speed + _CLOSURE * closure
    reported = {"lips": lips, "face": face, "vertex": vertex, "velocity": speed, "closure": closure}
    return total, {name: value.detach() for name, value in reported.items()}


def _drawn(windows: Batch) -> tuple[_Known, Tensor]:
    """By chance: which windows borrow a style, which lose their condition; and each window's time t (B,)."""
    borrowing, keeping, t = torch.rand(3, len(windows["feature"]), device=windows["feature"].device)
    captured = windows["style"] == STYLES.index("capture")
    # Faces of the capture are unknown; so that its style has one, it borrows plain clips, whose lips are then masked.
    borrows = (borrowing < _BORROWED_STYLE_SHARE) & ~captured
    known = _Known(
        lips=(~borrows).float(),
        face=(~captured).float(),
        condition=(keeping >= _UNCONDITIONAL_SHARE).float(),
        style=torch.where(borrows, STYLES.index("capture"), windows["style"]),
    )
    return known, t


def _with_guessed_faces(latent: Tensor, lip_numbers: int, known: _Known) -> Tensor:
    """The latent (B,T,L) with noise for the faces that are not known."""
    face = latent[..., lip_numbers:]
    guessed = torch.where(known.face[:, None, None] == 0, torch.randn_like(face), face)
    return torch.cat([latent[..., :lip_numbers], guessed], dim=-1)


def _mean_where(error: Tensor, known: Tensor) -> Tensor:
    """The mean of (B,T,L) over the windows that know it; 0 where none does."""
    return (error.mean(dim=(1, 2)) * known).sum() / known.sum().clamp(min=1)
