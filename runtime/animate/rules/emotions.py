# SPDX-License-Identifier: GPL-3.0-or-later
"""What an emotion does to the face at rest, to the size of speech and to the liveliness of head and brows.

Shapes follow the prototypes of Ekman, P., Friesen, W. V. and Hager, J. C. (2002), Facial Action Coding System,
Investigator's Guide, table 10-1 (action units named beside each row), at the strength of an everyday expression:
an actor's line, not a photograph of a passion. Tempo and energy: Busso, C. et al. (2007), Rigid head motion in
expressive speech animation (head activity grows from sad over neutral to happy and angry); Kleinsmith and
Bianchi-Berthouze (2013) review the same order for the body. The sources give which units and in what order; the weights
and factors themselves were chosen by eye.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ...arrays import Array
from ...head.arkit import ARKIT_INDEX, ARKIT_NAMES
from .noise import minimum_jerk


@dataclass(frozen=True)
class Emotion:
    """shapes: weights at strength 1 (a name without Left/Right means both sides). more: what is added to them since the
    learned motion's networks were taught, because it did not read at a glance; the next ones learn both. onset: seconds
    in which it comes over the face: surprise is the most sudden, sadness slow, and none so slow that a short line's
    words would come before it. articulation, energy, tempo, blinks: factors of the mouth's size, of the size and
    of the speed of head and brow movement, of the blink rate. head: pitch (down positive), yaw, roll in radians."""

    shapes: Mapping[str, float]
    more: Mapping[str, float] = field(default_factory=dict)
    onset: float = 0.5
    articulation: float = 1.0
    energy: float = 1.0
    tempo: float = 1.0
    blinks: float = 1.0
    head: tuple[float, float, float] = (0.0, 0.0, 0.0)


# fmt: off
EMOTION_TABLE: dict[str, Emotion] = {
    "happy": Emotion(  # AU 6 + 12
        {"mouthSmile": 0.60, "cheekSquint": 0.65, "eyeSquint": 0.22, "mouthDimple": 0.12, "browOuterUp": 0.14,
         "browInnerUp": 0.08, "mouthUpperUp": 0.05},
        more={"mouthSmile": 0.40, "cheekSquint": 0.15, "mouthDimple": 0.14, "eyeSquint": 0.12},
        onset=0.4, articulation=1.05, energy=1.35, tempo=1.15, head=(-0.03, 0.0, 0.02)),
    "angry": Emotion(  # AU 4 + 5 + 7 + 17 + 23
        {"browDown": 0.95, "eyeSquint": 0.28, "eyeWide": 0.30, "noseSneer": 0.28, "mouthPress": 0.12,
         "mouthFrown": 0.14, "cheekSquint": 0.10, "mouthLowerDown": 0.06},
        more={"browDown": 0.05, "noseSneer": 0.37, "mouthFrown": 0.41, "mouthPress": 0.33, "eyeSquint": 0.12,
              "mouthShrugLower": 0.20, "mouthStretch": 0.12},
        onset=0.35, articulation=1.12, energy=1.4, tempo=1.2, blinks=0.8, head=(0.11, 0.0, 0.0)),
    "sad": Emotion(  # AU 1 + 4 + 15 (+ 17, lids 43)
        {"browInnerUp": 0.80, "browDown": 0.15, "mouthFrown": 0.50, "mouthShrugLower": 0.14, "eyeBlink": 0.10,
         "eyeSquint": 0.14, "eyeLookDown": 0.10},
        more={"browInnerUp": 0.20, "browDown": 0.10, "mouthFrown": 0.45, "mouthShrugLower": 0.26, "eyeBlink": 0.06,
              "eyeLookDown": 0.08},
        onset=0.55, articulation=0.88, energy=0.6, tempo=0.7, blinks=1.15, head=(0.12, 0.0, 0.04)),
    "afraid": Emotion(  # AU 1 + 2 + 4 + 5 + 20 + 26
        {"browInnerUp": 0.85, "browOuterUp": 0.35, "browDown": 0.15, "eyeWide": 0.75, "mouthStretch": 0.45,
         "mouthFrown": 0.12, "jawOpen": 0.03},
        more={"browInnerUp": 0.15, "browOuterUp": 0.10, "eyeWide": 0.25, "mouthStretch": 0.40, "mouthFrown": 0.23,
              "jawOpen": 0.05, "mouthLowerDown": 0.12},
        onset=0.3, articulation=0.95, energy=0.9, tempo=1.5, blinks=1.5, head=(-0.04, 0.0, 0.0)),
    "disgusted": Emotion(  # AU 9 + 10 + 15 + 17
        {"noseSneer": 0.80, "mouthUpperUp": 0.20, "browDown": 0.50, "cheekSquint": 0.40, "eyeSquint": 0.40,
         "mouthFrown": 0.30, "mouthShrugLower": 0.08},
        more={"noseSneer": 0.20, "mouthUpperUp": 0.20, "browDown": 0.15, "cheekSquint": 0.10,
              "mouthFrown": 0.35, "mouthShrugLower": 0.30},
        onset=0.4, energy=0.9, tempo=0.9, head=(-0.05, 0.04, 0.03)),
    "melancholic": Emotion(  # a low, quiet sadness: AU 1 + 15, lids 43
        {"browInnerUp": 0.45, "mouthFrown": 0.28, "eyeBlink": 0.12, "eyeLookDown": 0.12, "cheekSquint": 0.05},
        more={"browInnerUp": 0.25, "mouthFrown": 0.34, "eyeBlink": 0.06, "eyeLookDown": 0.10},
        onset=0.6, articulation=0.85, energy=0.45, tempo=0.6, blinks=0.9, head=(0.10, 0.0, 0.08)),
    "surprised": Emotion(  # AU 1 + 2 + 5 + 26
        {"browInnerUp": 0.75, "browOuterUp": 0.85, "eyeWide": 0.65, "jawOpen": 0.06, "mouthFunnel": 0.04},
        more={"browInnerUp": 0.20, "browOuterUp": 0.15, "eyeWide": 0.35, "jawOpen": 0.14, "mouthFunnel": 0.04},
        onset=0.25, articulation=1.08, energy=1.2, tempo=1.2, blinks=0.75, head=(-0.06, 0.0, 0.0)),
    "calm": Emotion(  # a trace of AU 12, soft lids
        {"mouthSmile": 0.14, "cheekSquint": 0.08, "eyeBlink": 0.06},
        more={"mouthSmile": 0.14, "cheekSquint": 0.08, "eyeBlink": 0.14},
        onset=0.55, articulation=0.94, energy=0.6, tempo=0.75, blinks=0.8, head=(0.0, 0.0, 0.015)),
}
# fmt: on


_READS = 0.6
"""Power of the strengths' sum by which a face grows: half of an emotion's weights does not read as half of the emotion,
nor at a glance, and three emotions at once do not pull three times as far. Chosen by eye
(docs/images/emotions-sheet.jpg)."""
_LEFT = 0.08
"""By which the left half of a face shows more than the mean of both, and the right half less: faces that are meant to
be seen do (Skinner, M. and Mullen, B. 1991, Facial asymmetry in emotional expression: a meta-analysis of research). How
much was chosen by eye."""


@dataclass(frozen=True)
class Mood:
    """The mix of a direction's emotions: weights (52,) at rest, of which networks were ``taught`` (52,), the seconds
    until they are all there, and the factors and head pose of ``Emotion``."""

    weights: Array = field(default_factory=lambda: np.zeros(len(ARKIT_NAMES)))
    taught: Array = field(default_factory=lambda: np.zeros(len(ARKIT_NAMES)))
    onset: float = 0.5
    articulation: float = 1.0
    energy: float = 1.0
    tempo: float = 1.0
    blinks: float = 1.0
    head: Array = field(default_factory=lambda: np.zeros(3))

    def come(self, times: Array) -> Array:
        """(T,) how much of it is there at ``times`` of a line, which begins at rest, as it ends."""
        return minimum_jerk(times / self.onset).astype(np.float32)

    def shown(self, times: Array) -> Array:
        """(T, 52) weights at ``times`` of a line."""
        return self.come(times)[:, None] * self.weights.astype(np.float32)


def mood_of(emotion: Mapping[str, float]) -> Mood:
    """Strengths (0..1 by name) become one mood: shapes add up to at most 1, factors multiply."""
    taught, shown = np.zeros(len(ARKIT_NAMES)), np.zeros(len(ARKIT_NAMES))
    factors = dict.fromkeys(("articulation", "energy", "tempo", "blinks"), 1.0)
    head, onsets = np.zeros(3), []
    together = sum(emotion.values())
    reads = together ** (_READS - 1.0) if together else 0.0
    for name in sorted(emotion):
        row, strength = EMOTION_TABLE[name], emotion[name]
        for shape, weight in row.shapes.items():
            taught[_columns(shape)] += strength * weight
        for shape, weight in (*row.shapes.items(), *row.more.items()):
            shown[_columns(shape)] += reads * strength * weight
        for factor in factors:
            factors[factor] *= getattr(row, factor) ** strength
        head += strength * np.array(row.head)
        onsets.append(row.onset)
    shown, taught = (np.clip(weights, 0.0, 1.0) for weights in (shown * _UNEVEN, taught))
    onset = float(np.mean(onsets)) if onsets else Mood.onset
    return Mood(shown, taught, onset, **factors, head=np.clip(head, -0.15, 0.15))


def with_feeling(weights: Array, feeling: Array) -> Array:
    """Weights (T,52) with those of a feeling (T,52) or (52,) added; rounded lips smile and stretch less."""
    added = np.broadcast_to(feeling, weights.shape).astype(weights.dtype)
    rounding = weights[:, _ROUNDING].max(axis=1, keepdims=True)
    added[:, _ROUND_BREAKS] *= 1.0 - np.clip(1.2 * rounding, 0.0, 0.7)
    return np.clip(weights + added, 0.0, 1.0)


def _columns(shape: str) -> list[int]:
    return [ARKIT_INDEX[side] for side in (shape, shape + "Left", shape + "Right") if side in ARKIT_INDEX]


def _uneven() -> Array:
    """(52,) the factor of each shape: eyes look and shut together."""
    sides = {"Left": 1.0 + _LEFT, "Right": 1.0 - _LEFT}
    of_shape = [next((share for side, share in sides.items() if name.endswith(side)), 1.0) for name in ARKIT_NAMES]
    together = [name.startswith(("eyeBlink", "eyeLook", "eyeWide", "mouthLeft", "mouthRight")) for name in ARKIT_NAMES]
    return np.where(together, 1.0, of_shape)


_ROUNDING = [*_columns("mouthFunnel"), *_columns("mouthPucker")]
_ROUND_BREAKS = [*_columns("mouthSmile"), *_columns("mouthStretch")]
_UNEVEN = _uneven()
