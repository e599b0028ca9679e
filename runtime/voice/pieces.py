# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines of a text and the silences between them, on one clock."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..errors import InputError
from ..limits import TAKE_SECONDS
from ..speech import SILENCE, Phone, Speech, TtsFeatures
from .glottal_source import SAMPLE_RATE
from .kokoro import FRAMES_PER_SECOND, SAMPLES_PER_FRAME
from .line_plan import PlannedLine
from .shaping import SILENT_ENERGY, Shaped
from .timing import phones_of_line, words_of

LEAD_IN_FRAMES = 10
TAIL_FRAMES = 16
"""0.25 s and 0.4 s, so that a first /b/ can be prepared and a last vowel can close (docs/conventions.md)."""

SPLIT = "Split it into several takes; the sound alone of any length is made by `soliloquy say`"
_FEATURES = ("text", "prosody", "pitch", "energy")


@dataclass(frozen=True)
class Chunk:
    """One line and its samples (N,), float32 at 24 kHz (none yet where it is streamed). pause_frames: the silence
    wanted after it, exact or at least."""

    planned: PlannedLine
    shaped: Shaped
    samples: Array
    pause_frames: int


@dataclass(frozen=True)
class Piece:
    """What one spoken line, or one silence, adds to the take. samples (N,): float32 at 24 kHz. line: None for a
    silence."""

    line: Shaped | None
    samples: Array
    features: TtsFeatures
    phones: tuple[Phone, ...]
    words: tuple[tuple[str, str], ...] = ()


def speech_of(chunks: Iterable[Chunk], text: str = "", note: Callable[[Shaped], None] | None = None) -> Speech:
    """The lines joined, with phones, words and features. note: called with each line. Raises InputError where it lasts
    longer than a take may."""
    phones: list[Phone] = []
    written: list[tuple[str, str]] = []
    # Of each line no more is kept than what the take is made of.
    tracks: dict[str, list[Array]] = {name: [] for name in ("samples", *_FEATURES)}
    for piece in pieces(chunks):
        phones += piece.phones
        written += piece.words
        if note is not None and piece.line is not None:
            note(piece.line)
        _check_seconds(phones[-1].end)
        tracks["samples"].append(piece.samples)
        for name in _FEATURES:
            tracks[name].append(getattr(piece.features, name))
    return Speech(
        samples=_joined(tracks["samples"]),
        sample_rate=SAMPLE_RATE,
        phones=tuple(_merged_silences(phones)),
        words=tuple(words_of(phones, written)),
        tts=TtsFeatures(**{name: _joined(tracks[name]) for name in _FEATURES}),
        text=text,
    )


def pieces(chunks: Iterable[Chunk]) -> Iterator[Piece]:
    """Lines and the silences between them on the take's clock; what silence a line brings itself is not added."""
    frame, words, wanted = 0, 0, LEAD_IN_FRAMES
    for chunk in chunks:
        wanted += round(chunk.planned.lead_in * FRAMES_PER_SECOND)
        line, durations = chunk.planned.line, chunk.shaped.encoded.durations
        first, *_, last = phones_of_line(line, durations, 0, 0)
        for silence in _silence(wanted - _edge_frames(first), frame):
            yield silence
            frame += len(silence.features.text)
        phones = tuple(phones_of_line(line, durations, frame, words))
        yield Piece(chunk.shaped, chunk.samples, chunk.shaped.features, phones, line.words)
        frame += chunk.shaped.encoded.frames
        words += len(line.words)
        wanted = chunk.pause_frames - _edge_frames(last)
        ending = _edge_frames(last)
    yield from _silence(max(TAIL_FRAMES, chunk.pause_frames if chunk.planned.exact else 0) - ending, frame)


def _silence(frames: int, first_frame: int) -> Iterator[Piece]:
    if frames > 0:
        times = (first_frame / FRAMES_PER_SECOND, (first_frame + frames) / FRAMES_PER_SECOND)
        yield Piece(None, silent_samples(frames), _silent_features(frames), (Phone(SILENCE, *times),))


def silent_samples(frames: int) -> Array:
    """(600 frames,) zeros."""
    return np.zeros(frames * SAMPLES_PER_FRAME, np.float32)


def _edge_frames(phone: Phone) -> int:
    return round((phone.end - phone.start) * FRAMES_PER_SECOND) if phone.symbol == SILENCE else 0


def _merged_silences(phones: list[Phone]) -> Iterator[Phone]:
    waiting: Phone | None = None
    for phone in phones:
        if phone.symbol == SILENCE:
            waiting = Phone(SILENCE, waiting.start if waiting else phone.start, phone.end)
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        yield phone
    if waiting is not None:
        yield waiting


def _silent_features(frames: int) -> TtsFeatures:
    return TtsFeatures(
        text=np.zeros((frames, 512), np.float32),
        prosody=np.zeros((frames, 512), np.float32),
        pitch=np.zeros(2 * frames, np.float32),
        energy=np.full(2 * frames, SILENT_ENERGY, np.float32),
    )


def _joined(parts: list[Array]) -> Array:
    """One array; the parts are given up, as an hour of them is too large to be kept twice."""
    whole = np.concatenate(parts)
    parts.clear()
    return whole


def _check_seconds(seconds: float) -> None:
    if seconds > TAKE_SECONDS:
        raise InputError("text", f"takes more than {TAKE_SECONDS / 3600:g} hours to say, the most of one take", SPLIT)
