# SPDX-License-Identifier: GPL-3.0-or-later
"""How a line, or a part of one, is said: speed, pitch, energy and manner; and what emotions do to them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from ..requests import VoiceRequest
from ..requests.kinds import Curve
from ..requests.options import check_value, limits_of

_LIMITS = {name: limits_of(VoiceRequest, name) for name in ("speed", "pitch", "pitch_range", "energy")}


@dataclass(frozen=True)
class Prosody:
    """Changes to how the voice model would say it; the defaults change nothing.

    speed: 0.5..2, faster above 1. pitch: -12..12 semitones. pitch_range: 0..3 times the melody's distance from the
    line's median pitch, 0 a monotone. energy: -20..12 dB. manner: one of the voice's own (``VoiceRequest``).
    Raises UsageError beyond these.
    """

    speed: float = 1.0
    pitch: float = 0.0
    pitch_range: float = 1.0
    energy: float = 0.0
    manner: str = "normal"

    def __post_init__(self) -> None:
        for name in (*_LIMITS, "manner"):
            check_value(VoiceRequest, name, getattr(self, name))

    def then(self, other: "Prosody") -> "Prosody":
        """Both changes together, held within the limits; a manner of ``other`` wins."""
        return _held(
            self.speed * other.speed,
            self.pitch + other.pitch,
            self.pitch_range * other.pitch_range,
            self.energy + other.energy,
            self.manner if other.manner == "normal" else other.manner,
        )


PLAIN = Prosody()
NO_EMOTION: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True)
class Contours:
    """Changes that go along a text: breakpoints (place, value), straight between them and level outside.

    Places: 0 the first letter of the text, 1 the last one; each greater than the one before. speed: 0.5..2; pitch:
    -12..12 semitones; energy: -20..12 dB. They add to what is said of the words. Raises UsageError beyond these.
    """

    speed: Curve = ()
    pitch: Curve = ()
    energy: Curve = ()

    def __post_init__(self) -> None:
        for name in ("speed", "pitch", "energy"):
            check_value(VoiceRequest, f"{name}_curve", getattr(self, name))

    def at(self, place: float) -> Prosody:
        """The changes at one place, 0..1."""
        return Prosody(
            _on(self.speed, place, PLAIN.speed), _on(self.pitch, place, 0.0), energy=_on(self.energy, place, 0.0)
        )


LEVEL = Contours()


def prosody_of(request: VoiceRequest) -> Prosody:
    """How the whole text is to be said."""
    return Prosody(request.speed, request.pitch, request.pitch_range, request.energy, request.manner)


def contours_of(request: VoiceRequest) -> Contours:
    """What goes along the text."""
    return Contours(request.speed_curve, request.pitch_curve, request.energy_curve)


def _on(contour: Curve, place: float, otherwise: float) -> float:
    if not contour:
        return otherwise
    places, values = zip(*contour, strict=True)
    return float(np.interp(place, places, values))


EMPHASIS = {
    "strong": Prosody(speed=0.78, pitch=2.5, pitch_range=1.2, energy=4.0),
    "moderate": Prosody(speed=0.86, pitch=1.5, pitch_range=1.1, energy=2.5),
    "reduced": Prosody(speed=1.15, pitch=-1.0, pitch_range=0.8, energy=-3.0),
    "none": PLAIN,
}
"""SSML 1.1, 3.2.2: the levels of <emphasis>. A stressed word is longer, higher and louder (Fry 1955, 1958); by how
much was chosen by ear."""

_EMOTIONS = {
    "happy": Prosody(speed=1.07, pitch=1.5, pitch_range=1.3, energy=2.0),
    "angry": Prosody(speed=1.08, pitch=1.0, pitch_range=1.25, energy=4.0),
    "sad": Prosody(speed=0.85, pitch=-1.5, pitch_range=0.7, energy=-3.0),
    "afraid": Prosody(speed=1.12, pitch=2.5, pitch_range=0.9, energy=1.0),
    "disgusted": Prosody(speed=0.9, pitch=-1.0, pitch_range=0.9, energy=-1.0),
    "melancholic": Prosody(speed=0.88, pitch=-1.0, pitch_range=0.75, energy=-2.0),
    "surprised": Prosody(speed=1.03, pitch=2.0, pitch_range=1.4, energy=1.5),
    "calm": Prosody(speed=0.94, pitch=-0.5, pitch_range=0.85, energy=-1.5),
}
"""What each emotion of ``runtime.requests.direction`` does to the voice at full strength.

Directions of mean pitch, its range, rate and loudness: Scherer 2003 ("Vocal communication of emotion", Speech
Communication 40, table 1) and Juslin & Laukka 2003 (Psychological Bulletin 129, table 7; tenderness for calm, sadness
for melancholic). Surprise: Banse & Scherer 1996 leave it out; after Murray & Arnott 1993, table 1. The sizes were
chosen by ear, small enough that the voice stays that of the same person.
"""


def emotional(emotion: Mapping[str, float]) -> Prosody:
    """What an emotion (name -> 0..1, mixed freely) does to the voice; nothing for none.

    Strengths scale each change: semitones and dB in proportion, speed and range in their logarithm.
    """
    felt = [(_EMOTIONS[name], strength) for name, strength in emotion.items() if strength > 0.0]
    if not felt:
        return PLAIN
    return _held(
        math.exp(sum(strength * math.log(change.speed) for change, strength in felt)),
        sum(strength * change.pitch for change, strength in felt),
        math.exp(sum(strength * math.log(change.pitch_range) for change, strength in felt)),
        sum(strength * change.energy for change, strength in felt),
    )


def _held(speed: float, pitch: float, pitch_range: float, energy: float, manner: str = "normal") -> Prosody:
    values = {"speed": speed, "pitch": pitch, "pitch_range": pitch_range, "energy": energy}
    held = {name: min(max(value, _LIMITS[name][0]), _LIMITS[name][1]) for name, value in values.items()}
    return Prosody(**held, manner=manner)
