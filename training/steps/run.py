# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps 5 to 11: train the networks, each step resumable.

    python -m soliloquy.training.steps.run vae sync hear project flow tune distil --captures FOLDER

FOLDER holds captured faces (``real_faces.py``); without it the networks know our own voices alone. The take
named by --left-out is never trained on. Each step loads what the steps before it left.
"""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..data.dataset import Clip
from ..data.features import VERSIONS
from ..data.recipe import LEFT_OUT
from . import distil, flow, hear, project, sync, tune, vae
from .encoded_clips import with_heard_features, with_latents
from .training_run import TrainingRun


@dataclass(frozen=True)
class Step:
    """count: how many optimiser steps it takes by itself. train: with the run, the checkpoint to leave and a count."""

    count: int
    train: Callable[[TrainingRun, Path, int], object]


def main() -> int:
    parser = argparse.ArgumentParser(description="Train the networks of the learned motion.")
    parser.add_argument("step", choices=STEPS, nargs="+", help="taken in this order; the data is read once")
    parser.add_argument("--captures", type=Path, help="folder of captured faces")
    parser.add_argument("--left-out", default=LEFT_OUT, metavar="NAME", help="the take that is never trained on")
    parser.add_argument("--steps", type=int, help="how many steps to take, other than the step's own number")
    parser.add_argument("--name", default="shipped", help="name of the run; its checkpoints have a folder of their own")
    arguments = parser.parse_args()
    run = TrainingRun.named(arguments.name, arguments.captures, arguments.left_out)
    for step in arguments.step:
        take_step(run, step, arguments.steps)
    return 0


def take_step(run: TrainingRun, name: str, count: int | None = None) -> None:
    """Train the networks of the step ``name`` of ``STEPS``; count: other than the step's own."""
    STEPS[name].train(run, run.checkpoint(name), count or STEPS[name].count)


def plain_clips(clips: list[Clip]) -> list[Clip]:
    """Clips of own speech without an emotion, each as it was said, not degraded."""
    return [clip for clip in clips if not clip.emotion.any()][::VERSIONS]


def _vae(run: TrainingRun, checkpoint: Path, count: int) -> None:
    vae.train_vae([*run.spoken, *run.timed, *run.captured], run.geometry, checkpoint, count)


def _sync(run: TrainingRun, checkpoint: Path, count: int) -> None:
    sync.train_sync([*run.spoken, *run.captured], run.vae(), checkpoint, count)


def _hear(run: TrainingRun, checkpoint: Path, count: int) -> None:
    hear.train_hear(run.spoken, run.captured, run.vae(), run.expert(), checkpoint, count)


def _project(run: TrainingRun, checkpoint: Path, count: int) -> None:
    project.train_project(with_heard_features(plain_clips(run.spoken), run.hearing()), checkpoint, count)


def _flow(run: TrainingRun, checkpoint: Path, count: int) -> None:
    hearing = run.hearing()
    own = [*run.heard(run.spoken, hearing), *run.projected(run.timed, run.projector())]
    captured = run.heard(run.captured, hearing)
    flow.train_flow(own, captured, hearing, run.vae(), run.geometry, checkpoint, count)


def _tune(run: TrainingRun, checkpoint: Path, count: int) -> None:
    joint = run.apart()
    heard = run.heard([*run.spoken, *run.captured], joint.hearing)
    texts = with_latents(run.texts, run.vae())
    tune.train_tuning(texts, heard, joint, run.vae(), run.geometry, checkpoint, count)


def _distil(run: TrainingRun, checkpoint: Path, count: int) -> None:
    joint = run.joint()
    heard = run.heard([*run.spoken, *run.captured], joint.hearing)
    texts = run.projected(run.texts, joint.projector)
    distil.train_distilled([*heard, *texts], joint.flow, joint.hearing, checkpoint, count)


STEPS = {
    "vae": Step(vae.STEPS, _vae),
    "sync": Step(sync.STEPS, _sync),
    "hear": Step(hear.STEPS, _hear),
    "project": Step(project.STEPS, _project),
    "flow": Step(flow.STEPS, _flow),
    "tune": Step(tune.STEPS, _tune),
    "distil": Step(distil.STEPS, _distil),
}
"""In the order in which they build on each other."""


if __name__ == "__main__":
    sys.exit(main())
