# SPDX-License-Identifier: GPL-3.0-or-later
"""Words and phones as a Praat TextGrid (long text format).

Source: Praat manual, "TextGrid file formats", section 1: intervals of a tier join without gaps, and a
double quote within a text is doubled.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from ..runtime.errors import InputError
from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.speech import SILENCE
from ..runtime.take import Take

_Interval = tuple[float, float, str]


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """Two interval tiers, "words" and "phones" (IPA); silence is an empty text.

    Raises InputError when the take's phones are unknown, OSError.
    """
    speech = take.speech
    if not speech.phones:
        raise InputError("textgrid", "the phones of this take are not known", "Leave textgrid out of the formats")
    words = ((word.start, word.end, word.text) for word in speech.words)
    phones = ((phone.start, phone.end, "" if phone.symbol == SILENCE else phone.symbol) for phone in speech.phones)
    tiers = (("words", list(_joined(words, speech.duration))), ("phones", list(_joined(phones, speech.duration))))
    lines = [
        'File type = "ooTextFile"',
        'Object class = "TextGrid"',
        "",
        "xmin = 0 ",
        f"xmax = {_number(speech.duration)} ",
        "tiers? <exists> ",
        f"size = {len(tiers)} ",
        "item []: ",
    ]
    for index, (name, intervals) in enumerate(tiers, start=1):
        lines += _tier(index, name, intervals, speech.duration)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _joined(intervals: Iterable[_Interval], duration: float) -> Iterator[_Interval]:
    """Fill the gaps of ``intervals`` with empty ones, so that they cover 0..duration exactly."""
    reached = 0.0
    for wanted_start, wanted_end, text in intervals:
        start, end = max(wanted_start, reached), min(wanted_end, duration)
        if end < start or _number(end) == _number(start):
            continue
        if _number(start) != _number(reached):
            yield reached, start, ""
        yield start, end, text
        reached = end
    if _number(reached) != _number(duration):
        yield reached, duration, ""


def _tier(index: int, name: str, intervals: list[_Interval], duration: float) -> Iterator[str]:
    yield f"    item [{index}]:"
    yield '        class = "IntervalTier" '
    yield f'        name = "{name}" '
    yield "        xmin = 0 "
    yield f"        xmax = {_number(duration)} "
    yield f"        intervals: size = {len(intervals)} "
    for number, (start, end, text) in enumerate(intervals, start=1):
        quoted = text.replace('"', '""')
        yield f"        intervals [{number}]:"
        yield f"            xmin = {_number(start)} "
        yield f"            xmax = {_number(end)} "
        yield f'            text = "{quoted}" '


def _number(seconds: float) -> str:
    """Microseconds are finer than a sample."""
    return f"{seconds:.6f}".rstrip("0").rstrip(".") or "0"
