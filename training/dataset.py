# SPDX-License-Identifier: GPL-3.0-or-later
"""Clips as the networks see them, and batches of windows cut out of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from ..runtime.animate.flow.inputs import source, tts_frames
from ..runtime.head.arkit import ARKIT_NAMES
from ..runtime.head.layout import motion_from_arkit
from ..runtime.listen.features import measure
from ..runtime.motion import FRAMES_PER_SECOND, ArkitCurves
from ..runtime.phones import BILABIALS
from ..runtime.speech import Speech
from .augment import augment, faster
from .features import heard_features
from .networks.articulation import ARTICULATION
from .networks.conditions import STYLES
from .real_faces import Capture
from .recipe import Recipe
from .speech_cache import load_clip
from .synthesise import speech_folder, split_of_clips
from .targets import SHAPES_OF_ARTICULATION, articulation, targets_folder

LIP_SHAPES = tuple(name for name in ARKIT_NAMES if name.startswith(("jaw", "mouth", "tongue", "cheekPuff")))
FACE_SHAPES = tuple(
    name for name in ARKIT_NAMES if name.startswith(("brow", "cheekSquint", "noseSneer", "eyeSquint", "eyeWide"))
)
"""Blinks, gaze and head are not here: no data shows them with speech, so they keep the rules' statistics."""


@dataclass(frozen=True)
class Clip:
    """One clip in one performance, T frames at 50 a second.

    split: "train", "voice" or "text" for own speech, the take's name for a capture. style: index in STYLES.
    tts (T,1026) or None; content (T,768) and mel (T,80) or None; source (T,3). emotion (8,). weights (T,52):
    ARKit. lips and face (T,53): layout of the mouth's shapes and of the rest. articulation (T,10) with known
    (10,). sealed (T,): middle frame of each P, B and M. feature (T,64) and latent (T,24) are added once the
    encoders are trained.
    """

    name: str
    split: str
    style: int
    tts: np.ndarray | None
    content: np.ndarray | None
    mel: np.ndarray | None
    source: np.ndarray
    emotion: np.ndarray
    weights: np.ndarray
    lips: np.ndarray
    face: np.ndarray
    articulation: np.ndarray
    known: np.ndarray
    sealed: np.ndarray
    feature: np.ndarray | None = None
    latent: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.source)


@dataclass(frozen=True)
class Windows:
    """A batch of equally long windows, batch first; what a clip has not is absent from all of them."""

    tensors: dict[str, Tensor]

    def __getitem__(self, name: str) -> Tensor:
        return self.tensors[name]

    def __contains__(self, name: str) -> bool:
        return name in self.tensors


def own_clips(recipe: Recipe, timed: bool) -> list[Clip]:
    """Every clip that has speech and targets (and features, where it is spoken), once for each performance."""
    made = []
    utterances = split_of_clips(recipe)
    for path in sorted(targets_folder(recipe, timed).glob("*.npz")):
        heard_path = recipe.folder() / "features" / path.name
        if not timed and not heard_path.exists():
            continue
        speech = load_clip(speech_folder(recipe, timed) / path.name)
        with np.load(path, allow_pickle=False) as archive:
            weights, emotions = archive["weights"].astype(np.float32), archive["emotion"]
        frames = weights.shape[1]
        heard: dict[str, np.ndarray | None] = {"content": None, "mel": None}
        if not timed:
            with np.load(heard_path, allow_pickle=False) as archive:
                heard = {name: archive[name] for name in ("content", "mel")}
        plain = Clip(
            name=path.stem,
            split=utterances[path.stem].split,
            style=0,
            tts=None if speech.tts is None else tts_frames(speech.tts, frames).astype(np.float16),
            content=heard["content"],
            mel=heard["mel"],
            source=source(measure(speech)),
            emotion=emotions[0],
            weights=weights[0].astype(np.float16),
            lips=layout_of(weights[0], LIP_SHAPES),
            face=layout_of(weights[0], FACE_SHAPES),
            articulation=articulation(weights[0]),
            known=np.ones(len(ARTICULATION), np.float32),
            sealed=_sealed(speech, frames),
        )
        made.append(plain)
        made += [
            replace(
                plain,
                emotion=emotion,
                weights=performance.astype(np.float16),
                lips=layout_of(performance, LIP_SHAPES),
                face=layout_of(performance, FACE_SHAPES),
                articulation=articulation(performance),
            )
            for emotion, performance in zip(emotions[1:], weights[1:], strict=True)
        ]
    return made


def captured_clips(captures: Sequence[Capture], variants: bool, seed: int) -> list[Clip]:
    """Each take as it is; with ``variants`` also slower, faster and through noise or a room."""
    made = []
    for capture in captures:
        made.append(_captured(capture, capture.speech, capture.weights))
        if not variants:
            continue
        generator = np.random.default_rng([seed, len(capture.weights)])
        for speed in (0.88, 1.12):
            speech = faster(capture.speech, speed)
            at = np.arange(int(len(capture.weights) / speed)) * speed
            weights = np.stack([np.interp(at, np.arange(len(capture.weights)), c) for c in capture.weights.T], 1)
            made.append(_captured(capture, speech, weights))
        for kind in ("noise", "room"):
            made.append(_captured(capture, augment(capture.speech, kind, generator), capture.weights))
    return made


def _captured(capture: Capture, speech: Speech, weights: np.ndarray) -> Clip:
    heard = heard_features(speech)
    frames = min(len(weights), len(heard["source"]))
    weights = weights[:frames].astype(np.float32)
    known_shapes = {name for name, known in zip(ARKIT_NAMES, capture.known, strict=True) if known}
    known = [any(shape in known_shapes for shape in SHAPES_OF_ARTICULATION.get(n, (n,))) for n in ARTICULATION]
    return Clip(
        name=capture.name,
        split=capture.name,
        style=STYLES.index("capture"),
        tts=None,
        content=heard["content"][:frames],
        mel=heard["mel"][:frames],
        source=heard["source"][:frames],
        emotion=np.zeros(8, np.float32),
        weights=weights.astype(np.float16),
        lips=layout_of(weights, LIP_SHAPES),
        face=np.zeros((frames, 53), np.float32),
        articulation=articulation(weights),
        known=np.array(known, np.float32),
        sealed=np.zeros(frames, bool),
    )


def layout_of(weights: np.ndarray, shapes: Sequence[str]) -> np.ndarray:
    """(T,53): expression and jaw of the given shapes of (T,52) weights, all others at rest."""
    chosen = np.isin(ARKIT_NAMES, shapes)
    motion = motion_from_arkit(
        ArkitCurves((weights * chosen).astype(np.float32), np.zeros((len(weights), 3), np.float32))
    )
    return np.concatenate([motion.expression, motion.jaw], axis=1).astype(np.float32)


def _sealed(speech: Speech, frames: int) -> np.ndarray:
    sealed = np.zeros(frames, bool)
    for phone in speech.phones:
        if phone.symbol in BILABIALS:
            sealed[round((phone.start + phone.end) / 2 * FRAMES_PER_SECOND)] = True
    return sealed


def draw(
    clips: Sequence[Clip], names: Sequence[str], count: int, frames: int, generator: np.random.Generator
) -> Windows:
    """``count`` windows of ``frames`` frames, clips drawn by their length; short clips are continued at rest."""
    lengths = np.array([len(clip) for clip in clips], float)
    rows: dict[str, list[np.ndarray]] = {name: [] for name in names}
    for index in generator.choice(len(clips), count, p=lengths / lengths.sum()):
        clip = clips[index]
        first = int(generator.integers(0, max(1, len(clip) - frames + 1)))
        for name in names:
            value = getattr(clip, name)
            rows[name].append(_cut(value, first, frames) if name in _PER_FRAME else value)
    return Windows({name: torch.as_tensor(np.stack(values)) for name, values in rows.items()})


_PER_FRAME = frozenset(
    {"tts", "content", "mel", "source", "lips", "face", "articulation", "sealed", "weights", "feature", "latent"}
)


def _cut(value: np.ndarray, first: int, frames: int) -> np.ndarray:
    window = value[first : first + frames]
    if len(window) < frames:
        window = np.concatenate([window, np.repeat(window[-1:], frames - len(window), axis=0)])
    return window if window.dtype == bool else window.astype(np.float32)
