# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps 9 and 10: the flow on fixed features, then projector, articulation and flow together (UniTAF stage two)."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from ..data.corpus import corpus_of, joined
from ..data.dataset import Clip
from ..networks.conditions import STYLES
from ..networks.flow import BLOCKS, WIDTH, FlowDecoder
from ..networks.projector import TtsProjector
from ..networks.vae import FaceVae
from .geometry import LipGeometry
from .loop import Batch, device, start_from, train
from .losses import closure_loss, lip_losses
from .train_hear import Hearing

STEPS = 3000
TUNING_STEPS = 1000
_WINDOWS, _FRAMES = 16, 128
_CAPTURED_SHARE = 0.35
_WITHOUT_CONDITION = 0.1
_BORROWED_STYLE = 0.25
_VERTEX, _VELOCITY, _CLOSURE = 0.05, 0.1, 0.05
_REHEARSED = 0.4
_ARTICULATED = ("articulation", "known")
_NAMES = ("feature", "source", "emotion", "style", "weights", "latent", "sealed")


def with_latents(clips: Sequence[Clip], vae: FaceVae) -> list[Clip]:
    """The clips with the latent (T,24) of their mouth and face."""
    return [replace(clip, latent=_latent(vae, clip)) for clip in clips]


@torch.no_grad()
def _latent(vae: FaceVae, clip: Clip) -> np.ndarray:
    lips, face = (torch.as_tensor(part, device=device()) for part in (clip.lips, clip.face))
    return vae.encode(lips, face).cpu().numpy()


def train_flow(
    own: Sequence[Clip],
    captured: Sequence[Clip],
    hearing: Hearing,
    vae: FaceVae,
    geometry: LipGeometry,
    checkpoint: Path,
    steps: int = STEPS,
    seed: int = 0,
    state_weight: bool = True,
    size: tuple[int, int] = (WIDTH, BLOCKS),
) -> FlowDecoder:
    """Clips with feature and latent; both networks before the flow stay as they are. size: width and blocks."""
    start_from(seed)
    flow = FlowDecoder(vae.lips.size + vae.face.size, *size).to(device())
    hearing.requires_grad_(False)
    vae.requires_grad_(False)
    corpus = corpus_of([*own, *captured], _NAMES)
    from_captures = round(_WINDOWS * _CAPTURED_SHARE) if captured else 0
    groups = ((_WINDOWS - from_captures, slice(0, len(own))), (from_captures, slice(len(own), None)))

    def draw(generator: np.random.Generator) -> Batch:
        return joined(*(corpus.places(n, _FRAMES, generator, group) for n, group in groups if n))

    def loss(places: Batch) -> tuple[Tensor, dict[str, Tensor]]:
        windows = corpus.windows(places)
        return flow_loss(flow, hearing, vae, geometry, windows, windows["feature"], state_weight)

    train(flow, draw, loss, steps, checkpoint, learning_rate=1e-3, seed=seed)
    return flow


def train_tuning(
    texts: Sequence[Clip],
    heard: Sequence[Clip],
    tuned: "Tuned",
    vae: FaceVae,
    geometry: LipGeometry,
    checkpoint: Path,
    steps: int = TUNING_STEPS,
    seed: int = 1,
) -> "Tuned":
    """Stage two: our own voice's features with their true durations, through projector, articulation and flow.

    texts: clips as texts, with latent: a text's mouth is learned here. heard: with feature and latent, rehearsed, for
    what the flow makes of a recording is to stay.
    """
    vae.requires_grad_(False)
    tuned.hearing.fusion.requires_grad_(False)
    corpora = corpus_of(texts, (*_NAMES[1:], "tts", *_ARTICULATED)), corpus_of(heard, (*_NAMES, *_ARTICULATED))
    rehearsed = round(_WINDOWS * _REHEARSED)
    counts = (_WINDOWS - rehearsed, rehearsed)

    def draw(generator: np.random.Generator) -> Batch:
        text, known = (corpus.places(n, _FRAMES, generator) for corpus, n in zip(corpora, counts, strict=True))
        return {f"text {name}": place for name, place in text.items()} | known

    def loss(places: Batch) -> tuple[Tensor, dict[str, Tensor]]:
        text = corpora[0].windows({name: places[f"text {name}"] for name in ("clip", "frame")})
        text["feature"] = tuned.projector(text.pop("tts"))
        windows = joined(text, corpora[1].windows(places))
        value, told = flow_loss(tuned.flow, tuned.hearing, vae, geometry, windows, windows["feature"], True)
        style = tuned.hearing.styles(windows["style"])
        said = tuned.hearing.articulate(windows["feature"], windows["emotion"], style)
        error = (said - windows["articulation"]) / tuned.hearing.articulation_std * windows["known"][:, None, :]
        return value + error.pow(2).mean(), told | {"articulation": error.detach().pow(2).mean()}

    train(tuned, draw, loss, steps, checkpoint, learning_rate=3e-4, seed=seed)
    return tuned


class Tuned(nn.Module):
    """What stage two tunes together."""

    def __init__(self, projector: TtsProjector, hearing: Hearing, flow: FlowDecoder) -> None:
        super().__init__()
        self.projector, self.hearing, self.flow = projector, hearing, flow


def flow_loss(
    flow: FlowDecoder,
    hearing: Hearing,
    vae: FaceVae,
    geometry: LipGeometry,
    windows: Batch,
    feature: Tensor,
    state_weight: bool,
) -> tuple[Tensor, dict[str, Tensor]]:
    """Flow matching on what each window knows, plus the mouth's losses on the data that the velocity points at."""
    chance, keeping, time = torch.rand(3, len(feature), device=feature.device)
    captured = windows["style"] == STYLES.index("capture")
    # Faces of the capture are unknown; so that its style has one, it borrows plain clips, whose lips are then masked.
    borrows = (chance < _BORROWED_STYLE) & ~captured
    knows_lips, knows_face = (~borrows).float(), (~captured).float()
    index = torch.where(borrows, STYLES.index("capture"), windows["style"])
    style = hearing.styles(index)
    frames = frame_condition(hearing, feature, windows["source"], windows["emotion"], style)
    keep = (keeping >= _WITHOUT_CONDITION).float()
    data, lip_numbers = windows["latent"], vae.lips.size
    known_face = data[..., lip_numbers:]
    guessed_face = torch.where(captured[:, None, None], torch.randn_like(known_face), known_face)
    data = torch.cat([data[..., :lip_numbers], guessed_face], dim=-1)
    noise = torch.randn_like(data)
    at = (1 - time)[:, None, None] * noise + time[:, None, None] * data
    velocity = flow(at, time, frames * keep[:, None, None], windows["emotion"] * keep[:, None], style)
    error = (velocity - (data - noise)).pow(2)
    lips = (error[..., :lip_numbers].mean(dim=(1, 2)) * knows_lips).sum() / knows_lips.sum().clamp(min=1)
    face = (error[..., lip_numbers:].mean(dim=(1, 2)) * knows_face).sum() / knows_face.sum().clamp(min=1)
    made = at + (1 - time)[:, None, None] * velocity
    made_lips = vae.lips.decode(made[..., :lip_numbers])
    trusted = knows_lips * keep * time
    vertex, speed = lip_losses(geometry, made_lips, windows["weights"], trusted, state_weight)
    closure = closure_loss(geometry, made_lips, windows["sealed"] & (trusted > 0.3)[:, None])
    total = lips + 0.5 * face + _VERTEX * vertex + _VELOCITY * speed + _CLOSURE * closure
    told = {"lips": lips, "face": face, "vertex": vertex, "velocity": speed, "closure": closure}
    return total, {name: value.detach() for name, value in told.items()}


def frame_condition(hearing: Hearing, feature: Tensor, source: Tensor, emotion: Tensor, style: Tensor) -> Tensor:
    """(B,T,77): audio feature, predicted articulation, source."""
    said = hearing.articulation(feature, emotion, style)
    return torch.cat([feature, said, source], dim=-1)
