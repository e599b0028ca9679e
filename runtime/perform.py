# SPDX-License-Identifier: GPL-3.0-or-later
"""A request becomes a take: a line of text is spoken, or a recording is heard, and the face moves to it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

from .animate.engines import Engine, animate, find_engine
from .edits.edit import Edits, EmotionKey
from .edits.edits_file import as_plain, edits_of
from .edits.emotion_curves import as_layer, keyed_emotions
from .edits.face import face_edits
from .edits.heard import edited_recording
from .edits.kept import kept_edits, notes_of_lost
from .edits.placing import place
from .errors import InputError, UsageError
from .head.heads import head_called
from .head.layout import motion_from_arkit
from .idle_take import idle_take
from .limits import TAKE_WARNINGS
from .people.identity import is_person
from .progress import Progress, silent
from .requests import AnimateRequest, CaptureRequest, IdleRequest, MotionRequest, SpeakRequest
from .requests.imports import ImportRequest
from .requests.json_form import from_json, to_json
from .requests.options import options_of
from .requests.tokens import DecodeRequest
from .sounding import KeptSoundings, Sounding, sounding_of
from .take import Take
from .text.lexicon import lexicon_of
from .threads import fixed_order_of_sums
from .version import VERSION
from .voice.voices import in_full
from .weights import all_weights

_WithMotion: TypeAlias = SpeakRequest | AnimateRequest | DecodeRequest


@fixed_order_of_sums()
def perform(
    request: SpeakRequest | AnimateRequest | DecodeRequest | CaptureRequest | IdleRequest | ImportRequest,
    progress: Progress = silent,
    kept: KeptSoundings | None = None,
    layer: str = "",
) -> Take:
    """Make the take that is asked for. Steps reported: "voice", "listen" or "video" and "listen", then "motion".

    kept: what was spoken or heard last, which is not spoken or heard again. layer: one of the faces that curves of
    emotion mix (``edits/emotion_curves.py``), in the place of their mix; the voice as it is. Raises UsageError (an
    engine, a head or an option that cannot be), InputError (a text, a voice, a recording, a transcript that cannot be
    used), SetupError (weights missing or altered).
    """
    if isinstance(request, CaptureRequest):
        from .capture.capture import capture

        return capture(request, progress)
    if isinstance(request, ImportRequest):
        from .imports.importing import import_take

        return import_take(request, progress)
    if isinstance(request, IdleRequest):
        if layer:
            request = replace(request, direction=as_layer(request.direction, layer, ()))
        return idle_take(request, progress)
    engine, head = find_engine(request.motion.engine), head_called(request.motion.head)
    request = _complete(request, engine, head)
    sounding = (sounding_of if kept is None else kept.sounding_of)(request, engine, progress)
    if isinstance(request, AnimateRequest):
        sounding = _with_edits(sounding, edits_of(request.edits))
    if layer:
        request = _layered(request, layer)
    return _moved(request, engine, head, sounding, progress)


@fixed_order_of_sums()
def another_take(take: Take, options: Mapping[str, Any], progress: Progress = silent) -> Take:
    """The same speech moved anew, without a voice and without listening. options: of ``MotionRequest`` by name that are
    other than in the take's own request, as seed and variation. Step reported: "motion".

    Raises UsageError (an option), InputError (a take that was loaded, or was made of a film: it does not know what the
    motion is made of), SetupError.
    """
    known = {"spoken": SpeakRequest, "recording": AnimateRequest, "tokens": DecodeRequest}
    kind = next((kind for name, kind in known.items() if name in take.request), None)
    if take.features is None or kind is None:
        reason = "does not hold what was heard: it was read from a file, made of a film, or says nothing"
        raise InputError("take", reason, "Make it again with another seed")
    request: _WithMotion = from_json(kind, take.request)
    request = replace(request, motion=_changed(request.motion, options))
    engine, head = find_engine(request.motion.engine), head_called(request.motion.head)
    weights = tuple(name for name in take.weights if name not in find_engine(take.engine).weights)
    edits = edits_of(request.edits)
    words = edits.words if edits.said else tuple(word.text for word in take.speech.words)
    origins = edits.said or tuple(range(len(take.speech.words)))
    sounding = Sounding(take.speech, take.features, weights, take.voice, words, origins)
    return _moved(_complete(request, engine, head), engine, head, sounding, progress)


def _layered(request: _WithMotion, layer: str) -> _WithMotion:
    edits = edits_of(request.edits)
    direction = as_layer(request.motion.direction, layer, keyed_emotions(edits.edits))
    request = replace(request, motion=replace(request.motion, direction=direction))
    if not edits.edits or isinstance(request, DecodeRequest):
        return request
    others = tuple(each for each in edits.edits if not isinstance(each, EmotionKey))
    return replace(request, edits=as_plain(replace(edits, edits=others)))


def _changed(motion: MotionRequest, options: Mapping[str, Any]) -> MotionRequest:
    """The request with other values of options, wherever in it they stand. Raises UsageError."""
    paths = {each.name: each.path for each in options_of(MotionRequest)}
    for name, value in options.items():
        if name not in paths:
            raise UsageError(f"option {name!r}", "is not known", f"Use some of: {', '.join(paths)}")
        above = paths[name][:-1]
        if above:
            motion = replace(motion, **{above[0]: replace(getattr(motion, above[0]), **{name: value})})
        else:
            motion = replace(motion, **{name: value})
    return motion


def _moved(request: _WithMotion, engine: Engine, head: str, sounding: Sounding, progress: Progress) -> Take:
    progress("motion", 0.0)
    edits = edits_of(request.edits)
    placed = place(edits, sounding.words)
    face = face_edits(sounding.speech, placed.here, sounding.origins) if edits.edits else None
    motion = motion_from_arkit(animate(request.motion, sounding.speech, sounding.features, face))
    notes = () if face is None else (*notes_of_lost(placed, sounding.words), *face.notes)
    if edits.edits and not isinstance(request, DecodeRequest):
        request = replace(request, edits=as_plain(kept_edits(placed, sounding.words, sounding.origins)))
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
        warnings=tuple(dict.fromkeys((*sounding.speech.warnings, *notes)))[:TAKE_WARNINGS],
        version=VERSION,
        features=sounding.features,
    )


def _with_edits(sounding: Sounding, edits: Edits) -> Sounding:
    """A recording whose words and phones are otherwise; its sound stays."""
    if not edits.edits:
        return sounding
    heard = edited_recording(sounding.speech, place(edits, sounding.words).here)
    speech = replace(heard.speech, warnings=(*heard.speech.warnings, *heard.notes))
    return replace(sounding, speech=speech, origins=heard.origins)


def _complete(request: _WithMotion, engine: Engine, head: str) -> _WithMotion:
    """The request with the engine by its name, the person in one line, edits, lexicon and voice read: a take says
    all that it was made of."""
    motion = replace(request.motion, engine=engine.name)
    if is_person(head):
        motion = replace(motion, head=head)
    if isinstance(request, DecodeRequest):
        return replace(request, motion=motion, voice=None if request.voice is None else in_full(request.voice))
    edits = None if request.edits is None else as_plain(edits_of(request.edits))
    request = replace(request, edits=edits)
    if not isinstance(request, SpeakRequest):
        return replace(request, motion=motion)
    lexicon = lexicon_of(request.spoken.lexicon)
    spoken = replace(request.spoken, lexicon=lexicon.as_plain(), voice=in_full(request.spoken.voice))
    return replace(request, motion=motion, spoken=spoken)


def _kept(request: _WithMotion) -> dict[str, Any]:
    """The request as the take keeps it: it names no folder, so that the same one gives the same bytes everywhere."""
    motion = replace(request.motion, flow=request.motion.flow.without_folder)
    if isinstance(request, SpeakRequest):
        return to_json(replace(request, motion=motion))
    if isinstance(request, DecodeRequest):
        return to_json(replace(request, motion=motion, tokens=Path(request.tokens).name))
    return to_json(replace(request, motion=motion, recording=Path(request.recording).name))
