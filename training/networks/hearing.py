# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything before the flow: the fusion of both encoders, the regressors of the chain, and the styles."""

import torch
from torch import Tensor, nn

from ...runtime.speech import CONTENT_DEPTHS
from .articulation import ARTICULATION, ArticulationRegressor, SourceRegressor
from .conditions import STYLE, STYLES
from .fusion import AUDIO_FEATURE, CrossSynchronisedFusion
from .vae import LIPS


class Hearing(nn.Module):
    """mode: of the fusion. depths: how many numbers each of the content encoder's tapped layers has.

    ``lips`` (the mouth's latent from the audio feature) and ``source`` only teach the fusion; they do not ship.
    """

    articulation_std: Tensor

    def __init__(self, mode: str = "damc", depths: tuple[int, ...] = CONTENT_DEPTHS) -> None:
        super().__init__()
        self.fusion = CrossSynchronisedFusion(depths, mode)
        self.articulation = ArticulationRegressor()
        self.source = SourceRegressor()
        self.styles = nn.Embedding(len(STYLES), STYLE)
        self.lips = nn.Linear(AUDIO_FEATURE, LIPS)
        self.register_buffer("articulation_std", torch.ones(len(ARTICULATION)))

    def articulate(self, feature: Tensor, emotion: Tensor, style: Tensor) -> Tensor:
        """Articulation (B,T,10) in ARKit units; style (B,16)."""
        return self.articulation(feature, emotion, style) * self.articulation_std

    def frame_condition(self, feature: Tensor, source: Tensor, emotion: Tensor, style: Tensor) -> Tensor:
        """What the flow is given (B,T,77): audio feature, predicted articulation over its deviation, source."""
        return torch.cat([feature, self.articulation(feature, emotion, style), source], dim=-1)
