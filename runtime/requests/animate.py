# SPDX-License-Identifier: GPL-3.0-or-later
"""A recording that becomes a take."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .edits import edits_option
from .motion import MotionRequest
from .options import REQUIRED, check_options, option


@dataclass(frozen=True)
class AnimateRequest:
    """A recording, and what is known about it.

    recording: a sound file. transcript: what is said in it. language: of what is said; None for the first of
    ``runtime.text.languages`` where a transcript is given, and otherwise for the one that is heard. hear_words: without
    a transcript the words are written down from the sound, and the lips follow them. start, end: the section in
    seconds, None for the file's ends. channel: the one to listen to, counted from 1, None to choose
    (``runtime.listen.channels``). edits: as those of ``SpeakRequest``; the face alone follows them.
    """

    recording: str = option(
        REQUIRED, "a sound file with one voice", label="Recording", metavar="AUDIO", positional=True, path=True
    )
    transcript: str | None = option(
        None,
        "what is said in the recording, if you know it: the lips get better",
        label="Transcript",
        metavar="TEXT",
        read_from_file=True,
    )
    language: str | None = option(
        None, "of what is said; without a transcript it is heard", label="Language", register="language"
    )
    start: float | None = option(None, "begin here, in seconds", limits=(0.0, math.inf), metavar="S")
    end: float | None = option(None, "end here, in seconds", limits=(0.0, math.inf), metavar="S")
    channel: int | None = option(
        None, "listen to this channel alone, counted from 1", limits=(1, math.inf), metavar="N"
    )
    motion: MotionRequest = field(default_factory=MotionRequest)
    edits: str | Mapping[str, Any] | None = edits_option()
    hear_words: bool = option(
        True,
        "without a transcript, write down what is said and let the lips follow it",
        label="Hear the Words",
        flag="sounds-alone",
        flag_help="without a transcript, follow the sounds and write down no words: faster, and less sure",
    )

    def __post_init__(self) -> None:
        check_options(self)
