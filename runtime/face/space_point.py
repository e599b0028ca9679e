# SPDX-License-Identifier: GPL-3.0-or-later
"""A face's own place in the space of voices: F conditions it by gain, direction and bias.

Bias is where voices of the wished sex and pitch lie, among those of the language. Direction is the face's own: what
tells its F from other people's (``training/face/voice_axes.py``), turned so that it moves neither of these. Gain says
how far. So faces of one sex and age have voices that differ in timbre and all else, and a face that is seen a little
otherwise has nearly the same voice.
"""

import hashlib
import math
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from ..arrays import Array
from ..voice.voice_file import VoiceFile
from ..voice.voice_space import MEASURES, VoiceSpace, reached, voice_space
from ..weights import weight_path
from .fitting import CHILD, PITCH_PER_SHAPE, TRACT_PER_SHAPE, TRACT_SPREAD, candidates, gender_of, usual_pitch

if TYPE_CHECKING:
    from .geometry import Shape  # loads Pillow, which Blender does not at its start

GAIN = 1.2
"""Standard deviations of the voices for one of the faces. Chosen: faces that differ come out as far from each other as
voices do, and stay within where voices sound natural."""
_VARIANT = 2.0
"""How far a variant lies from the face's own voice, in standard deviations of the faces. Chosen likewise."""
_KEPT, _FIRST = ("pitch", "rate", "woman"), ("tract", "tilt", "harmonicity")
"""What a direction leaves as it is, and what the first ones move most: by these people's voices differ."""


def space_point(
    woman: float, age: float, shape: "Shape", features: Array, language: str, variant: int = 0
) -> VoiceFile:
    """The voice of a face.

    woman: 0 for a man's voice, 1 for a woman's, between where it is not sure. features (128,), of length 1: F.
    variant: 0 for the face's own; each other number is another voice with the same measures.
    """
    space = voice_space()
    names = candidates(gender_of(woman) if age >= CHILD else "female", language)
    bias = _bias(space, tuple(names), usual_pitch(woman, age) * 2 ** (PITCH_PER_SHAPE * shape.jaw / 12))
    longer = space.step({"tract": TRACT_PER_SHAPE * TRACT_SPREAD * shape.lower_face, "pitch": 0.0, "woman": 0.0})
    own = among_faces(features)
    coordinates = own + _VARIANT * _turned(variant, len(own))
    direction = coordinates @ _free_directions(space, len(coordinates))
    return VoiceFile(space.parts_of(reached(bias, longer + GAIN * direction)), language)


def heard(voice: VoiceFile) -> dict[str, float]:
    """What such a voice should sound like: MEASURES, and its pitch in Hz as "hertz"."""
    space = voice_space()
    told = space.measured(space.point_of(dict(voice.parts)))
    return told | {"hertz": 100.0 * 2 ** (told["pitch"] / 12)}


def among_faces(features: Array) -> Array:
    """(A,) what tells a face with F (128,) from other people's, in standard deviations of the faces."""
    middle, axes = _axes()
    return np.asarray((features - middle) @ axes)


def middle_of(space: VoiceSpace, names: Sequence[str]) -> Array:
    """(D,) the middle of these voices."""
    return np.asarray(np.mean([space.points[space.names.index(name)] for name in names], axis=0))


def _bias(space: VoiceSpace, names: tuple[str, ...], hertz: float) -> Array:
    """(D,) the middle of these voices, moved to a pitch."""
    middle = middle_of(space, names)
    higher = 12 * math.log2(hertz / 100.0) - space.measured(middle)["pitch"]
    return np.asarray(middle + space.step({"pitch": higher, "woman": 0.0}))


def _free_directions(space: VoiceSpace, count: int) -> Array:
    """(count,D) at right angles, of length 1, along which none of ``_KEPT`` changes."""
    found: list[Array] = []
    for towards in (*(space.slopes[:, MEASURES.index(name)] for name in _FIRST), *np.eye(len(space.shares))):
        left = space.apart_from(towards, _KEPT)
        for other in found:
            left = left - (left @ other) * other
        length = float(np.linalg.norm(left))
        if length > 1e-3 and len(found) < count:
            found.append(left / length)
    return np.array(found)


def _turned(variant: int, count: int) -> Array:
    """(count,) of length 1, another one for each variant; 0 for the first. From a hash: a random generator's numbers
    may change with its library."""
    if variant == 0:
        return np.zeros(count)
    drawn = np.frombuffer(hashlib.shake_256(f"variant {variant}".encode()).digest(2 * count), "<u2") / 32767.5 - 1.0
    return np.asarray(drawn / np.linalg.norm(drawn))


@cache
def _axes() -> tuple[Array, Array]:
    """(128,) and (128,A), as ``training.face.voice_axes`` has them."""
    with np.load(weight_path("voice_axes"), allow_pickle=False) as arrays:
        return arrays["middle"].astype(np.float64), arrays["axes"].astype(np.float64)
