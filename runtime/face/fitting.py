# SPDX-License-Identifier: GPL-3.0-or-later
"""A voice that fits a face: what is seen gives a wish, and the voices nearest to it are mixed.

Coarse: sex and age, as they are asked for or as the face looks to the encoder, set pitch and pace (``voice/ages.py``).
Middle: the face's proportions move the wish a little. Fine: the encoder's vector F turns it within what is left open,
so that two faces of one age and sex differ.
"""

import hashlib
import json
import math
from dataclasses import dataclass
from functools import cache
from statistics import fmean
from typing import TYPE_CHECKING

import numpy as np

from ..arrays import Array
from ..text.languages import DEFAULT_LANGUAGE
from ..voice.ages import speaking_pitch
from ..voice.voices import list_voices
from ..weights import weight_path

if TYPE_CHECKING:
    from .geometry import Shape  # loads Pillow, which Blender does not at its start

CHILD = 13.0
"""Below, boys and girls have one pitch (``voice/ages.py``), which no man's voice reaches."""
_WHISPERING = 0.4
"""A voice with less of its time voiced whispers, which no face asks for. Chosen by hand."""

TRACT_SPREAD, TILT_SPREAD = 0.55, 2.7
"""Standard deviations over the English voices of one gender (models/voice_measures.json)."""
_SEMITONES_PER_SPREAD = 1.5
"""A pitch off by so much counts like a timbre that is off by the spread of the voices. Pitch can be moved, but a voice
is best where it speaks by itself. Chosen by hand."""
_MOST_SHIFT = 4.0
"""Semitones. Beyond, the melody no longer suits the timbre. Chosen by hand."""

TRACT_PER_SHAPE, PITCH_PER_SHAPE = 0.3, -0.4
"""What one spread of the lower face's length adds to the vocal tract's, in spreads, and one of the jaw's width to the
pitch, in semitones. Small, because little is known: measures of the tract's length explain up to a tenth of the
variance of body height within a sex, and pitch less than a fiftieth (Pisanski et al. 2014, Animal Behaviour 95). That
jaws and chins follow the body is an illustrator's rule, not a finding."""
_TIMBRE_RADIUS, _PITCH_RADIUS = 1.4, 1.0
"""How far F moves the wish: in spreads of the voices' timbre, and in semitones. People of one age and
sex differ by some two to three semitones (Traunmueller & Eriksson 1994)."""
_TURN = 2.5
"""A component of F over this is a full turn. Chosen by hand."""
_SURE = 0.25
"""How far the impression of sex must be from a half for a voice of the middle of that sex. Chosen by eye."""
_GOLDEN = math.pi * (3.0 - math.sqrt(5.0))
"""The golden angle: turns by it never meet, so another variant is another wish."""

_STEPS, _NEAREST = 20, 0.05
"""Shares are whole parts of the first; the second keeps a voice that is met exactly from weighing without end. Both
chosen by hand."""


@dataclass(frozen=True)
class Sound:
    """How a voice sounds. pitch: Hz, median. tract: apparent length of the vocal tract in cm. tilt: dB of 1 to 5 kHz
    against what lies below; a bright voice is higher."""

    pitch: float
    tract: float
    tilt: float


@dataclass(frozen=True)
class Fit:
    """parts: voice -> share, the larger first. pitch: semitones to add. wish: what was looked for. expected: Hz, what
    the mix should speak at with that pitch."""

    parts: tuple[tuple[str, float], ...]
    pitch: float
    wish: Sound
    expected: float


def fit(woman: float, age: float, shape: "Shape", features: Array, language: str, variant: int = 0) -> Fit:
    """The two voices of a language that come nearest to what a face asks for, and what is missing in pitch.

    woman: 0 for a man's voice, 1 for a woman's, between where it is not sure. features (N,), of length 1: F. variant: 0
    for what fits best; each other number is another voice that fits.
    """
    voices = candidates(gender_of(woman) if age >= CHILD else "female", language)
    timbre, melody = (angle + variant * _GOLDEN for angle in _angles(features))
    higher = PITCH_PER_SHAPE * shape.jaw + _PITCH_RADIUS * math.cos(melody)
    longer = TRACT_PER_SHAPE * shape.lower_face + _TIMBRE_RADIUS * math.sin(timbre)
    wish = Sound(
        pitch=usual_pitch(woman, age) * 2 ** (higher / 12),
        tract=fmean(sound.tract for sound in voices.values()) + TRACT_SPREAD * longer,
        tilt=fmean(sound.tilt for sound in voices.values()) + TILT_SPREAD * _TIMBRE_RADIUS * math.cos(timbre),
    )

    def distance(name: str) -> float:
        sound = voices[name]
        semitones = 12 * math.log2(sound.pitch / wish.pitch)
        off = ((sound.tract - wish.tract) / TRACT_SPREAD, (sound.tilt - wish.tilt) / TILT_SPREAD)
        return math.hypot(*off, semitones / _SEMITONES_PER_SPREAD)

    parts = _mix({name: distance(name) for name in voices})
    mixed = math.exp(sum(share * math.log(voices[name].pitch) for name, share in parts))
    shift = min(max(12 * math.log2(wish.pitch / mixed), -_MOST_SHIFT), _MOST_SHIFT)
    return Fit(parts, round(shift, 1), wish, mixed * 2 ** (round(shift, 1) / 12))


def gender_of(woman: float) -> str:
    """Of the voices that are mixed: "female" or "male"."""
    return "female" if woman >= 0.5 else "male"


def usual_pitch(woman: float, age: float) -> float:
    """Hz; between women's and men's where it is not sure which is wanted."""
    women, men = (math.log(speaking_pitch(gender, age)) for gender in ("female", "male"))
    share = min(max(0.5 + (woman - 0.5) / (2 * _SURE), 0.0), 1.0)
    return math.exp(men + share * (women - men))


def candidates(gender: str, language: str) -> dict[str, Sound]:
    """The voices of a gender that speak a language, by name; with those of American English where it has too few."""
    own = _voices(gender, language)
    return own if len(own) >= 2 else own | _voices(gender, DEFAULT_LANGUAGE)


def speaks_by_itself(gender: str, language: str) -> bool:
    """Whether a language has voices enough of its own to mix."""
    return len(_voices(gender, language)) >= 2


def _voices(gender: str, language: str) -> dict[str, Sound]:
    sounds = _sounds()
    named = (voice.name for voice in list_voices() if voice.gender == gender and voice.language == language)
    return {name: sounds[name] for name in named if name in sounds}


def _mix(distances: dict[str, float]) -> tuple[tuple[str, float], ...]:
    """The two nearest voices. Two that are equally near have a half each, and the second fades as a third comes as near
    as it is: so a wish that moves a little moves the voice a little."""
    near = sorted(distances, key=lambda name: (distances[name], name))[:3]
    pull = [1.0 / max(distances[name], _NEAREST) for name in near]
    beyond = pull[2] if len(near) > 2 else 0.0
    share = (pull[0] - beyond) / max(pull[0] + pull[1] - 2 * beyond, 1e-9)
    steps = min(max(round(share * _STEPS), _STEPS // 2), _STEPS - 1)
    return (near[0], steps / _STEPS), (near[1], (_STEPS - steps) / _STEPS)


def _angles(features: Array) -> tuple[float, ...]:
    """Two angles of F (N,); a face's pictures give almost the same, and faces all there are."""
    return tuple(2 * math.pi * float(features @ signs) / _TURN for signs in _directions(len(features)))


@cache
def _directions(length: int) -> Array:
    """(2, length) of -1 and 1, from a hash: a random generator's numbers may change with its library."""
    digests = (
        hashlib.sha256(f"voice from face {block}".encode()).digest() for block in range(max(1, length * 2 // 256))
    )
    bits = np.unpackbits(np.frombuffer(b"".join(digests), np.uint8))
    return np.where(bits[: 2 * length] == 1, 1.0, -1.0).reshape(2, length)


@cache
def _sounds() -> dict[str, Sound]:
    """How every voice sounds that does not whisper."""
    voices = json.loads(weight_path("voice_measures").read_text(encoding="utf-8"))["voices"]
    return {
        name: Sound(measured["pitch"], measured["tract"], measured["tilt"])
        for name, measured in voices.items()
        if measured["voiced"] >= _WHISPERING
    }
