# SPDX-License-Identifier: GPL-3.0-or-later
"""A line of text becomes a take."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from .animate.engine_names import DEFAULT_ENGINE
from .animate.engines import animate
from .animate.flow.options import FlowOptions
from .animate.flow.styles import NETWORKS
from .direction import Direction
from .errors import UsageError
from .head.heads import DEFAULT_HEAD, head_names
from .head.layout import motion_from_arkit
from .listen.features import measure
from .progress import Progress, silent
from .take import Take
from .text.lexicon import EMPTY, Lexicon
from .version import VERSION
from .voice.prosody import LEVEL, PLAIN, Contours, Prosody, emotional
from .voice.request import VoiceRequest
from .voice.synthesis import synthesise
from .weights import all_weights

_VOICE_WEIGHTS = ("kokoro_encoder", "kokoro_generator", "voices", "english_us", "english_gb")


@dataclass(frozen=True)
class SpeakRequest:
    """What to say and how. voice: a name or a mix ("af_heart:0.6,bf_emma:0.4"). language: None for the
    voice's own. speed: 0.5..2, 1 as trained. head: an identity, None for the default one. lexicon: the
    user's own pronunciations. prosody: of the whole text; where emotion_in_voice is set, the direction's emotion
    is heard too. contours, say_emoji: as of ``VoiceRequest``. flow: of the engine of that
    name alone."""

    text: str
    voice: str = "af_heart"
    language: str | None = None
    speed: float = 1.0
    engine: str = DEFAULT_ENGINE
    head: str | None = None
    direction: Direction = field(default_factory=Direction)
    lexicon: Lexicon = EMPTY
    prosody: Prosody = PLAIN
    emotion_in_voice: bool = True
    contours: Contours = LEVEL
    say_emoji: bool = False
    flow: FlowOptions = field(default_factory=FlowOptions)

    @property
    def spoken(self) -> VoiceRequest:
        """What of it the voice does."""
        feeling = emotional(self.direction.emotion) if self.emotion_in_voice else PLAIN
        prosody = self.prosody.then(feeling)
        return VoiceRequest(
            self.text, self.voice, self.language, self.speed, self.lexicon, prosody, self.contours, self.say_emoji
        )

    def as_plain(self) -> dict[str, Any]:
        """The request as JSON values, for the take."""
        words = {f"{language}:{word}": said for (language, word), said in sorted(self.lexicon.entries.items())}
        # A take names no folder, so that the same request gives the same bytes on every machine.
        return asdict(replace(self, lexicon=EMPTY, flow=self.flow.without_folder)) | {"lexicon": words}


def speak(request: SpeakRequest, progress: Progress = silent) -> Take:
    """Make the speech and the motion of ``request``. Steps reported: "voice", "motion".

    Raises InputError (text, voice or language that cannot be spoken), UsageError (speed, head, engine),
    SetupError (weights missing or altered).
    """
    head = checked_head(request.head)
    speech = synthesise(request.spoken, progress)
    progress("motion", 0.0)
    curves = animate(request.engine, speech, measure(speech), request.direction, request.flow)
    motion = motion_from_arkit(curves)
    progress("motion", 1.0)
    return Take(
        speech=speech,
        motion=motion,
        request=request.as_plain(),
        engine=request.engine,
        head=head,
        voice=request.voice,
        seed=request.direction.seed,
        emotion=request.direction.emotion,
        weights=used_weights(_VOICE_WEIGHTS, request.engine),
        warnings=speech.warnings,
        version=VERSION,
    )


def checked_head(name: str | None) -> str:
    """The identity's name, the default one for None. Raises UsageError for an unknown one."""
    if name is None:
        return DEFAULT_HEAD
    if name not in head_names():
        raise UsageError(f"head {name!r}", "is not known", f"Use one of: {', '.join(head_names())}")
    return name


def used_weights(names: tuple[str, ...], engine: str) -> dict[str, str]:
    """sha256 of the named weights and of those that a motion engine plays with."""
    played = (*NETWORKS, "flow_styles") if engine == "flow" else ()
    return {name: weight.sha256 for name, weight in all_weights().items() if name in (*names, *played)}
