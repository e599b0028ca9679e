# SPDX-License-Identifier: GPL-3.0-or-later
"""The evaluation's part on guidance: what one pass of the distilled flow makes of it, beside two of its teacher."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch
from torch import Tensor

from ...runtime.animate.flow.matching import solve
from ...runtime.animate.flow.windows import over_windows
from ...runtime.head.arkit import ARKIT_NAMES
from ...runtime.requests import FlowOptions
from ..data.dataset import FACE_SHAPES, LIP_SHAPES, Clip, own_clips
from ..data.recipe import Recipe
from ..networks.joint import JointNetworks
from ..networks.vae import FACE, LIPS, FaceVae
from ..steps.distil import velocity_of_two_passes
from ..steps.encoded_clips import projected_feature
from ..steps.training_run import TrainingRun
from .ablation_scores import shut_seals
from .metrics import against_teacher
from .tables import table

_AS_SHIPPED = FlowOptions()
_GUIDANCES = (1.0, 1.25, 1.5, 2.0)
_CLIPS = 12
"""Chosen by eye."""
_LIPS, _FACE = (np.isin(ARKIT_NAMES, shapes) for shapes in (LIP_SHAPES, FACE_SHAPES))

Velocity = Callable[[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor], Tensor]
"""Of x_t, t, frames, emotion, style and guidance w."""


@dataclass(frozen=True)
class _Bench:
    """joint: as the step tune left them. plain, felt: the same held-out clips without and with an emotion."""

    joint: JointNetworks
    vae: FaceVae
    plain: list[Clip]
    felt: list[Clip]


def guidance_part(recipe: Recipe) -> str:
    """Needs what the steps tune and distil left."""
    run = TrainingRun.named("shipped")
    held_out = [clip for clip in own_clips(recipe, timed=False, as_text=True) if clip.split != "train"]
    plain = [clip for clip in held_out if not clip.emotion.any()][:_CLIPS]
    felt = [next(c for c in held_out if c.name == clip.name and c.emotion.any()) for clip in plain]
    bench = _Bench(run.joint(), run.vae().eval(), plain, felt)
    two_passes, one_pass = partial(velocity_of_two_passes, bench.joint.flow), run.distilled().flow
    rows = []
    for guidance in _GUIDANCES:
        two, one = (_both(bench, velocity, guidance) for velocity in (two_passes, one_pass))
        rows.append([f"{guidance:g}", *(f"{value:.3f}" for value in _scores(bench, one, two))])
    header = ["guidance", "apart, mm", "lip vertex error mm", "P/B/M shut", "emotion, mouth", "emotion, face"]
    return (
        "## Guidance\n\nClassifier-free guidance takes two passes of the flow, with condition and without; the flow "
        "that ships has learned to do it in one (`training/steps/distil.py`). From the voice's features, "
        f"{len(plain)} held-out clips plain and as many with an emotion, {_AS_SHIPPED.solver_steps} steps, no contacts "
        "laid over. "
        "Apart: how far one pass is from two at the lips' vertices. Error: how far one pass is from the rules engine, "
        "the teacher. Emotion: how much mouth and face change with an emotion, as a share of what the teacher's do. "
        f"{_AS_SHIPPED.guidance:g} is the default.\n\n" + table(header, rows)
    )


Played = tuple[list[np.ndarray], list[np.ndarray]]
"""The weights of the plain clips, and of those with an emotion."""


def _both(bench: _Bench, velocity: Velocity, guidance: float) -> Played:
    plain, felt = ([_played(bench, velocity, clip, guidance) for clip in part] for part in (bench.plain, bench.felt))
    return plain, felt


@torch.no_grad()
def _played(bench: _Bench, velocity: Velocity, clip: Clip, guidance: float) -> np.ndarray:
    """(T,52) from the voice's features, the mouth from the middle of the noise, the face from seed 0."""
    hearing = bench.joint.hearing
    style, emotion = hearing.styles(torch.tensor([clip.style])), torch.as_tensor(clip.emotion)[None]
    feature = torch.as_tensor(projected_feature(bench.joint.projector, clip))[None]
    frames = hearing.frame_condition(feature, torch.as_tensor(clip.source)[None], emotion, style)
    w = torch.tensor([guidance])

    def of_window(x_t: np.ndarray, t: float, span: slice) -> np.ndarray:
        place = torch.as_tensor(x_t)[None]
        return velocity(place, torch.tensor([t]), frames[:, span], emotion, style, w)[0].numpy()

    x_0 = np.zeros((len(clip), LIPS + FACE), np.float32)
    x_0[:, LIPS:] = np.random.default_rng(0).standard_normal((len(clip), FACE))
    x_1 = solve(x_0, over_windows(of_window), _AS_SHIPPED.solver_steps)
    return bench.vae(torch.as_tensor(x_1).float()).numpy()


def _scores(bench: _Bench, one: Played, two: Played) -> list[float]:
    apart = [against_teacher(a * _LIPS, b * _LIPS)["landmark distance mm"] for a, b in zip(one[0], two[0], strict=True)]
    truth = [clip.weights.astype(np.float32) for clip in bench.plain]
    error = [against_teacher(a * _LIPS, b * _LIPS)["lip vertex error mm"] for a, b in zip(one[0], truth, strict=True)]
    shut = np.concatenate([shut_seals(a, clip) for a, clip in zip(one[0], bench.plain, strict=True)])
    felt = [clip.weights.astype(np.float32) for clip in bench.felt]
    shares = [_change(one[0], one[1], part) / _change(truth, felt, part) for part in (_LIPS, _FACE)]
    return [float(np.mean(apart)), float(np.mean(error)), float(shut.mean()), *shares]


def _change(plain: Sequence[np.ndarray], felt: Sequence[np.ndarray], part: np.ndarray) -> float:
    """Mean over clips and shapes of how far an emotion moves a shape's mean over the clip."""
    moved = [np.abs(b[:, part].mean(axis=0) - a[:, part].mean(axis=0)) for a, b in zip(plain, felt, strict=True)]
    return float(np.mean(moved))
