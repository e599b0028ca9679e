# SPDX-License-Identifier: GPL-3.0-or-later
"""A style from a user's own captures, in seconds: ``soliloquy train --data FOLDER --out ME.style.npz``.

FOLDER holds films, or pairs of sound and captured face (``real_faces.py``). The style is the shipped plain one with
what sets its person apart from it (``residual.py``). Every fifth clip, or where there are fewer than ten the last fifth
of each, is not learned from: it says what was gained.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from ...runtime.animate.flow.engine import animate
from ...runtime.animate.flow.styles import Style, find_style, write_style
from ...runtime.errors import InputError
from ...runtime.head.lips import opening
from ...runtime.listen.listen import listen
from ...runtime.motion import FRAMES_PER_SECOND, frame_count
from ...runtime.requests import Direction, FlowOptions
from ..data.real_faces import Capture, load_captures
from ..evaluation.metrics import against_capture
from .residual import example_of, fitted_residuals
from .seen_width import seen_narrowness

_FIFTH = 5
_MANY = 10
"""Clips, from which on whole ones are kept back. Chosen by eye."""
_STILL = 1e-3
_SHIPPED = "plain"


@dataclass(frozen=True)
class Learned:
    """seconds: of captures that were learned from. before, after: scores on what was not, with the shipped style and
    with the new one (``metrics.against_capture``)."""

    seconds: float
    before: dict[str, float]
    after: dict[str, float]


def learn(data: Path, out: Path) -> Learned:
    """Learn a style from the folder ``data`` and write it to ``out``, complete or not at all.

    Raises InputError (no captures, or one that cannot be read), SetupError (networks missing or altered), OSError.
    """
    learned_from, kept_back = _apart(load_captures(data))
    if not kept_back:
        raise InputError(str(data), "holds too little speech to keep a fifth of it back", "Give a minute or more")
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=out.parent) as folder:
        draft = Path(folder) / out.name
        write_style(draft, own_style(learned_from))
        learned = Learned(
            seconds=sum(capture.speech.duration for capture in learned_from),
            before=_scores(kept_back, _SHIPPED),
            after=_scores(kept_back, str(draft)),
        )
        draft.replace(out)
    return learned


def own_style(captures: Sequence[Capture]) -> Style:
    """The style of the captured faces. Same captures: same style. Raises SetupError."""
    shipped = find_style(_SHIPPED)
    narrow = seen_narrowness(captures)
    examples = [example_of(*each, shipped, seed) for seed, each in enumerate(zip(captures, narrow, strict=True))]
    residual, recorded = fitted_residuals(examples)
    return replace(shipped, residual=residual, recorded=recorded)


def _apart(captures: Sequence[Capture]) -> tuple[list[Capture], list[Capture]]:
    """What is learned from, and what of the rest opens its mouth."""
    if len(captures) >= _MANY:
        learned_from = [capture for place, capture in enumerate(captures) if place % _FIFTH != _FIFTH - 1]
        rest = list(captures[_FIFTH - 1 :: _FIFTH])
    else:
        parts = [_parted(capture) for capture in captures]
        learned_from, rest = [first for first, _ in parts], [last for _, last in parts]
    return learned_from, [capture for capture in rest if opening(capture.weights).std() > _STILL]


def _parted(capture: Capture) -> tuple[Capture, Capture]:
    """All but the last fifth, and that."""
    frames = len(capture.weights) * (_FIFTH - 1) // _FIFTH
    sample = round(frames / FRAMES_PER_SECOND * capture.speech.sample_rate)
    samples = capture.speech.samples
    return (
        _part(capture, samples[:sample], slice(frames)),
        _part(capture, samples[sample:], slice(frames, None)),
    )


def _part(capture: Capture, samples: np.ndarray, frames: slice) -> Capture:
    speech = replace(capture.speech, samples=samples)
    count = frame_count(speech.duration)
    width = None if capture.width is None else capture.width[frames][:count]
    return replace(capture, speech=speech, weights=capture.weights[frames][:count], width=width)


def _scores(captures: Sequence[Capture], style: str) -> dict[str, float]:
    """Means over the captures."""
    found = []
    for seed, capture in enumerate(captures):
        speech, features = listen(capture.speech)
        played = animate(speech, features, Direction(seed=seed), FlowOptions(style=style)).weights
        found.append(against_capture(played, capture.weights, capture.speech))
    return {name: float(np.mean([scores[name] for scores in found])) for name in found[0]}
