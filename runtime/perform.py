# SPDX-License-Identifier: GPL-3.0-or-later
"""A request becomes a take: a line of text is spoken, or a recording is heard, and the face moves to it."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .animate.engines import Engine, animate, find_engine
from .head.heads import head_called
from .head.layout import motion_from_arkit
from .listen.features import measure
from .listen.listen import listen
from .listen.recording import read_recording
from .people.identity import is_person
from .progress import Progress, silent
from .requests import AnimateRequest, CaptureRequest, SpeakRequest
from .requests.json_form import to_json
from .speech import Speech, SpeechFeatures
from .take import Take
from .text.lexicon import lexicon_of
from .threads import fixed_order_of_sums
from .version import VERSION
from .voice.synthesis import synthesise
from .weights import all_weights

_VOICE_WEIGHTS = ("kokoro_encoder", "kokoro_generator", "voices", "english_us", "english_gb")
_LISTENING_WEIGHTS = ("whisper_encoder", "phone_head")
_CONTENT_WEIGHTS = ("content_basis",)


@dataclass(frozen=True)
class _Sounding:
    """Speech with its features, the weights that gave them by name, and the voice that spoke, if one did."""

    speech: Speech
    features: SpeechFeatures
    weights: tuple[str, ...]
    voice: str = ""


@fixed_order_of_sums()
def perform(request: SpeakRequest | AnimateRequest | CaptureRequest, progress: Progress = silent) -> Take:
    """Make the take that is asked for. Steps reported: "voice", "listen" or "video" and "listen", then "motion".

    Raises UsageError (an engine, a head or an option that cannot be), InputError (a text, a voice, a recording, a
    transcript that cannot be used), SetupError (weights missing or altered).
    """
    if isinstance(request, CaptureRequest):
        from .capture.capture import capture

        return capture(request, progress)
    engine, head = find_engine(request.motion.engine), head_called(request.motion.head)
    request = _complete(request, engine, head)
    sounding = _sounding(request, engine, progress)
    progress("motion", 0.0)
    curves = animate(request.motion, sounding.speech, sounding.features)
    motion = motion_from_arkit(curves)
    progress("motion", 1.0)
    used = {*sounding.weights, *engine.weights}
    return Take(
        speech=sounding.speech,
        motion=motion,
        request=_kept(request),
        engine=engine.name,
        head=head,
        voice=sounding.voice,
        seed=request.motion.direction.seed,
        emotion=request.motion.direction.emotion,
        weights={name: weight.sha256 for name, weight in all_weights().items() if name in used},
        warnings=sounding.speech.warnings,
        version=VERSION,
    )


def _complete(request: SpeakRequest | AnimateRequest, engine: Engine, head: str) -> SpeakRequest | AnimateRequest:
    """The request with the engine by its name, the person in one line and the lexicon read: a take says all that it was
    made of."""
    motion = replace(request.motion, engine=engine.name)
    if is_person(head):
        motion = replace(motion, head=head)
    if not isinstance(request, SpeakRequest):
        return replace(request, motion=motion)
    lexicon = lexicon_of(request.spoken.lexicon)
    return replace(request, motion=motion, spoken=replace(request.spoken, lexicon=lexicon.as_plain()))


def _sounding(request: SpeakRequest | AnimateRequest, engine: Engine, progress: Progress) -> _Sounding:
    if isinstance(request, SpeakRequest):
        return _spoken(request, progress)
    return _heard(request, engine, progress)


def _spoken(request: SpeakRequest, progress: Progress) -> _Sounding:
    emotion = request.motion.direction.emotion if request.emotion_in_voice else {}
    speech = synthesise(request.spoken, progress, emotion)
    return _Sounding(speech, measure(speech), _VOICE_WEIGHTS, request.spoken.voice)


def _heard(request: AnimateRequest, engine: Engine, progress: Progress) -> _Sounding:
    recording = read_recording(Path(request.recording), request.start, request.end, request.channel)
    speech, features = listen(recording, request.transcript, request.language, progress, engine.needs_content)
    content = _CONTENT_WEIGHTS if engine.needs_content else ()
    return _Sounding(speech, features, _LISTENING_WEIGHTS + content)


def _kept(request: SpeakRequest | AnimateRequest) -> dict[str, Any]:
    """The request as the take keeps it: it names no folder, so that the same one gives the same bytes everywhere."""
    motion = replace(request.motion, flow=request.motion.flow.without_folder)
    if isinstance(request, SpeakRequest):
        return to_json(replace(request, motion=motion))
    return to_json(replace(request, motion=motion, recording=Path(request.recording).name))
