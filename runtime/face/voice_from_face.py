# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture of a face becomes a voice: what the shell, the worker and the panel ask for.

Its own, a point of the space of voices; a mix of two of them where that is asked for."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..arrays import Array
from ..requests import FaceRequest, VoiceRequest
from ..text.languages import DEFAULT_LANGUAGE, Language, find_language
from ..voice.ages import speaking_speed
from ..voice.voice_file import VoiceFile
from ..voice.voices import full_text, parse_voice
from .fitting import CHILD, Fit, fit, gender_of, speaks_by_itself, usual_pitch
from .geometry import Shape
from .look import Face, look
from .space_point import heard, space_point

_GUESSED = (
    "whether a woman's or a man's voice fits is a guess, often wrong on photographs: choose it (--gender) if it is"
)
_SEXES = {"female": 1.0, "male": 0.0}


@dataclass(frozen=True)
class FittedVoice:
    """voice: as ``parse_voice`` reads it: one of the face's own, between all voices, in full; or a mix of two. pitch:
    semitones, speed: times, to give with it. language: of what it is to say. gender: of the voice. expected_pitch: Hz,
    and tract: cm of vocal tract, as it should sound. reasons: why this voice, coarse to fine. warnings: what may be
    wrong."""

    voice: str
    pitch: float
    speed: float
    language: str
    gender: str
    expected_pitch: float
    tract: float
    face: Face
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def file(self) -> VoiceFile:
        """The voice as a file holds it, without the pitch that a mix needs beside it."""
        mix = parse_voice(self.voice)
        return VoiceFile(mix.parts, self.language)

    @property
    def options(self) -> tuple[str, ...]:
        """The options of ``soliloquy speak`` that give this voice; none that would change nothing."""
        pitch = (f"--pitch={self.pitch:g}",) if self.pitch else ()
        speed = (f"--speed={self.speed:g}",) if self.speed != 1.0 else ()
        spoken = parse_voice(self.voice).language.code
        language = (f"--language={self.language}",) if spoken != self.language else ()
        return (f"--voice={self.voice}", *pitch, *speed, *language)

    def as_json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "voice": self.voice,
            "pitch": self.pitch,
            "speed": self.speed,
            "language": self.language,
            "options": shlex.join(self.options),
            "gender": self.gender,
            "expected_hertz": round(self.expected_pitch, 1),
            "tract_cm": round(self.tract, 1),
            "face": {
                "box": list(self.face.box),
                "turned_degrees": round(self.face.turned, 1),
                "jaw": round(self.face.shape.jaw, 2),
                "lower_face": round(self.face.shape.lower_face, 2),
            },
            "reasons": list(self.reasons),
            "warnings": list(self.warnings),
        }


def with_fitted_voice(request: VoiceRequest, fitted: FittedVoice) -> VoiceRequest:
    """The request spoken by the voice that fits; pitch and speed add to what is asked for.

    Raises UsageError where both together are beyond the limits.
    """
    return replace(
        request,
        voice=fitted.voice,
        language=fitted.language,
        pitch=request.pitch + fitted.pitch,
        speed=request.speed * fitted.speed,
    )


def voice_from_face(request: FaceRequest) -> FittedVoice:
    """The voice that fits the largest face of a picture; the same picture gives the same voice.

    Raises InputError when no face can be made out in it, SetupError when weights are missing.
    """
    return voices_from_face(request, 1)[0]


def voices_from_face(request: FaceRequest, count: int) -> tuple[FittedVoice, ...]:
    """So many voices that fit the largest face, the request's variant and those after it. Raises as
    ``voice_from_face``."""
    language = find_language(request.language or DEFAULT_LANGUAGE)
    face = look(Path(request.picture))
    variants = range(request.variant, request.variant + count)
    return tuple(_fitted(face, replace(request, variant=each), language) for each in variants)


def _fitted(face: Face, request: FaceRequest, language: Language) -> FittedVoice:
    seen = face.impression
    woman = seen.woman if request.gender is None else _SEXES[request.gender]
    age = seen.age if request.age is None else request.age
    wanted = (woman, age, face.shape, seen.features, language.code)
    chosen = _mixed(*wanted, request.variant) if request.mix else _own(*wanted, request.variant)
    return FittedVoice(
        voice=chosen.voice,
        pitch=chosen.pitch,
        speed=round(speaking_speed(age), 2),
        language=language.code,
        gender=gender_of(woman),
        expected_pitch=chosen.hertz,
        tract=chosen.tract,
        face=face,
        reasons=(_coarse(request, usual_pitch(woman, age)), _middle(face), chosen.reason),
        warnings=(*face.warnings, *_doubts(gender_of(woman), age, language, request)),
    )


@dataclass(frozen=True)
class _Chosen:
    """hertz, tract: how it should sound, with pitch."""

    voice: str
    pitch: float
    hertz: float
    tract: float
    reason: str


def _own(woman: float, age: float, shape: Shape, features: Array, language: str, variant: int) -> _Chosen:
    own = space_point(woman, age, shape, features, language, variant)
    told = heard(own)
    reason = (
        f"Its own features lead to a voice between all voices: {told['hertz']:.0f} Hz, a vocal tract of "
        f"{told['tract']:.1f} cm"
    )
    return _Chosen(full_text(own), 0.0, told["hertz"], told["tract"], reason)


def _mixed(woman: float, age: float, shape: Shape, features: Array, language: str, variant: int) -> _Chosen:
    found = fit(woman, age, shape, features, language, variant)
    voice = ",".join(f"{name}:{share:g}" for name, share in found.parts)
    return _Chosen(voice, found.pitch, found.expected, found.wish.tract, _fine(found))


def _coarse(request: FaceRequest, hertz: float) -> str:
    asked = [str(each) for each in (request.gender, request.age) if each is not None]
    why = f"Asked for ({', '.join(asked)})" if asked else "By the face as a whole"
    return f"{why}: a voice of some {hertz:.0f} Hz"


def _middle(face: Face) -> str:
    chin = _than_most(face.shape.lower_face, "a longer", "a shorter")
    jaw = _than_most(face.shape.jaw, "a wider", "a narrower")
    return f"Has {chin} lower face and {jaw} jaw: these move the wished voice a little"


def _fine(found: Fit) -> str:
    names = " and ".join(name for name, _ in found.parts)
    wish = f"{found.wish.pitch:.0f} Hz and a vocal tract of {found.wish.tract:.1f} cm"
    return f"Its own features ask for {wish}: {names} come nearest, {found.pitch:+.1f} semitones bring them there"


def _than_most(spreads: float, more: str, less: str) -> str:
    if abs(spreads) < 0.5:
        return "a common"
    return more if spreads > 0 else less


def _doubts(gender: str, age: float, language: Language, request: FaceRequest) -> Iterator[str]:
    if request.gender is None:
        yield _GUESSED
    if age < CHILD:
        yield "there is no child among the voices: a woman's voice is raised"
    if not speaks_by_itself("female" if age < CHILD else gender, language.code):
        taken = "are mixed in" if request.mix else "say where the face's own lies"
        yield f"{language.name} has fewer than two such voices: American ones {taken}"
