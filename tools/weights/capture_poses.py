# SPDX-License-Identifier: GPL-3.0-or-later
"""The poses in which our heads stand before the face mesh, so that it is known what it sees of each shape."""

from dataclasses import dataclass

import numpy as np
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.head.layout import arkit_from_motion
from soliloquy.runtime.head.named_weights import weights_of
from soliloquy.runtime.perform import perform
from soliloquy.runtime.requests import Direction, MotionRequest, SpeakRequest, VoiceRequest

Line = tuple[str, str, dict[str, float]]
"""Text, voice, emotion."""
LINES: tuple[Line, ...] = (
    ("Good morning! My brother Bob bought a big blue balloon, but the pump broke before five.", "af_heart", {}),
    ("We were wondering who would move the yellow window over there.", "bm_george", {"happy": 0.6}),
)
"""Spoken by both engines' mixture; none of them is in a test of this."""
_PAIRS = (
    *("eyeBlink", "mouthSmile", "mouthFrown", "mouthStretch", "mouthLowerDown", "mouthUpperUp", "browDown"),
    *("browOuterUp", "mouthPress", "eyeSquint", "eyeWide", "cheekSquint", "noseSneer", "mouthDimple"),
)
_GAZES = (
    ("eyeLookDownLeft", "eyeLookDownRight"),
    ("eyeLookUpLeft", "eyeLookUpRight"),
    ("eyeLookInLeft", "eyeLookOutRight"),
    ("eyeLookOutLeft", "eyeLookInRight"),
)
_WITH_JAW = ("mouthFunnel", "mouthPucker")
_PAIRED_WITH_JAW = ("mouthSmile", "mouthStretch", "mouthLowerDown", "mouthUpperUp")
_MIXED = 260
"""Poses of several shapes together. Chosen by hand."""
_TURNED = (0.12, 0.17, 0.07)
"""Standard deviations of the mixed poses' turns: pitch, yaw and roll, radians. Chosen by hand."""
_EVERY = 4
"""Of the spoken frames. Chosen by hand."""


@dataclass(frozen=True)
class Poses:
    """weights (N,52) and turns (N,3) of the head, axis-angle radians."""

    weights: Array
    turns: Array


def poses() -> Poses:
    """Each shape alone, pairs, mouths with the jaw, mixtures with the head turned, and speech."""
    alone = np.concatenate(
        [[weights_of()], *([weights_of(**{name: v}) for v in (0.35, 0.7, 1.0)] for name in ARKIT_NAMES)]
    )
    still = np.concatenate([alone, [weights_of()], *_pairs(), *_mouths()])
    mixed = _mixtures(np.random.default_rng(3))
    spoken = [spoken_poses(*line) for line in LINES]
    weights = np.concatenate([still, mixed.weights, *(each.weights[::_EVERY] for each in spoken)])
    turns = np.concatenate([np.zeros((len(still), 3)), mixed.turns, *(each.turns[::_EVERY] for each in spoken)])
    return Poses(weights.astype(np.float32), turns.astype(np.float32))


def spoken_poses(text: str, voice: str, emotion: dict[str, float], engine: str | None = None) -> Poses:
    """What our own motion does with a line, at 50 frames a second."""
    motion = MotionRequest(engine=engine, direction=Direction(emotion=emotion, seed=2))
    take = perform(SpeakRequest(VoiceRequest(text, voice=voice), motion))
    curves, _ = arkit_from_motion(take.motion)
    return Poses(curves.weights, curves.head)


def _both(name: str, weight: float) -> dict[str, float]:
    return {f"{name}Left": weight, f"{name}Right": weight}


def _pairs() -> list[list[Array]]:
    pairs = [[weights_of(**_both(name, weight)) for weight in (0.5, 1.0)] for name in _PAIRS]
    return pairs + [[weights_of(**dict.fromkeys(gaze, weight)) for weight in (0.3, 0.6, 1.0)] for gaze in _GAZES]


def _mouths() -> list[list[Array]]:
    found = []
    for jaw in (0.15, 0.3, 0.5, 0.8):
        found.append([weights_of(jawOpen=jaw, mouthClose=jaw * share) for share in (0.0, 0.5, 1.0)])
        found.append([weights_of(jawOpen=jaw, **{name: 0.6}) for name in _WITH_JAW])
        found.append([weights_of(jawOpen=jaw, **_both(name, 0.5)) for name in _PAIRED_WITH_JAW])
    return found


def _mixtures(rng: np.random.Generator) -> Poses:
    """A few shapes at once, both eyes looking the same way, the head turned."""
    weights = np.zeros((_MIXED, len(ARKIT_NAMES)))
    turns = np.zeros((_MIXED, 3))
    for pose, turn in zip(weights, turns, strict=True):
        for shape in rng.choice(len(ARKIT_NAMES), rng.integers(2, 6), replace=False):
            pose[shape] = rng.uniform(0.1, 0.8)
        if rng.random() < 0.6:
            pose[ARKIT_INDEX["jawOpen"]] = rng.uniform(0, 0.7)
            pose[ARKIT_INDEX["mouthClose"]] = rng.choice([0, 0, 0, 0.3, 1.0]) * pose[ARKIT_INDEX["jawOpen"]]
        for (down, other_down), share in zip(_GAZES, _looks(rng), strict=True):
            pose[[ARKIT_INDEX[down], ARKIT_INDEX[other_down]]] = share
        turn[:] = rng.normal(0, _TURNED)
    return Poses(weights, turns)


def _looks(rng: np.random.Generator) -> tuple[float, float, float, float]:
    """Down, up, to the right and to the left, at most one of each pair."""
    across, up = rng.uniform(-0.6, 0.6, 2)
    return max(-up, 0.0), max(up, 0.0), max(-across, 0.0), max(across, 0.0)
