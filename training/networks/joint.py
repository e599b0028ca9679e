# SPDX-License-Identifier: GPL-3.0-or-later
"""The chain from text or sound to the face's latent as one network: what UniTAF trains jointly in its stage two."""

from torch import nn

from .flow import FlowDecoder
from .hearing import Hearing
from .projector import TtsProjector


class JointNetworks(nn.Module):
    """Projector (the voice's features) or hearing (sound) give the audio feature, from which the flow draws."""

    def __init__(self, projector: TtsProjector, hearing: Hearing, flow: FlowDecoder) -> None:
        super().__init__()
        self.projector, self.hearing, self.flow = projector, hearing, flow
