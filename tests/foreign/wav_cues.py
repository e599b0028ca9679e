# SPDX-License-Identifier: GPL-3.0-or-later
"""Cue points of a WAV, by wavinfo."""

from dataclasses import dataclass
from pathlib import Path

from wavinfo import WavInfoReader

from .programs import ReaderError


@dataclass(frozen=True)
class WavCue:
    """start and length in samples; a moment has length 0."""

    start: int
    length: int
    label: str


@dataclass(frozen=True)
class WavFindings:
    sample_rate: int
    channels: int
    bits: int
    samples: int
    cues: tuple[WavCue, ...]


def read_cues(path: Path) -> WavFindings:
    """Raises ReaderError where the cues' numbers do not belong together."""
    whole = WavInfoReader(str(path), bext_encoding="utf-8", info_encoding="utf-8")
    found = whole.cues
    labels = {label.name: label.text for label in found.labels} if found else {}
    lengths = {each.name: each.length for each in found.ranges} if found else {}
    numbers = [cue.name for cue in found.cues] if found else []
    if len(set(numbers)) != len(numbers) or {*labels, *lengths} - {*numbers}:
        raise ReaderError(f"{path.name}: two cues of one number, or a label without its cue")
    cues = [WavCue(cue.sample_offset, lengths.get(cue.name, 0), labels.get(cue.name, "")) for cue in found.cues]
    return WavFindings(
        sample_rate=whole.fmt.sample_rate,
        channels=whole.fmt.channel_count,
        bits=whole.fmt.bits_per_sample,
        samples=whole.data.frame_count,
        cues=tuple(cues),
    )
