# SPDX-License-Identifier: GPL-3.0-or-later
"""A request becomes a take: a line of text is spoken, or a recording is heard, and the face moves to it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from .animate.engines import Engine, animate, find_engine
from .errors import InputError, UsageError
from .head.heads import head_called
from .head.layout import motion_from_arkit
from .people.identity import is_person
from .progress import Progress, silent
from .requests import AnimateRequest, CaptureRequest, MotionRequest, SpeakRequest
from .requests.json_form import from_json, to_json
from .requests.options import options_of
from .sounding import KeptSoundings, Sounding, sounding_of
from .take import Take
from .text.lexicon import lexicon_of
from .threads import fixed_order_of_sums
from .version import VERSION
from .weights import all_weights


@fixed_order_of_sums()
def perform(
    request: SpeakRequest | AnimateRequest | CaptureRequest,
    progress: Progress = silent,
    kept: KeptSoundings | None = None,
    plain: bool = False,
) -> Take:
    """Make the take that is asked for. Steps reported: "voice", "listen" or "video" and "listen", then "motion".

    kept: what was spoken or heard last, which is not spoken or heard again. plain: the face moves without the emotion
    that is asked for, the voice as it is. Raises UsageError (an engine, a head or an
    option that cannot be), InputError (a text, a voice, a recording, a transcript that cannot be used), SetupError
    (weights missing or altered).
    """
    if isinstance(request, CaptureRequest):
        from .capture.capture import capture

        return capture(request, progress)
    engine, head = find_engine(request.motion.engine), head_called(request.motion.head)
    request = _complete(request, engine, head)
    sounding = (sounding_of if kept is None else kept.sounding_of)(request, engine, progress)
    if plain:
        request = replace(request, motion=_changed(request.motion, {"emotion": {}}))
    return _moved(request, engine, head, sounding, progress)


@fixed_order_of_sums()
def another_take(take: Take, options: Mapping[str, Any], progress: Progress = silent) -> Take:
    """The same speech moved anew, without a voice and without listening. options: of ``MotionRequest`` by name that are
    other than in the take's own request, as seed and variation. Step reported: "motion".

    Raises UsageError (an option), InputError (a take that was loaded, or was made of a film: it does not know what the
    motion is made of), SetupError.
    """
    known = {"spoken": SpeakRequest, "recording": AnimateRequest}
    kind = next((kind for name, kind in known.items() if name in take.request), None)
    if take.features is None or kind is None:
        reason = "does not hold what was heard: it was read from a file, or made of a film"
        raise InputError("take", reason, "Make it again with another seed")
    request: SpeakRequest | AnimateRequest = from_json(kind, take.request)
    request = replace(request, motion=_changed(request.motion, options))
    engine, head = find_engine(request.motion.engine), head_called(request.motion.head)
    weights = tuple(name for name in take.weights if name not in find_engine(take.engine).weights)
    sounding = Sounding(take.speech, take.features, weights, take.voice)
    return _moved(_complete(request, engine, head), engine, head, sounding, progress)


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


def _moved(
    request: SpeakRequest | AnimateRequest, engine: Engine, head: str, sounding: Sounding, progress: Progress
) -> Take:
    progress("motion", 0.0)
    motion = motion_from_arkit(animate(request.motion, sounding.speech, sounding.features))
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
        features=sounding.features,
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


def _kept(request: SpeakRequest | AnimateRequest) -> dict[str, Any]:
    """The request as the take keeps it: it names no folder, so that the same one gives the same bytes everywhere."""
    motion = replace(request.motion, flow=request.motion.flow.without_folder)
    if isinstance(request, SpeakRequest):
        return to_json(replace(request, motion=motion))
    return to_json(replace(request, motion=motion, recording=Path(request.recording).name))
