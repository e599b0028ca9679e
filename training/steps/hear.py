# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 7: the fusion of both encoders, taught by what must follow from it: articulation, source, the mouth's latent."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ..data.corpus import corpus_of, joined
from ..data.dataset import Clip
from ..networks.hearing import Hearing
from ..networks.sync_expert import SyncExpert
from ..networks.vae import FaceVae
from .loop import Batch, Loss, device, start_from, train
from .losses import articulation_error

STEPS = 4000
_WINDOWS, _FRAMES = 32, 128
"""Of a batch. Chosen by eye, as the number of steps and the learning rate are."""
_PARTS = ("content", "mel", "source", "emotion", "style", "articulation", "known", "lips")
_CONTENT_NOISE = 0.2
"""In standard deviations of each number of the content. Chosen by eye, as the dropout is."""
_DROPOUT = 0.1
_SPEED, _LIPS, _SOURCE = 2.0, 0.2, 0.05
"""Weights of the losses beside the articulation's. Chosen by eye."""
_LEAST_DEVIATION, _LEAST_ARTICULATION_DEVIATION = 1e-3, 1e-2
"""Added to the deviations, so that what hardly moves is not blown up. Chosen by eye."""
_EVERY = 7
"""A frame in so many gives mean and deviation: neighbours are alike."""


def train_hear(
    own: Sequence[Clip],
    captured: Sequence[Clip],
    vae: FaceVae,
    expert: SyncExpert | None,
    checkpoint: Path,
    steps: int = STEPS,
    mode: str = "damc",
    seed: int = 0,
) -> Hearing:
    """own, captured: training clips with sound; half of each batch comes from either. mode: of the fusion."""
    start_from(seed)
    hearing = new_hearing([*own, *captured], expert, mode)
    vae.requires_grad_(False)
    corpus = corpus_of([*own, *captured], _PARTS)
    groups = [slice(0, len(own)), slice(len(own), len(own) + len(captured))][: 2 if captured else 1]

    def draw(generator: np.random.Generator) -> Batch:
        return joined(*(corpus.places(_WINDOWS // len(groups), _FRAMES, generator, group) for group in groups))

    def loss(places: Batch) -> Loss:
        value = hearing_loss(hearing, vae, corpus.windows(places))
        return value, {"hearing": value.detach()}

    train(hearing, draw, loss, steps, checkpoint, learning_rate=2e-3, seed=seed, weight_decay=0.05)
    return hearing


def new_hearing(clips: Sequence[Clip], expert: SyncExpert | None, mode: str = "damc") -> Hearing:
    """Untrained, with the clips' means and deviations; the dynamic-sync encoder is the expert's, where there is one."""
    hearing = Hearing(mode)
    for name in ("content", "mel"):
        frames = np.concatenate([getattr(clip, name)[::_EVERY] for clip in clips]).astype(np.float32)
        getattr(hearing.fusion, f"{name}_mean").copy_(torch.as_tensor(frames.mean(axis=0)))
        getattr(hearing.fusion, f"{name}_std").copy_(torch.as_tensor(frames.std(axis=0) + _LEAST_DEVIATION))
    articulation = np.concatenate([clip.articulation for clip in clips])
    hearing.articulation_std.copy_(torch.as_tensor(articulation.std(axis=0) + _LEAST_ARTICULATION_DEVIATION))
    if expert is not None:
        hearing.fusion.dynamic.load_state_dict(expert.sound.state_dict())
    return hearing.to(device())


def hearing_loss(hearing: Hearing, vae: FaceVae, windows: Batch) -> Tensor:
    """Of windows with sound: through noise and dropout, so that no single number of the content is relied on."""
    content = windows["content"]
    content = content + _CONTENT_NOISE * torch.randn_like(content) * hearing.fusion.content_std
    feature = torch.nn.functional.dropout(hearing.fusion(content, windows["mel"]), _DROPOUT)
    return feature_loss(hearing, vae, feature, windows)


def feature_loss(hearing: Hearing, vae: FaceVae, feature: Tensor, windows: Batch) -> Tensor:
    """How well articulation (known channels), source and lip latents follow from the feature (B,T,64)."""
    articulation = hearing.articulate(feature, windows["emotion"], hearing.styles(windows["style"]))
    error = articulation_error(hearing, articulation, windows)
    with torch.no_grad():
        lips = vae.lips.encode(windows["lips"])
    source = hearing.source(feature, articulation.detach())
    return (
        error.pow(2).mean()
        + _SPEED * error.diff(dim=1).pow(2).mean()
        + _LIPS * (hearing.lips(feature) - lips).pow(2).mean()
        + _SOURCE * (source - windows["source"]).pow(2).mean()
    )
