# SPDX-License-Identifier: GPL-3.0-or-later
"""The data and the checkpoints of one training run, each read when it is first asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..data.dataset import Clip, captured_clips, own_clips
from ..data.real_faces import load_captures
from ..data.recipe import LEFT_OUT, Recipe
from ..networks.flow import FlowDecoder
from ..networks.hearing import Hearing
from ..networks.joint import JointNetworks
from ..networks.projector import TtsProjector
from ..networks.sync_expert import SyncExpert
from ..networks.vae import LATENT, FaceVae
from .encoded_clips import with_heard_features, with_latents, with_projected_features
from .geometry import LipGeometry, lip_geometry
from .loop import load_networks
from .sync import new_expert
from .vae import new_vae


@dataclass(frozen=True)
class TrainingRun:
    """captures: folder of captured faces, or None. left_out: name of the take that is not trained on. folder: of the
    checkpoints, one a step. Networks are loaded as their step left them, on ``loop.device()``."""

    recipe: Recipe
    captures: Path | None
    left_out: str
    folder: Path

    @classmethod
    def named(cls, name: str, captures: Path | None = None, left_out: str = LEFT_OUT) -> "TrainingRun":
        """The run of today's recipe that has this name."""
        recipe = Recipe()
        return cls(recipe, captures, left_out, recipe.folder() / "runs" / name)

    @cached_property
    def geometry(self) -> LipGeometry:
        return lip_geometry()

    @cached_property
    def spoken(self) -> list[Clip]:
        """Training clips of our own voices, with sound."""
        return _to_train_on(own_clips(self.recipe, timed=False))

    @cached_property
    def timed(self) -> list[Clip]:
        """Training clips of our own voices, whose sound was never made."""
        return _to_train_on(own_clips(self.recipe, timed=True))

    @cached_property
    def texts(self) -> list[Clip]:
        """Training clips of our own voices as texts."""
        return _to_train_on([clip for timed in (True, False) for clip in own_clips(self.recipe, timed, as_text=True)])

    @cached_property
    def captured(self) -> list[Clip]:
        """Clips of the captured faces but for the take that is left out."""
        if self.captures is None:
            return []
        takes = [take for take in load_captures(self.captures) if take.name != self.left_out]
        return captured_clips(takes, variants=True, seed=self.recipe.seed)

    def heard(self, clips: Sequence[Clip], hearing: Hearing) -> list[Clip]:
        """Clips that have a sound, with the feature of it and with the latent."""
        return with_latents(with_heard_features(clips, hearing), self.vae())

    def projected(self, clips: Sequence[Clip], projector: TtsProjector) -> list[Clip]:
        """Clips of our own voices, with the feature of the voice and with the latent."""
        return with_latents(with_projected_features(clips, projector), self.vae())

    def checkpoint(self, step: str) -> Path:
        return self.folder / f"{step}.pt"

    def vae(self) -> FaceVae:
        vae = new_vae(self.geometry)
        load_networks(vae, self.checkpoint("vae"))
        return vae

    def expert(self) -> SyncExpert:
        expert = new_expert(self.spoken)
        load_networks(expert, self.checkpoint("sync"))
        return expert

    def hearing(self) -> Hearing:
        hearing = Hearing()
        load_networks(hearing, self.checkpoint("hear"))
        return hearing

    def projector(self) -> TtsProjector:
        projector = TtsProjector()
        load_networks(projector, self.checkpoint("project"))
        return projector

    def flow(self) -> FlowDecoder:
        flow = FlowDecoder(LATENT)
        load_networks(flow, self.checkpoint("flow"))
        return flow

    def apart(self) -> JointNetworks:
        """Projector, hearing and flow as each was trained alone."""
        return JointNetworks(self.projector(), self.hearing(), self.flow())

    def joint(self) -> JointNetworks:
        """The same as they were tuned together."""
        joint = JointNetworks(TtsProjector(), Hearing(), FlowDecoder(LATENT))
        load_networks(joint, self.checkpoint("tune"))
        return joint

    def distilled(self) -> JointNetworks:
        """What ships: tuned together, and the flow with its guidance in one pass."""
        joint = self.joint()
        load_networks(joint.flow, self.checkpoint("distil"))
        return joint


def _to_train_on(clips: Sequence[Clip]) -> list[Clip]:
    return [clip for clip in clips if clip.split == "train"]
