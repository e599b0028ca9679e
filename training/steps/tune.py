# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 10: projector, articulation and flow together (UniTAF, stage two)."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from torch import Tensor

from ..data.corpus import corpus_of, joined
from ..data.dataset import Clip
from ..networks.hearing import Hearing
from ..networks.joint import JointNetworks
from ..networks.vae import FaceVae
from .flow import FRAMES, PARTS, WINDOWS, flow_loss
from .geometry import LipGeometry
from .loop import Batch, Loss, train
from .losses import articulation_error

STEPS = 1000
_REHEARSED_SHARE = 0.4
"""Of a batch, heard clips. Chosen by eye, as the number of steps and the learning rate are."""
_ARTICULATED = ("articulation", "known")


def train_tuning(
    texts: Sequence[Clip],
    heard: Sequence[Clip],
    joint: JointNetworks,
    vae: FaceVae,
    geometry: LipGeometry,
    checkpoint: Path,
    steps: int = STEPS,
    seed: int = 1,
) -> JointNetworks:
    """Our own voice's features with their true durations, through projector, articulation and flow.

    texts: clips as texts, with latent: a text's mouth is learned here. heard: with feature and latent, rehearsed, for
    what the flow makes of a recording is to stay.
    """
    vae.requires_grad_(False)
    joint.hearing.fusion.requires_grad_(False)
    of_texts = corpus_of(texts, (*PARTS[1:], "tts", *_ARTICULATED))
    of_heard = corpus_of(heard, (*PARTS, *_ARTICULATED))
    rehearsed = round(WINDOWS * _REHEARSED_SHARE)

    def draw(generator: np.random.Generator) -> Batch:
        text = of_texts.places(WINDOWS - rehearsed, FRAMES, generator)
        return {f"text {name}": place for name, place in text.items()} | of_heard.places(rehearsed, FRAMES, generator)

    def loss(places: Batch) -> Loss:
        text = of_texts.windows({name: places[f"text {name}"] for name in ("clip", "frame")})
        text["feature"] = joint.projector(text.pop("tts"))
        windows = joined(text, of_heard.windows(places))
        value, reported = flow_loss(joint.flow, joint.hearing, vae, geometry, windows)
        articulation = articulation_loss(joint.hearing, windows)
        return value + articulation, reported | {"articulation": articulation.detach()}

    train(joint, draw, loss, steps, checkpoint, learning_rate=3e-4, seed=seed)
    return joint


def articulation_loss(hearing: Hearing, windows: Batch) -> Tensor:
    """Mean square of the error in articulation that follows from the windows' feature, in standard deviations."""
    predicted = hearing.articulate(windows["feature"], windows["emotion"], hearing.styles(windows["style"]))
    return articulation_error(hearing, predicted, windows).pow(2).mean()
