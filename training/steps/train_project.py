# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 8: the projector's first stage (UniTAF): the same feature from the voice model's inner representations."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ..data.corpus import corpus_of
from ..data.dataset import Clip
from ..networks.projector import TtsProjector
from .loop import Batch, device, start_from, train
from .train_hear import Hearing

STEPS = 3000
_WINDOWS, _FRAMES = 32, 128


def with_heard_features(clips: Sequence[Clip], hearing: Hearing) -> list[Clip]:
    """The clips with the fused feature (T,64) of their sound; those of one sound share it."""
    return _with_features(clips, lambda clip: id(clip.content), lambda clip: heard_feature(hearing, clip))


def with_projected_features(clips: Sequence[Clip], projector: TtsProjector) -> list[Clip]:
    """The clips with the feature (T,64) projected from the voice's; those of one voice's line share it."""
    return _with_features(clips, lambda clip: id(clip.tts), lambda clip: projected_feature(projector, clip))


def _with_features(
    clips: Sequence[Clip], given: Callable[[Clip], int], feature: Callable[[Clip], np.ndarray]
) -> list[Clip]:
    found: dict[int, np.ndarray] = {}
    for clip in clips:
        if given(clip) not in found:
            found[given(clip)] = feature(clip)
    return [replace(clip, feature=found[given(clip)]) for clip in clips]


@torch.no_grad()
def heard_feature(hearing: Hearing, clip: Clip) -> np.ndarray:
    assert clip.content is not None and clip.mel is not None
    content, mel = (torch.as_tensor(x.astype(np.float32), device=device())[None] for x in (clip.content, clip.mel))
    return hearing.fusion(content, mel)[0].cpu().numpy()


@torch.no_grad()
def projected_feature(projector: TtsProjector, clip: Clip) -> np.ndarray:
    assert clip.tts is not None
    return projector(torch.as_tensor(clip.tts.astype(np.float32), device=device())[None])[0].cpu().numpy()


def train_project(clips: Sequence[Clip], checkpoint: Path, steps: int = STEPS, seed: int = 0) -> TtsProjector:
    """Clips of our own voice that have the feature of their sound: mean squared error to it."""
    start_from(seed)
    projector = new_projector(clips)
    corpus = corpus_of(clips, ("tts", "feature"))

    def draw(generator: np.random.Generator) -> Batch:
        return corpus.places(_WINDOWS, _FRAMES, generator)

    def loss(places: Batch) -> tuple[Tensor, dict[str, Tensor]]:
        windows = corpus.windows(places)
        value = (projector(windows["tts"]) - windows["feature"]).pow(2).mean()
        return value, {"alignment": value.detach(), "variance": windows["feature"].var()}

    train(projector, draw, loss, steps, checkpoint, learning_rate=2e-3, seed=seed)
    return projector


def new_projector(clips: Sequence[Clip]) -> TtsProjector:
    projector = TtsProjector()
    frames = np.concatenate([clip.tts[::5] for clip in clips if clip.tts is not None]).astype(np.float32)
    projector.mean.copy_(torch.as_tensor(frames.mean(axis=0)))
    projector.std.copy_(torch.as_tensor(frames.std(axis=0) + 0.05))
    return projector.to(device())
