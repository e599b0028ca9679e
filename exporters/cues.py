# SPDX-License-Identifier: GPL-3.0-or-later
"""Cue points in a WAV: words, phones and closures, as Wwise, FMOD and editors of sound read them.

Sources: Microsoft and IBM, "Multimedia Programming Interface and Data Specifications 1.0" (1991), the chunks "cue " and
"LIST adtl" with "labl" and "ltxt".
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..runtime.animate.measure import frames_inside
from ..runtime.errors import WriteError
from ..runtime.head.lips import opening
from ..runtime.phones import ARPABET, BILABIALS
from ..runtime.speech import SILENCE
from ..runtime.take import Take
from ..runtime.voice.wave_stream import riff_chunk

_REGION = b"rgn "
_LARGEST = 2**32 - 1
"""Of the length of a RIFF file."""


@dataclass(frozen=True)
class Cue:
    """A moment, or a span where length is above 0; both in samples. label: KIND:NAME."""

    start: int
    length: int
    label: str


def cues_of(take: Take, sample_rate: int) -> list[Cue]:
    """``word:Hello``, ``phone:HH`` (ARPAbet) and ``closure:P``, the moment at which the lips are shut; by time.

    Empty where nothing is known of what is said. sample_rate: of the file that they are for.
    """
    return sorted(_cues(take, sample_rate), key=lambda cue: cue.start)


def _cues(take: Take, sample_rate: int) -> Iterator[Cue]:
    def span(start: float, end: float, label: str) -> Cue:
        first = round(start * sample_rate)
        return Cue(first, max(0, round(end * sample_rate) - first), label)

    for word in take.speech.words:
        yield span(word.start, word.end, f"word:{word.text}")
    curves = take.curves
    opened = opening(curves.weights)
    for phone in take.lip_phones:
        if phone.symbol == SILENCE:
            continue
        yield span(phone.start, phone.end, f"phone:{ARPABET[phone.symbol]}")
        if phone.symbol in BILABIALS:
            inside = frames_inside(phone.start, phone.end, curves.frames_per_second, len(curves))
            shut = (inside.start + int(opened[inside].argmin())) / curves.frames_per_second
            yield span(shut, shut, f"closure:{ARPABET[phone.symbol]}")


def add_cues(path: Path, cues: list[Cue]) -> None:
    """Put ``cues`` at the end of the WAV at ``path``, whose sound stays as it is. Raises WriteError, OSError."""
    chunks = _cue_chunk(cues) + _label_list(cues)
    with path.open("r+b") as file:
        head = file.read(12)
        size = file.seek(0, 2)
        if head[:4] != b"RIFF" or head[8:] != b"WAVE" or size + len(chunks) + 9 > _LARGEST:
            reason = "is no WAV that can hold cue points: RIFF, below 4 GB"
            raise WriteError(path.name, reason, "Leave out --cues, or convert the recording to a WAV")
        file.write(b"\0" * (size % 2) + chunks)
        file.seek(4)
        file.write(struct.pack("<I", size + size % 2 + len(chunks) - 8))


def _cue_chunk(cues: list[Cue]) -> bytes:
    points = (
        struct.pack("<II4sIII", number, cue.start, b"data", 0, 0, cue.start) for number, cue in enumerate(cues, start=1)
    )
    return riff_chunk(b"cue ", struct.pack("<I", len(cues)) + b"".join(points))


def _label_list(cues: list[Cue]) -> bytes:
    parts = [b"adtl"]
    for number, cue in enumerate(cues, start=1):
        parts.append(riff_chunk(b"labl", struct.pack("<I", number) + cue.label.encode() + b"\0"))
        if cue.length:
            parts.append(riff_chunk(b"ltxt", struct.pack("<II4sHHHH", number, cue.length, _REGION, 0, 0, 0, 0)))
    return riff_chunk(b"LIST", b"".join(parts))
