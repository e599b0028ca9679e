# SPDX-License-Identifier: GPL-3.0-or-later
"""A line of text that becomes a take."""

from dataclasses import dataclass, field

from .motion import MotionRequest
from .options import check_options, option
from .voice import VoiceRequest


@dataclass(frozen=True)
class SpeakRequest:
    """What to say, and how the face moves to it. emotion_in_voice: the direction's emotion is heard too."""

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

    def __post_init__(self) -> None:
        check_options(self)
