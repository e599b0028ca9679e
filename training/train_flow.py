# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps 8 and 9: the flow on fixed features, then projector, articulation and flow together (UniTAF stage two)."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from .dataset import Clip, Windows, draw
from .geometry import LipGeometry
from .loop import start_from, train
from .losses import closure_loss, lip_losses
from .networks.conditions import STYLES
from .networks.flow import FlowDecoder
from .networks.projector import TtsProjector
from .networks.vae import FaceVae
from .train_hear import Hearing

STEPS = 900
TUNING_STEPS = 80
_WINDOWS, _FRAMES = 16, 128
_CAPTURED_SHARE = 0.35
_WITHOUT_CONDITION = 0.1
_BORROWED_STYLE = 0.25
_VERTEX, _VELOCITY, _CLOSURE = 0.05, 0.1, 0.05
_NAMES = ("feature", "source", "emotion", "style", "weights", "latent", "sealed")


def with_latents(clips: Sequence[Clip], vae: FaceVae) -> list[Clip]:
    with torch.no_grad():
        return [
            replace(clip, latent=vae.encode(torch.as_tensor(clip.lips), torch.as_tensor(clip.face)).numpy())
            for clip in clips
        ]


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
) -> FlowDecoder:
    """Clips with feature and latent; both networks before the flow stay as they are."""
    start_from(seed)
    flow = FlowDecoder(vae.lips.size + vae.face.size)
    hearing.requires_grad_(False)
    vae.requires_grad_(False)
    borrowed = round(_WINDOWS * _CAPTURED_SHARE) if captured else 0

    def loss(generator: np.random.Generator) -> tuple[Tensor, dict[str, float]]:
        windows = [draw(own, _NAMES, _WINDOWS - borrowed, _FRAMES, generator)]
        if borrowed:
            windows.append(draw(captured, _NAMES, borrowed, _FRAMES, generator))
        joined = Windows({name: torch.cat([w[name] for w in windows]) for name in _NAMES})
        return flow_loss(flow, hearing, vae, geometry, joined, joined["feature"], generator, state_weight)

    train(flow, loss, steps, checkpoint, learning_rate=1e-3, seed=seed)
    return flow


def train_tuning(
    clips: Sequence[Clip],
    tuned: "Tuned",
    vae: FaceVae,
    geometry: LipGeometry,
    checkpoint: Path,
    steps: int = TUNING_STEPS,
    seed: int = 1,
) -> "Tuned":
    """Stage two: our own voice's features with their true durations, through projector, articulation and flow."""
    vae.requires_grad_(False)
    tuned.hearing.fusion.requires_grad_(False)

    def loss(generator: np.random.Generator) -> tuple[Tensor, dict[str, float]]:
        windows = draw(clips, (*_NAMES[1:], "tts", "articulation", "known"), _WINDOWS, _FRAMES, generator)
        feature = tuned.projector(windows["tts"])
        value, told = flow_loss(tuned.flow, tuned.hearing, vae, geometry, windows, feature, generator, True)
        style = tuned.hearing.styles(windows["style"])
        said = tuned.hearing.articulate(feature, windows["emotion"], style)
        error = ((said - windows["articulation"]) / tuned.hearing.articulation_std).pow(2).mean()
        return value + error, told | {"articulation": float(error.detach())}

    train(tuned, loss, steps, checkpoint, learning_rate=3e-4, seed=seed)
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
    windows: Windows,
    feature: Tensor,
    generator: np.random.Generator,
    state_weight: bool,
) -> tuple[Tensor, dict[str, float]]:
    """Flow matching on what each window knows, plus the mouth's losses on the data that the velocity points at."""
    count = len(feature)
    captured = windows["style"] == STYLES.index("capture")
    # Faces of the capture are unknown; so that its style has one, it borrows plain clips, whose lips are then masked.
    borrows = torch.as_tensor(generator.random(count) < _BORROWED_STYLE) & ~captured
    knows_lips, knows_face = (~borrows).float(), (~captured).float()
    index = torch.where(borrows, STYLES.index("capture"), windows["style"])
    style = hearing.styles(index)
    frames = frame_condition(hearing, feature, windows["source"], windows["emotion"], style)
    keep = torch.as_tensor(generator.random(count) >= _WITHOUT_CONDITION).float()
    data, lip_numbers = windows["latent"], vae.lips.size
    known_face = data[..., lip_numbers:]
    guessed_face = torch.where(captured[:, None, None], torch.randn_like(known_face), known_face)
    data = torch.cat([data[..., :lip_numbers], guessed_face], dim=-1)
    noise = torch.randn_like(data)
    time = torch.as_tensor(generator.random(count), dtype=data.dtype)
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
    return total, {name: float(value.detach()) for name, value in told.items()}


def frame_condition(hearing: Hearing, feature: Tensor, source: Tensor, emotion: Tensor, style: Tensor) -> Tensor:
    """(B,T,77): audio feature, predicted articulation, source."""
    said = hearing.articulation(feature, emotion, style)
    return torch.cat([feature, said, source], dim=-1)
