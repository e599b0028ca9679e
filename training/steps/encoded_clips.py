# SPDX-License-Identifier: GPL-3.0-or-later
"""Clips with what finished networks make of them: the audio feature that the flow is given, the latent it draws."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import torch

from ..data.dataset import Clip
from ..networks.hearing import Hearing
from ..networks.projector import TtsProjector
from ..networks.vae import FaceVae
from .loop import device


def with_heard_features(clips: Sequence[Clip], hearing: Hearing) -> list[Clip]:
    """The clips with the fused feature (T,64) of their sound; those of one sound share it."""
    return _with_features(clips, lambda clip: id(clip.content), lambda clip: heard_feature(hearing, clip))


def with_projected_features(clips: Sequence[Clip], projector: TtsProjector) -> list[Clip]:
    """The clips with the feature (T,64) projected from the voice's; those of one voice's line share it."""
    return _with_features(clips, lambda clip: id(clip.tts), lambda clip: projected_feature(projector, clip))


def with_latents(clips: Sequence[Clip], vae: FaceVae) -> list[Clip]:
    """The clips with the latent (T,24) of their mouth and face."""
    return [replace(clip, latent=_latent(vae, clip)) for clip in clips]


@torch.no_grad()
def heard_feature(hearing: Hearing, clip: Clip) -> np.ndarray:
    """(T,64) of a clip with sound."""
    assert clip.content is not None and clip.mel is not None
    content, mel = (torch.as_tensor(x.astype(np.float32), device=device())[None] for x in (clip.content, clip.mel))
    return hearing.fusion(content, mel)[0].cpu().numpy()


@torch.no_grad()
def projected_feature(projector: TtsProjector, clip: Clip) -> np.ndarray:
    """(T,64) of a clip of our own voice."""
    assert clip.tts is not None
    return projector(torch.as_tensor(clip.tts.astype(np.float32), device=device())[None])[0].cpu().numpy()


def _with_features(
    clips: Sequence[Clip], given: Callable[[Clip], int], feature: Callable[[Clip], np.ndarray]
) -> list[Clip]:
    """given: the identity of what the feature follows from, so that it is computed once for all clips that share it."""
    found: dict[int, np.ndarray] = {}
    for clip in clips:
        if given(clip) not in found:
            found[given(clip)] = feature(clip)
    return [replace(clip, feature=found[given(clip)]) for clip in clips]


@torch.no_grad()
def _latent(vae: FaceVae, clip: Clip) -> np.ndarray:
    lips, face = (torch.as_tensor(part, device=device()) for part in (clip.lips, clip.face))
    return vae.encode(lips, face).cpu().numpy()
