# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines that a picture gives their length: said faster or slower, as far as that may go unheard."""

from collections.abc import Callable
from dataclasses import replace

from ..runtime.edits.edits_file import edits_of
from ..runtime.edits.spoken import TextEdits
from ..runtime.requests import SpeakRequest, VoiceRequest
from ..runtime.requests.voice import SPEED
from ..runtime.speech import SILENCE, Speech
from ..runtime.voice.synthesis import time_text

FASTER = (0.85, 1.2)
"""Times as fast as the line would be said, at least and at most: chosen by ear, beyond it the change is heard."""
TOLERANCE = 0.04
"""Seconds: a frame at 25 a second, below which nobody sees that a line ends early or late. Chosen by hand."""
_TRIES = 10
"""Speeds that are tried to fit a line. Chosen by hand."""


def spoken_seconds(speech: Speech) -> float:
    """From the beginning of the first phone to the end of the last, without the rests around them."""
    heard = [phone for phone in speech.phones if phone.symbol != SILENCE]
    return float(heard[-1].end - heard[0].start) if heard else 0.0


def misfit(speech: Speech, length: float) -> float:
    """By how many seconds speech is longer than its picture (less than 0: shorter); 0 within ``TOLERANCE``."""
    over = spoken_seconds(speech) - length
    return 0.0 if abs(over) <= TOLERANCE else over


def fitted(request: SpeakRequest, length: float) -> tuple[SpeakRequest, float]:
    """The request at the speed at which its speech takes ``length`` seconds, and how many times as fast that is.

    Where ``FASTER`` does not reach so far, the nearest within it. Each try costs a tenth of what the line does. Raises
    as ``time_text``.
    """
    emotion = request.motion.direction.emotion if request.emotion_in_voice else {}

    def said(faster: float) -> VoiceRequest:
        return replace(request.spoken, speed=_within(request.spoken.speed * faster))

    def over(faster: float) -> float:
        return misfit(time_text(said(faster), emotion=emotion, edits=TextEdits(edits_of(request.edits))), length)

    least, most = (said(each).speed / request.spoken.speed for each in FASTER)
    faster = _root(over, least, most)
    return replace(request, spoken=said(faster)), faster


def _root(over: Callable[[float], float], least: float, most: float) -> float:
    """The speed at which ``over``, which falls with it, is 0, or the nearest that was tried; the end of the range where
    it lies beyond. Phones have whole frames, so the fall has steps, and halving is surer than following its slope."""
    tried = {1.0: over(1.0)}
    if tried[1.0] == 0.0:
        return 1.0
    slow, fast = (1.0, most) if tried[1.0] > 0 else (least, 1.0)
    end = fast if tried[1.0] > 0 else slow
    tried[end] = over(end)
    if tried[end] * tried[1.0] > 0:
        return end
    while 0.0 not in tried.values() and len(tried) < _TRIES:
        middle = (slow + fast) / 2
        tried[middle] = over(middle)
        slow, fast = (middle, fast) if tried[middle] > 0 else (slow, middle)
    return min(tried, key=lambda each: abs(tried[each]))


def _within(speed: float) -> float:
    return min(SPEED[1], max(SPEED[0], speed))
