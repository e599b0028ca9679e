# SPDX-License-Identifier: GPL-3.0-or-later
"""Clips as the networks see them."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ...runtime.animate.flow.inputs import source, tts_frames
from ...runtime.head.arkit import ARKIT_NAMES
from ...runtime.head.layout import motion_from_arkit
from ...runtime.listen.features import measure
from ...runtime.motion import FRAMES_PER_SECOND, ArkitCurves
from ...runtime.phones import BILABIALS
from ...runtime.speech import Speech
from ..networks.articulation import ARTICULATION
from ..networks.conditions import STYLES
from .features import EncoderInputs, heard_once, heard_performances, heard_versions
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
    tts (T,1026) or None; content (T,384) and mel (T,80) or None; source (T,3). emotion (8,). weights (T,52):
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


def own_clips(recipe: Recipe, timed: bool, as_text: bool = False) -> list[Clip]:
    """Every clip that has speech and targets, once for each performance and, where it is spoken, for each version of
    its sound. They share their arrays. as_text: with what the teacher makes of the text, and without any sound."""
    paths = sorted(targets_folder(recipe, timed).glob("*.npz"))
    splits = split_of_clips(recipe)
    with ThreadPoolExecutor() as pool:
        folder = speech_folder(recipe, timed)
        loaded = pool.map(lambda path: _own(path, folder, splits[path.stem].split, as_text), paths)
        return [clip for clips in loaded for clip in clips]


def _own(targets: Path, folder: Path, split: str, as_text: bool) -> list[Clip]:
    speech = load_clip(folder / targets.name)
    with np.load(targets, allow_pickle=False) as archive:
        performances, emotions = archive["text_weights" if as_text else "weights"], archive["emotion"]
    frames = performances.shape[1]
    assert speech.tts is not None
    tts = tts_frames(speech.tts, frames).astype(np.float16)
    sealed = _sealed(speech, frames)
    own_source = source(measure(speech))
    sounds = []
    if speech.samples.any() and not as_text:
        sounds = [_lasting(frames, heard) for heard in heard_versions(folder / targets.name)]
    found = []
    for weights, emotion in zip(performances, emotions, strict=True):
        performance = Clip(
            name=targets.stem,
            split=split,
            style=STYLES.index("plain"),
            tts=tts,
            content=None,
            mel=None,
            source=own_source,
            emotion=emotion,
            weights=weights,
            lips=layout_of(weights, LIP_SHAPES),
            face=layout_of(weights, FACE_SHAPES),
            articulation=articulation(weights.astype(np.float32)),
            known=np.ones(len(ARTICULATION), np.float32),
            sealed=sealed,
        )
        found += [
            replace(performance, content=heard.content, mel=heard.mel, source=heard.source) for heard in sounds
        ] or [performance]
    return found


def _lasting(frames: int, heard: EncoderInputs) -> EncoderInputs:
    """Resampling can make a sound a frame longer or shorter than the clip."""

    def lasting(part: np.ndarray) -> np.ndarray:
        return np.pad(part[:frames], ((0, max(0, frames - len(part))), (0, 0)), mode="edge")

    return EncoderInputs(lasting(heard.content), lasting(heard.mel), lasting(heard.source))


def captured_clips(captures: Sequence[Capture], variants: bool, seed: int) -> list[Clip]:
    """Each take as it is; with ``variants`` also slower, faster and degraded."""
    found = []
    for capture in captures:
        performances = [(heard_once(capture.speech), capture.weights)]
        if variants:
            performances = heard_performances(capture, seed)
        found += [_captured(capture, heard, weights) for heard, weights in performances]
    return found


def _captured(capture: Capture, heard: EncoderInputs, weights: np.ndarray) -> Clip:
    frames = min(len(weights), len(heard.source))
    weights = weights[:frames].astype(np.float32)
    known_shapes = {name for name, known in zip(ARKIT_NAMES, capture.known, strict=True) if known}
    known = [any(shape in known_shapes for shape in SHAPES_OF_ARTICULATION.get(n, (n,))) for n in ARTICULATION]
    return Clip(
        name=capture.name,
        split=capture.name,
        style=STYLES.index("capture"),
        tts=None,
        content=heard.content[:frames],
        mel=heard.mel[:frames],
        source=heard.source[:frames],
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
