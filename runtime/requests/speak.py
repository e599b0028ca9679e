# SPDX-License-Identifier: GPL-3.0-or-later
"""A line of text that becomes a take."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .edits import edits_option
from .motion import MotionRequest
from .options import check_options, option
from .voice import VoiceRequest


@dataclass(frozen=True)
class SpeakRequest:
    """What to say, and how the face moves to it. emotion_in_voice: the direction's emotion is heard too. edits: what is
    to be otherwise in its words and phones (``runtime.edits.edits_file``)."""

    spoken: VoiceRequest
    motion: MotionRequest = field(default_factory=MotionRequest)
    emotion_in_voice: bool = option(
        True,
        "let the emotion change melody, pace and loudness of the voice too, not the face alone",
        label="Heard in the Voice",
        panel="emotion",
        flag="face-emotion",
        flag_help="let --emotion move the face alone",
    )
    edits: str | Mapping[str, Any] | None = edits_option()

    def __post_init__(self) -> None:
        check_options(self)
