# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 7: the projector's first stage (UniTAF): the same feature from the voice model's inner representations."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .dataset import Clip, draw
from .loop import start_from, train
from .networks.projector import TtsProjector
from .train_hear import Hearing

STEPS = 500
_WINDOWS, _FRAMES = 16, 128


def with_heard_features(clips: Sequence[Clip], hearing: Hearing) -> list[Clip]:
    """The clips with the fused feature (T,64) of their sound."""
    return [replace(clip, feature=heard_feature(hearing, clip)) for clip in clips]


@torch.no_grad()
def heard_feature(hearing: Hearing, clip: Clip) -> np.ndarray:
    assert clip.content is not None and clip.mel is not None
    content, mel = (torch.as_tensor(x.astype(np.float32))[None] for x in (clip.content, clip.mel))
    return hearing.fusion(content, mel)[0].numpy()


@torch.no_grad()
def projected_feature(projector: TtsProjector, clip: Clip) -> np.ndarray:
    assert clip.tts is not None
    return projector(torch.as_tensor(clip.tts.astype(np.float32))[None])[0].numpy()


def train_project(clips: Sequence[Clip], checkpoint: Path, steps: int = STEPS, seed: int = 0) -> TtsProjector:
    """Clips of our own voice that have the feature of their sound: mean squared error to it."""
    start_from(seed)
    projector = new_projector(clips)

    def loss(generator: np.random.Generator) -> tuple[Tensor, dict[str, float]]:
        windows = draw(clips, ("tts", "feature"), _WINDOWS, _FRAMES, generator)
        value = (projector(windows["tts"]) - windows["feature"]).pow(2).mean()
        return value, {"alignment": float(value.detach()), "variance": float(windows["feature"].var())}

    train(projector, loss, steps, checkpoint, learning_rate=2e-3, seed=seed)
    return projector


def new_projector(clips: Sequence[Clip]) -> TtsProjector:
    projector = TtsProjector()
    frames = np.concatenate([clip.tts[::5] for clip in clips if clip.tts is not None]).astype(np.float32)
    projector.mean.copy_(torch.as_tensor(frames.mean(axis=0)))
    projector.std.copy_(torch.as_tensor(frames.std(axis=0) + 0.05))
    return projector
