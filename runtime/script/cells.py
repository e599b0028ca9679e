# SPDX-License-Identifier: GPL-3.0-or-later
"""What a user wrote into a cell, as a value of ours. Each raises UsageError naming what was written."""

import re
from collections.abc import Mapping

from ..errors import UsageError
from ..requests import Direction, VoiceRequest
from ..requests.direction import EMOTIONS
from ..requests.kinds import between_commas, parse_strengths
from ..requests.options import check_value
from .directions import emotion_of

_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:[.,]\d+)?)")
_DECIMAL_COMMA = re.compile(r"(=\s*\d+),(?=\d)")
_NEUTRAL = ("neutral", "none", "normal", "default", "n/a", "-")
"""What tables say of a line without an emotion."""
_NOUNS = {
    "anger": "angry", "joy": "happy", "happiness": "happy", "sadness": "sad", "fear": "afraid", "disgust": "disgusted",
    "surprise": "surprised", "melancholy": "melancholic",
}  # fmt: skip
_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?: ?s)?")


def seconds(written: str) -> float:
    """ "12.5", "12,5", "12.5 s", "1:02.5" and "00:01:02.500"."""
    found = _CLOCK.fullmatch(written)
    if found is not None:
        hours, minutes = int(found[1] or 0), int(found[2])
        return 3600.0 * hours + 60.0 * minutes + float(found[3].replace(",", "."))
    if _PLAIN.fullmatch(written) is None:
        raise UsageError(
            repr(written[:40]), "is no time", "Write seconds, or 00:01:02.500; frames cannot be told apart"
        )
    value = number(written.removesuffix("s").strip())
    if value < 0:
        raise UsageError(repr(written[:40]), "is less than 0", "Write seconds from 0 up")
    return value


def gap(written: str) -> float:
    """Seconds, less than 0 for an overlap: "0.3", "-0,5 s"."""
    if _PLAIN.fullmatch(written) is None:
        raise UsageError(repr(written[:40]), "is no time", "Write seconds, less than 0 where it overlaps")
    return number(written.removesuffix("s").strip())


def number(written: str) -> float:
    """ "0.9", and "0,9" as much of Europe writes it."""
    try:
        return float(written.replace(",", "."))
    except ValueError:
        raise UsageError(repr(written[:40]), "is no number", "Write a number") from None


def voice_number(name: str, written: str) -> float:
    """The value of an option of the voice, within its limits."""
    value = number(written)
    check_value(VoiceRequest, name, value)
    return value


def seed(written: str) -> int:
    """A whole number from 0 up; "7.0" too, for spreadsheets know no others."""
    value = number(written)
    if not 0 <= value < 2**53 or value != int(value):
        raise UsageError(repr(written[:40]), "is no seed", "Write a whole number from 0 up, or leave it empty")
    return int(value)


def variation(written: str) -> float:
    """ "0.5": how much the mouth differs from seed to seed."""
    value = number(written)
    check_value(Direction, "variation", value)
    return value


def emotion(written: str) -> Mapping[str, float]:
    """ "happy=0.6, surprised=0.2", "angry"; "happy=0,6; surprised=0,2" as well, as much of Europe writes it. "neutral"
    is none; other words are known as those of directions are."""
    found: dict[str, float] = {}
    for part in between_commas(_DECIMAL_COMMA.sub(r"\1.", written.replace(";", ",").lower())):
        if part in _NEUTRAL:
            continue
        word = _NOUNS.get(part, part)
        found |= parse_strengths(word) if word in EMOTIONS else emotion_of(word) or parse_strengths(word)
    check_value(Direction, "emotion", found)
    return found


def manner(written: str) -> str:
    """ "whisper", "shout" or "normal"."""
    value = written.lower()
    check_value(VoiceRequest, "manner", value)
    return value
