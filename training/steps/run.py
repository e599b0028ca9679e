# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps 5 to 11: train the networks, each step resumable.

    python -m soliloquy.training.steps.run vae sync hear project flow tune distil --captures FOLDER

FOLDER holds captured faces (``real_faces.py``); without it the networks know our own voices alone. The take
named by --left-out is never trained on. Each step loads what the steps before it left.
"""

import argparse
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..data.dataset import Clip, captured_clips, own_clips
from ..data.features import VERSIONS
from ..data.real_faces import load_captures
from ..data.recipe import Recipe
from ..networks.flow import FlowDecoder
from ..networks.projector import TtsProjector
from ..networks.vae import LATENT, FaceVae
from .geometry import LipGeometry, lip_geometry
from .loop import load_networks
from .train_distil import STEPS as DISTIL_STEPS
from .train_distil import train_distilled
from .train_flow import STEPS as FLOW_STEPS
from .train_flow import TUNING_STEPS, Tuned, train_flow, train_tuning, with_latents
from .train_hear import STEPS as HEAR_STEPS
from .train_hear import Hearing, train_hear
from .train_project import STEPS as PROJECT_STEPS
from .train_project import train_project, with_heard_features, with_projected_features
from .train_sync import STEPS as SYNC_STEPS
from .train_sync import SyncExpert, new_expert, train_sync
from .train_vae import STEPS as VAE_STEPS
from .train_vae import new_vae, train_vae

LEFT_OUT = "1114_2_04"
STEPS = {
    "vae": VAE_STEPS,
    "sync": SYNC_STEPS,
    "hear": HEAR_STEPS,
    "project": PROJECT_STEPS,
    "flow": FLOW_STEPS,
    "tune": TUNING_STEPS,
    "distil": DISTIL_STEPS,
}


@dataclass(frozen=True)
class Workshop:
    """The data and the checkpoints of one run. captures: folder of captured faces, or None."""

    recipe: Recipe
    captures: Path | None
    left_out: str
    folder: Path

    @cached_property
    def geometry(self) -> LipGeometry:
        return lip_geometry()

    @cached_property
    def spoken(self) -> list[Clip]:
        """Training clips of our own voices, with sound."""
        return [clip for clip in own_clips(self.recipe, timed=False) if clip.split == "train"]

    @cached_property
    def timed(self) -> list[Clip]:
        """Training clips of our own voices, whose sound was never made."""
        return [clip for clip in own_clips(self.recipe, timed=True) if clip.split == "train"]

    @cached_property
    def texts(self) -> list[Clip]:
        """Training clips of our own voices as texts."""
        clips = [clip for timed in (True, False) for clip in own_clips(self.recipe, timed, as_text=True)]
        return [clip for clip in clips if clip.split == "train"]

    @cached_property
    def captured(self) -> list[Clip]:
        if self.captures is None:
            return []
        takes = [take for take in load_captures(self.captures) if take.name != self.left_out]
        return captured_clips(takes, variants=True, seed=self.recipe.seed)

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

    def tuned(self) -> Tuned:
        """Projector, hearing and flow as stage two left them."""
        tuned = Tuned(TtsProjector(), Hearing(), FlowDecoder(LATENT))
        load_networks(tuned, self.checkpoint("tune"))
        return tuned

    def distilled(self) -> Tuned:
        """What ships: the tuned networks, the flow with its guidance in one pass."""
        tuned = self.tuned()
        load_networks(tuned.flow, self.checkpoint("distil"))
        return tuned


def main() -> int:
    parser = argparse.ArgumentParser(description="Train the networks of the learned motion.")
    parser.add_argument("step", choices=STEPS, nargs="+", help="taken in this order; the data is read once")
    parser.add_argument("--captures", type=Path, help="folder of captured faces")
    parser.add_argument("--left-out", default=LEFT_OUT, metavar="NAME", help="the take that is never trained on")
    parser.add_argument("--steps", type=int, help="how many steps to take, other than the step's own number")
    parser.add_argument("--name", default="shipped", help="name of the run; its checkpoints have a folder of their own")
    arguments = parser.parse_args()
    recipe = Recipe()
    workshop = Workshop(recipe, arguments.captures, arguments.left_out, recipe.folder() / "runs" / arguments.name)
    for step in arguments.step:
        take_step(workshop, step, arguments.steps or STEPS[step])
    return 0


def take_step(workshop: Workshop, step: str, steps: int) -> None:
    checkpoint = workshop.checkpoint(step)
    if step == "vae":
        train_vae([*workshop.spoken, *workshop.timed, *workshop.captured], workshop.geometry, checkpoint, steps)
    elif step == "sync":
        train_sync([*workshop.spoken, *workshop.captured], workshop.vae(), checkpoint, steps)
    elif step == "hear":
        train_hear(workshop.spoken, workshop.captured, workshop.vae(), workshop.expert(), checkpoint, steps)
    elif step == "project":
        plain = [clip for clip in workshop.spoken if not clip.emotion.any()]
        train_project(with_heard_features(plain[::VERSIONS], workshop.hearing()), checkpoint, steps)
    elif step == "flow":
        hearing = workshop.hearing()
        own, captured = flow_clips(workshop, hearing)
        train_flow(own, captured, hearing, workshop.vae(), workshop.geometry, checkpoint, steps)
    elif step == "tune":
        tuned = Tuned(workshop.projector(), workshop.hearing(), workshop.flow())
        texts = with_latents(workshop.texts, workshop.vae())
        train_tuning(
            texts, _heard(workshop, tuned.hearing), tuned, workshop.vae(), workshop.geometry, checkpoint, steps
        )
    elif step == "distil":
        tuned = workshop.tuned()
        texts = with_latents(with_projected_features(workshop.texts, tuned.projector), workshop.vae())
        clips = [*_heard(workshop, tuned.hearing), *texts]
        train_distilled(clips, tuned.flow, tuned.hearing, checkpoint, steps)


def flow_clips(workshop: Workshop, hearing: Hearing) -> tuple[list[Clip], list[Clip]]:
    """Own and captured clips with feature and latent: heard where there is sound, projected where there is none."""
    vae = workshop.vae()
    projected = with_projected_features(workshop.timed, workshop.projector())
    own = with_latents([*with_heard_features(workshop.spoken, hearing), *projected], vae)
    return own, with_latents(with_heard_features(workshop.captured, hearing), vae)


def _heard(workshop: Workshop, hearing: Hearing) -> list[Clip]:
    """Own and captured clips with sound, with feature and latent."""
    return with_latents(with_heard_features([*workshop.spoken, *workshop.captured], hearing), workshop.vae())


if __name__ == "__main__":
    sys.exit(main())
