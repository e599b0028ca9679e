# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 11: guidance distilled into one pass.

Classifier-free guidance takes two passes of the flow, with the condition and without. The student is the same network
with the guidance w as an input; it learns the guided velocity of its teacher (Meng et al. 2023, "On distillation of
guided diffusion models", stage one).
"""

import copy
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ...runtime.animate.flow.matching import guided_velocity, on_path, squared_error
from ...runtime.requests import FlowOptions
from ...runtime.requests.options import limits_of
from ..data.corpus import corpus_of
from ..data.dataset import Clip
from ..networks.flow import FlowDecoder
from ..networks.hearing import Hearing
from .loop import Batch, Loss, start_from, train

STEPS = 500
_WINDOWS, _FRAMES = 16, 128
"""Of a batch. Chosen by eye, as the number of steps and the learning rate are."""
_UNGUIDED_SHARE = 0.25
"""Of the windows, with a guidance of 1, where the student is to stay what its teacher is. Chosen by eye."""
_GUIDANCES = limits_of(FlowOptions, "guidance")
"""Least and most that may be asked for: 1 is no guidance."""
_PARTS = ("feature", "source", "emotion", "style", "latent")


def train_distilled(
    clips: Sequence[Clip], flow: FlowDecoder, hearing: Hearing, checkpoint: Path, steps: int = STEPS, seed: int = 2
) -> FlowDecoder:
    """The student of ``flow``. clips: own and captured, with feature and latent."""
    start_from(seed)
    teacher = flow.eval().requires_grad_(False)
    hearing.requires_grad_(False)
    student = copy.deepcopy(teacher).requires_grad_(True)
    corpus = corpus_of(clips, _PARTS)

    def draw(generator: np.random.Generator) -> Batch:
        return corpus.places(_WINDOWS, _FRAMES, generator)

    def loss(places: Batch) -> Loss:
        windows = corpus.windows(places)
        x_1, emotion, style = windows["latent"], windows["emotion"], hearing.styles(windows["style"])
        frames = hearing.frame_condition(windows["feature"], windows["source"], emotion, style)
        t, chance, share = torch.rand(3, len(x_1), device=x_1.device)
        least, most = _GUIDANCES
        w = torch.where(chance < _UNGUIDED_SHARE, 1.0, least + (most - least) * share)
        x_t = on_path(torch.randn_like(x_1), x_1, t[:, None, None])
        with torch.no_grad():
            guided = velocity_of_two_passes(teacher, x_t, t, frames, emotion, style, w)
        error = squared_error(student(x_t, t, frames, emotion, style, w), guided).mean()
        return error, {"distilled": error.detach(), "variance": guided.var()}

    train(student, draw, loss, steps, checkpoint, learning_rate=3e-4, seed=seed)
    return student


def velocity_of_two_passes(
    flow: FlowDecoder, x_t: Tensor, t: Tensor, frames: Tensor, emotion: Tensor, style: Tensor, w: Tensor
) -> Tensor:
    """Guided velocity (B,T,L); t and the guidance w (B,). Unconditional as the flow was trained: the style stays."""
    v_uncond = flow(x_t, t, torch.zeros_like(frames), torch.zeros_like(emotion), style)
    v_cond = flow(x_t, t, frames, emotion, style)
    return guided_velocity(v_uncond, v_cond, w[:, None, None])
