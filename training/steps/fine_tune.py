# SPDX-License-Identifier: GPL-3.0-or-later
"""A style from a user's own captures, in minutes on a CPU: ``soliloquy train --data FOLDER --out ME.style.npz``.

FOLDER holds pairs of sound and captured face (``real_faces.py``). First the style's 16 numbers are learned,
starting from the shipped ``capture`` style, then the flow's decoder together with them; what hears and what
decodes faces stays as it is shipped. The last fifth of each take is not trained on: it says what was gained.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from torch import nn

from ...runtime.animate.flow.engine import animate
from ...runtime.animate.flow.styles import Style, write_style
from ...runtime.listen.listen import listen
from ...runtime.motion import FRAMES_PER_SECOND, frame_count
from ...runtime.requests import Direction, FlowOptions
from ..data.corpus import corpus_of
from ..data.dataset import captured_clips
from ..data.real_faces import Capture, load_captures
from ..evaluation.metrics import against_capture
from ..export.calibrate import fitted_gains
from ..export.to_onnx import export, networks_to_ship
from ..networks.conditions import STYLES
from .encoded_clips import with_heard_features, with_latents
from .flow import PARTS, flow_loss
from .geometry import lip_geometry
from .loop import Batch, Loss, train
from .shipped import shipped_networks
from .tune import articulation_loss

STEPS = 300
_STYLE_SHARE = 1 / 3
"""Of the steps. Chosen by eye, as all of these and the learning rates are."""
_WINDOWS, _FRAMES = 8, 128
_TRAINED_SHARE = 0.8
_SHIPPED = "capture"
_PARTS = (*PARTS, "articulation", "known")


@dataclass(frozen=True)
class Learned:
    """seconds: of captures that were trained on. before, after: scores on what was not, with the shipped style and
    with the new one (``metrics.against_capture``)."""

    seconds: float
    before: dict[str, float]
    after: dict[str, float]


def fine_tune(data: Path, out: Path, steps: int = STEPS, seed: int = 0) -> Learned:
    """Learn a style from the folder ``data`` and write it to ``out``, complete or not at all.

    Raises InputError (no captures, or one that cannot be read), SetupError (networks missing or altered), OSError.
    """
    parts = [_split(capture) for capture in load_captures(data)]
    trained, kept_back = [first for first, _ in parts], [rest for _, rest in parts]
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=out.parent) as folder:
        draft = Path(folder) / out.name
        style = learn_style(trained, Path(folder), steps, seed)
        # What the networks move too much or too little on the faces that they learned from is taken back.
        gains = fitted_gains(trained, style, draft)
        write_style(draft, replace(style, gains=gains))
        learned = Learned(
            seconds=sum(capture.speech.duration for capture in trained),
            before=_scores(kept_back, _SHIPPED),
            after=_scores(kept_back, str(draft)),
        )
        draft.replace(out)
    return learned


def learn_style(captures: list[Capture], folder: Path, steps: int = STEPS, seed: int = 0) -> Style:
    """The style of the captured faces; ``folder`` keeps checkpoints. Same captures, steps and seed: same style."""
    geometry = lip_geometry()
    joint, vae = shipped_networks(geometry)
    clips = captured_clips(captures, variants=False, seed=seed)
    clips = with_latents(with_heard_features(clips, joint.hearing), vae)
    joint.requires_grad_(False)
    vae.requires_grad_(False)

    corpus = corpus_of(clips, _PARTS)

    def draw(generator: np.random.Generator) -> Batch:
        return corpus.places(_WINDOWS, _FRAMES, generator)

    def loss(places: Batch) -> Loss:
        windows = corpus.windows(places)
        value, reported = flow_loss(joint.flow, joint.hearing, vae, geometry, windows)
        return value + articulation_loss(joint.hearing, windows), reported

    first = max(1, round(steps * _STYLE_SHARE))
    styles = joint.hearing.styles.requires_grad_(True)
    train(styles, draw, loss, first, folder / "style.pt", learning_rate=2e-2, seed=seed, weight_decay=0.0)
    both = nn.ModuleList([styles, joint.flow.requires_grad_(True)])
    train(both, draw, loss, max(1, steps - first), folder / "decoder.pt", learning_rate=2e-4, seed=seed + 1)
    vector = styles.weight[STYLES.index(_SHIPPED)].detach().cpu().numpy().astype(np.float32)
    network, inputs = networks_to_ship(joint, vae)["flow_decoder"]
    graph = folder / "decoder.onnx"
    export(network, inputs, graph)
    return Style(vector[None], networks={"flow_decoder": graph.read_bytes()})


def _split(capture: Capture) -> tuple[Capture, Capture]:
    """The part that is trained on, and the rest."""
    frames = round(len(capture.weights) * _TRAINED_SHARE)
    sample = round(frames / FRAMES_PER_SECOND * capture.speech.sample_rate)
    samples, weights = capture.speech.samples, capture.weights
    return (
        _part(capture, samples[:sample], weights[:frames]),
        _part(capture, samples[sample:], weights[frames:]),
    )


def _part(capture: Capture, samples: np.ndarray, weights: np.ndarray) -> Capture:
    speech = replace(capture.speech, samples=samples)
    return replace(capture, speech=speech, weights=weights[: frame_count(speech.duration)])


def _scores(captures: list[Capture], style: str) -> dict[str, float]:
    """Means over the captures."""
    found = []
    for capture in captures:
        speech, features = listen(capture.speech)
        played = animate(speech, features, Direction(), FlowOptions(style=style)).weights
        found.append(against_capture(played, capture.weights, capture.speech))
    return {name: float(np.mean([scores[name] for scores in found])) for name in found[0]}
