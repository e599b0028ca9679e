# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 11: guidance distilled into one pass.

Classifier-free guidance (Ho and Salimans 2022, eq. 6, on velocities) takes two passes of the flow, with the condition
and without: v = v_without + w (v_with - v_without). The student is the same network with w as an input; it learns the
guided velocity of its teacher (Meng et al. 2023, "On distillation of guided diffusion models", stage one).
"""

import copy
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ...runtime.requests import MOST_GUIDANCE
from ..data.corpus import corpus_of
from ..data.dataset import Clip
from ..networks.flow import FlowDecoder
from .loop import Batch, start_from, train
from .train_flow import frame_condition
from .train_hear import Hearing

STEPS = 500
_WINDOWS, _FRAMES = 16, 128
_UNGUIDED = 0.25
"""Share of windows with a guidance of 1, where the student is to stay what its teacher is."""
_NAMES = ("feature", "source", "emotion", "style", "latent")


def train_distilled(
    clips: Sequence[Clip], flow: FlowDecoder, hearing: Hearing, checkpoint: Path, steps: int = STEPS, seed: int = 2
) -> FlowDecoder:
    """The student of ``flow``. clips: own and captured, with feature and latent."""
    start_from(seed)
    teacher = flow.eval().requires_grad_(False)
    hearing.requires_grad_(False)
    student = copy.deepcopy(teacher).requires_grad_(True)
    corpus = corpus_of(clips, _NAMES)

    def draw(generator: np.random.Generator) -> Batch:
        return corpus.places(_WINDOWS, _FRAMES, generator)

    def loss(places: Batch) -> tuple[Tensor, dict[str, Tensor]]:
        windows = corpus.windows(places)
        data, emotion, style = windows["latent"], windows["emotion"], hearing.styles(windows["style"])
        frames = frame_condition(hearing, windows["feature"], windows["source"], emotion, style)
        time, chance, guidance = torch.rand(3, len(data), device=data.device)
        guidance = torch.where(chance < _UNGUIDED, 1.0, 1.0 + (MOST_GUIDANCE - 1.0) * guidance)
        at = (1 - time)[:, None, None] * torch.randn_like(data) + time[:, None, None] * data
        with torch.no_grad():
            wished = guided_velocity(teacher, at, time, frames, emotion, style, guidance)
        error = (student(at, time, frames, emotion, style, guidance) - wished).pow(2).mean()
        return error, {"distilled": error.detach(), "variance": wished.var()}

    train(student, draw, loss, steps, checkpoint, learning_rate=3e-4, seed=seed)
    return student


def guided_velocity(
    flow: FlowDecoder, at: Tensor, time: Tensor, frames: Tensor, emotion: Tensor, style: Tensor, guidance: Tensor
) -> Tensor:
    """(B,T,L) by two passes; guidance (B,). Without the condition: as the flow was trained, the style stays."""
    without = flow(at, time, torch.zeros_like(frames), torch.zeros_like(emotion), style)
    return without + guidance[:, None, None] * (flow(at, time, frames, emotion, style) - without)
