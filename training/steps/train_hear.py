# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 7: the fusion of both encoders, by what it has to tell: articulation, source and the mouth's latent."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from ...runtime.animate.flow.content import DEPTHS
from ..data.corpus import corpus_of, joined
from ..data.dataset import Clip
from ..networks.articulation import ArticulationRegressor, SourceRegressor
from ..networks.conditions import STYLE, STYLES
from ..networks.fusion import AUDIO_FEATURE, CrossSynchronisedFusion
from ..networks.vae import LIPS, FaceVae
from .loop import Batch, device, start_from, train
from .train_sync import SyncExpert

STEPS = 4000
_WINDOWS, _FRAMES = 32, 128
_NAMES = ("content", "mel", "source", "emotion", "style", "articulation", "known", "lips")
_CONTENT_NOISE = 0.2


class Hearing(nn.Module):
    """Everything before the flow: fusion, the regressors of the chain, and the styles."""

    def __init__(self, mode: str = "damc", depths: tuple[int, ...] = DEPTHS) -> None:
        super().__init__()
        self.fusion = CrossSynchronisedFusion(depths, mode)
        self.articulation = ArticulationRegressor()
        self.source = SourceRegressor()
        self.styles = nn.Embedding(len(STYLES), STYLE)
        self.lips = nn.Linear(AUDIO_FEATURE, LIPS)
        self.register_buffer("articulation_std", torch.ones(10))

    def articulate(self, feature: Tensor, emotion: Tensor, style: Tensor) -> Tensor:
        """Articulation (B,T,10) in ARKit units; style (B,16)."""
        return self.articulation(feature, emotion, style) * self.articulation_std


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
    """own, captured: training clips with sound; half of each batch comes from either."""
    start_from(seed)
    hearing = new_hearing([*own, *captured], expert, mode)
    vae.requires_grad_(False)
    corpus = corpus_of([*own, *captured], _NAMES)
    groups = [slice(0, len(own)), slice(len(own), len(own) + len(captured))][: 2 if captured else 1]

    def draw(generator: np.random.Generator) -> Batch:
        return joined(*(corpus.places(_WINDOWS // len(groups), _FRAMES, generator, group) for group in groups))

    def loss(places: Batch) -> tuple[Tensor, dict[str, Tensor]]:
        value = hearing_loss(hearing, vae, corpus.windows(places))
        return value, {"hearing": value.detach()}

    train(hearing, draw, loss, steps, checkpoint, learning_rate=2e-3, seed=seed, weight_decay=0.05)
    return hearing


def new_hearing(clips: Sequence[Clip], expert: SyncExpert | None, mode: str = "damc") -> Hearing:
    hearing = Hearing(mode)
    for name in ("content", "mel"):
        frames = np.concatenate([getattr(clip, name)[::7] for clip in clips]).astype(np.float32)
        getattr(hearing.fusion, f"{name}_mean").copy_(torch.as_tensor(frames.mean(axis=0)))
        getattr(hearing.fusion, f"{name}_std").copy_(torch.as_tensor(frames.std(axis=0) + 1e-3))
    articulation = np.concatenate([clip.articulation for clip in clips])
    hearing.articulation_std.copy_(torch.as_tensor(articulation.std(axis=0) + 1e-2))
    if expert is not None:
        hearing.fusion.dynamic.load_state_dict(expert.sound.state_dict())
    return hearing.to(device())


def hearing_loss(hearing: Hearing, vae: FaceVae, windows: Batch) -> Tensor:
    content = windows["content"]
    content = content + _CONTENT_NOISE * torch.randn_like(content) * hearing.fusion.content_std
    feature = torch.nn.functional.dropout(hearing.fusion(content, windows["mel"]), 0.1)
    return feature_loss(hearing, vae, feature, windows)


def feature_loss(hearing: Hearing, vae: FaceVae, feature: Tensor, windows: Batch) -> Tensor:
    """How well articulation (known channels), source and lip latents follow from the feature."""
    style = hearing.styles(windows["style"])
    said = hearing.articulate(feature, windows["emotion"], style)
    known = windows["known"][:, None, :]
    error = (said - windows["articulation"]) / hearing.articulation_std * known
    with torch.no_grad():
        lips = vae.lips.encode(windows["lips"])
    source = hearing.source(feature, said.detach())
    return (
        error.pow(2).mean()
        + 2 * error.diff(dim=1).pow(2).mean()
        + 0.2 * (hearing.lips(feature) - lips).pow(2).mean()
        + 0.05 * (source - windows["source"]).pow(2).mean()
    )
