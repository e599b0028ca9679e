# SPDX-License-Identifier: GPL-3.0-or-later
"""A film of a face becomes a take: face, gaze and head from the picture, contacts of the lips from the sound too."""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ..animate.rules.contacts import contact_curve, lip_contacts, meeting
from ..arrays import Array
from ..errors import InputError
from ..head.deform import rotations
from ..head.heads import head_called
from ..head.layout import motion_from_arkit
from ..listen.features import SILENT_PEAK, peak
from ..listen.listen import LISTENING_WEIGHTS, WRITING_WEIGHTS, listen
from ..listen.recording import read_recording
from ..motion import FRAMES_PER_SECOND, ArkitCurves, frame_count
from ..progress import Progress
from ..requests.capture import CaptureRequest
from ..requests.json_form import to_json
from ..rotations import of_matrices
from ..speech import Speech, SpeechFeatures, silent_speech
from ..take import Take
from ..version import VERSION
from ..weights import all_weights
from .film import Film
from .fit import Fitted, fit_points
from .lips import rounded_by_width, with_seen_lips
from .offset import picture_offset
from .opened_film import opened_film
from .track import Track, bridged
from .tracking import Followed, follow_face

ENGINE = "capture"
_WEIGHTS = ("face_detector", "face_landmarks", "capture_basis")
_LATE, _SURE = 0.045, 0.05
"""Seconds: beyond the first people notice that sound is early (ITU-R BT.1359); an offset whose spread is larger than
the second is not sure enough to be made good."""


@dataclass(frozen=True)
class CapturedFace:
    """width (T,): between the mouth's corners as seen in each frame of the take, millimetres on our heads."""

    take: Take
    width: Array


def capture(request: CaptureRequest, progress: Progress) -> Take:
    """The take; reports and raises as ``captured_face``."""
    return captured_face(request, progress).take


def captured_face(request: CaptureRequest, progress: Progress) -> CapturedFace:
    """The take and what of the picture is in no take. Steps reported: "video", "listen", "motion".

    Raises UsageError (a head or a face that is not there), InputError (a film that cannot be read or shows no face, or
    several), SetupError (a package or weights missing).
    """
    head = head_called(request.head)
    progress("video", 0.0)
    with opened_film(Path(request.video)) as film:
        return _captured(request, head, film, progress)


def _captured(request: CaptureRequest, head: str, film: Film, progress: Progress) -> CapturedFace:
    followed = _followed(film, request.face, progress)
    points = _points(film, followed.track)
    progress("video", 1.0)
    speech, features, heard = _heard(film, followed.track, progress)
    progress("motion", 0.0)
    fitted = fit_points(points)
    fitted = replace(fitted, weights=rounded_by_width(fitted.weights, fitted.width))
    track, late = _in_time(followed.track, fitted, speech)
    frames = np.arange(frame_count(speech.duration)) / FRAMES_PER_SECOND
    curves = _curves(frames, track.times, fitted, speech, features)
    motion = motion_from_arkit(curves)
    progress("motion", 1.0)
    used = {*_WEIGHTS, *((*LISTENING_WEIGHTS, *WRITING_WEIGHTS) if heard else ())}
    warnings = (*speech.warnings, *_said_of(film, followed), *late)
    take = Take(
        speech=replace(speech, warnings=warnings),
        motion=motion,
        request=to_json(replace(request, video=Path(request.video).name)),
        engine=ENGINE,
        head=head,
        weights={name: weight.sha256 for name, weight in all_weights().items() if name in used},
        warnings=warnings,
        version=VERSION,
    )
    return CapturedFace(take, np.interp(frames, track.times, fitted.width))


def _followed(film: Film, face: int | None, progress: Progress) -> Followed:
    whole = film.seconds or 0.0
    return follow_face(film, face, lambda seconds: progress("video", min(seconds / whole, 0.99) if whole else 0.5))


def _points(film: Film, track: Track) -> Array:
    try:
        return bridged(track)
    except InputError as error:
        raise InputError(str(film.path), error.reason, error.hint) from error


def _heard(film: Film, track: Track, progress: Progress) -> tuple[Speech, SpeechFeatures | None, bool]:
    """The film's sound as long as its pictures at least, and what is heard in it; a silent one where it has none."""
    seconds = float(track.times[-1]) + 1 / film.rate
    if film.write_sound is None:
        said = f"{film.path.name} has no sound: the take is silent"
        return silent_speech(seconds, (said,)), None, False
    with tempfile.TemporaryDirectory(prefix="soliloquy-") as folder:
        sound = Path(folder) / film.path.with_suffix(".wav").name
        film.write_sound(sound)
        speech = read_recording(sound)
    missing = round(seconds * speech.sample_rate) - len(speech.samples)
    if missing > 0:
        speech = replace(speech, samples=np.concatenate([speech.samples, np.zeros(missing, np.float32)]))
    if peak(speech.samples) <= SILENT_PEAK:
        return speech, None, False
    heard, features = listen(speech, progress=progress, with_content=False, write_down=True)
    return heard, features, True


def _in_time(track: Track, fitted: Fitted, speech: Speech) -> tuple[Track, tuple[str, ...]]:
    """The track moved to where its closures are heard, if they say surely that it is off, and what is said of that."""
    offset = picture_offset(fitted.gap, track.times, speech.phones)
    if offset is None or abs(offset.seconds) <= _LATE or offset.spread > _SURE:
        return track, ()
    which = "later" if offset.seconds > 0 else "earlier"
    said = f"the picture is {1000 * abs(offset.seconds):.0f} ms {which} than the sound: the face was moved to it"
    return replace(track, times=track.times - offset.seconds), (said,)


def _curves(
    frames: Array, times: Array, fitted: Fitted, speech: Speech, features: SpeechFeatures | None
) -> ArkitCurves:
    """At ``frames``, seconds. The head's turn is counted from its median: where the camera stood is no motion."""
    weights, turns = _at(frames, times, fitted.weights), _at(frames, times, fitted.turns)
    gap = _at(frames, times, fitted.gap[:, None])[:, 0]
    shut, touching = np.zeros(len(frames)), np.zeros(len(frames))
    if features is not None:
        # How near lips come that do not meet, the picture knows better.
        heard = map(meeting, lip_contacts(speech.phones, features))
        shut, touching = (contact_curve(found, frames) for found in heard)
    weights = with_seen_lips(weights, gap, shut, touching)
    ahead = rotations(np.median(turns, axis=0)[None])[0]
    return ArkitCurves(weights.astype(np.float32), of_matrices(ahead.T @ rotations(turns)).astype(np.float32))


def _at(frames: Array, times: Array, columns: Array) -> Array:
    return np.stack([np.interp(frames, times, column) for column in columns.T], axis=1)


def _said_of(film: Film, followed: Followed) -> tuple[str, ...]:
    name, seen = film.path.name, len(followed.track)
    said = []
    if followed.lost:
        share = 100 * followed.lost / seen
        said.append(f"{name}: the face was lost in {followed.lost} of {seen} pictures ({share:.0f} %): bridged")
    if film.is_short(seen / film.rate):
        said.append(f"{name} breaks off after {seen / film.rate:.1f} s of {film.seconds:.1f} s: what is there was used")
    return tuple(said)
