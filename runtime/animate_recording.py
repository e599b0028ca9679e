# SPDX-License-Identifier: GPL-3.0-or-later
"""A recording becomes a take."""

from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from .animate.engine_names import DEFAULT_ENGINE
from .animate.engines import animate
from .animate.flow.options import FlowOptions
from .direction import Direction
from .head.layout import motion_from_arkit
from .listen.listen import listen
from .listen.recording import read_recording
from .progress import Progress, silent
from .speak import checked_head, used_weights
from .take import Take
from .version import VERSION

_WEIGHTS = ("whisper_encoder", "phone_head")


@dataclass(frozen=True)
class AnimateRequest:
    """A recording, and what is known about it. transcript: what is said; language: of the transcript, None for
    "en-us". start, end: the section in seconds, None for the file's ends. head: an identity, None for the
    default one. channel: the one to listen to, counted from 1, None to choose (listen/channels.py). flow: of the engine
    of that name alone."""

    recording: str
    transcript: str | None = None
    language: str | None = None
    start: float | None = None
    end: float | None = None
    channel: int | None = None
    engine: str = DEFAULT_ENGINE
    flow: FlowOptions = field(default_factory=FlowOptions)
    head: str | None = None
    direction: Direction = field(default_factory=Direction)


def animate_recording(request: AnimateRequest, progress: Progress = silent) -> Take:
    """Hear the recording and make its motion. Steps reported: "listen", "motion".

    Raises InputError (a file that is no sound, a transcript of something else), UsageError (section, head,
    engine), SetupError (weights missing or altered).
    """
    head = checked_head(request.head)
    path = Path(request.recording)
    recording = read_recording(path, request.start, request.end, request.channel)
    needs_content = request.engine == "flow"
    speech, features = listen(recording, request.transcript, request.language, progress, needs_content)
    progress("motion", 0.0)
    curves = animate(request.engine, speech, features, request.direction, request.flow)
    motion = motion_from_arkit(curves)
    progress("motion", 1.0)
    # A take names no folder, so that the same recording gives the same bytes on every machine.
    return Take(
        speech=speech,
        motion=motion,
        request=asdict(replace(request, recording=path.name, flow=request.flow.without_folder)),
        engine=request.engine,
        head=head,
        seed=request.direction.seed,
        emotion=request.direction.emotion,
        weights=used_weights(_WEIGHTS + (("content_basis",) if needs_content else ()), request.engine),
        warnings=speech.warnings,
        version=VERSION,
    )
