# SPDX-License-Identifier: GPL-3.0-or-later
"""Text of any length becomes speech whose every phone's time is known exactly."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from ..arrays import Array
from ..errors import InputError
from ..limits import TAKE_CHARACTERS, TAKE_SECONDS
from ..progress import Progress, silent
from ..requests import VoiceRequest
from ..speech import SILENCE, Phone, Speech, TtsFeatures
from ..text.emoji_names import with_emoji_named
from ..text.lexicon import lexicon_of
from ..text.phonemes import BeingRead
from ..threads import thread_count
from . import kokoro
from .glottal_source import SAMPLE_RATE
from .kokoro import FRAMES_PER_SECOND, SAMPLES_PER_FRAME
from .line_plan import PlannedLine, planned_lines
from .markup import read_markup, with_contours
from .prosody import NO_EMOTION, Prosody, contours_of, emotional, prosody_of
from .rendering import FIRST_PIECE_FRAMES, rendered, rendered_in_pieces
from .shaping import SILENT_ENERGY, Shaped, shaped
from .timing import phones_of_line, words_of
from .voices import VoiceMix, parse_voice

if TYPE_CHECKING:
    from ..edits.spoken import TextEdits

LEAD_IN_FRAMES = 10
TAIL_FRAMES = 16
"""0.25 s and 0.4 s, so that a first /b/ can be prepared and a last vowel can close (docs/conventions.md)."""
# A piece may be as long as what has been heard before it, because the voice is faster than its sound.
_LONGEST_PIECE_FRAMES = 640

# With fewer lines for each thread than this, the threads share each line instead.
_LINES_PER_THREAD = 3

_FEATURES = ("text", "prosody", "pitch", "energy")
_SPLIT = "Split it into several takes; the sound alone of any length is made by `soliloquy say`"

Render = Callable[[Shaped, int], Array]
Emotion = Mapping[str, float]
Edited: TypeAlias = "TextEdits | None"


@dataclass(frozen=True)
class Chunk:
    """One line and its samples (none yet where it is streamed). pause_frames: the silence wanted after it, exact or at
    least."""

    planned: PlannedLine
    shaped: Shaped
    samples: Array
    pause_frames: int


@dataclass(frozen=True)
class Piece:
    """What one spoken line, or one silence, adds to the take. line: None for a silence."""

    line: Shaped | None
    samples: Array
    features: TtsFeatures
    phones: tuple[Phone, ...]
    words: tuple[tuple[str, str], ...] = ()


def synthesise(
    request: VoiceRequest | str, progress: Progress = silent, emotion: Emotion = NO_EMOTION, edits: Edited = None
) -> Speech:
    """Speak a text; one alone is said by the default voice. emotion: what is heard in it (``prosody.emotional``).
    edits: what is to be said otherwise; they tell afterwards what became of them.

    24 kHz mono; at least 0.25 s of silence before the first phone and 0.4 s after the last. Reports the step "voice".
    Raises InputError (nothing to say, unknown voice or language, a wrong mark in the text), SetupError (weights).
    """
    return _speak(request, rendered, progress, emotion, edits)


def time_text(
    request: VoiceRequest | str, progress: Progress = silent, emotion: Emotion = NO_EMOTION, edits: Edited = None
) -> Speech:
    """What ``synthesise`` would speak, before its sound exists: phones, words and features, the samples zeros.

    The encoder alone takes about a tenth of the time. Raises as ``synthesise``.
    """
    return _speak(request, lambda line, threads: _zeros(line.encoded.frames), progress, emotion, edits)


def stream(
    request: VoiceRequest | str,
    progress: Progress = silent,
    warn: Callable[[str], None] = lambda warning: None,
    emotion: Emotion = NO_EMOTION,
) -> Iterator[Array]:
    """The text's samples piece by piece as they are made, the first one soon however long the text is.

    The words and the voice are those of ``synthesise``, the samples are not the same: a long first sentence is begun
    with a part of it, and a line is made in growing pieces (``rendering.py``); docs/measured/voice-quality.md says how
    far off they are. Deterministic too. warn: called at the end for each thing that could not be said. Raises what
    ``synthesise`` raises, at the first piece; that there is nothing to say at all, only when all of it has been read.
    """
    longest = FIRST_PIECE_FRAMES
    reading, chunks = _plan(request, None, progress, emotion)
    for piece in _pieces(chunks):
        if piece.line is None:
            yield piece.samples
            continue
        yield from rendered_in_pieces(piece.line, longest)
        longest = min(_LONGEST_PIECE_FRAMES, longest + piece.line.encoded.frames)
    for warning in reading.warnings:
        warn(warning)


def _speak(request: VoiceRequest | str, render: Render, progress: Progress, emotion: Emotion, edits: Edited) -> Speech:
    _check_length(request if isinstance(request, str) else request.text)
    reading, chunks = _plan(request, render, progress, emotion, edits)
    phones: list[Phone] = []
    written: list[tuple[str, str]] = []
    # Of each line no more is kept than what the take is made of.
    tracks: dict[str, list[Array]] = {name: [] for name in ("samples", *_FEATURES)}
    for piece in _pieces(chunks):
        phones += piece.phones
        written += piece.words
        if edits is not None and piece.line is not None:
            edits.note_moved(piece.line.moved)
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
        text=request if isinstance(request, str) else request.text,
        language=reading.language.code,
        warnings=reading.warnings if edits is None else (*reading.warnings, *edits.notes),
    )


def _plan(
    request: VoiceRequest | str, render: Render | None, progress: Progress, emotion: Emotion, edits: Edited = None
) -> tuple[BeingRead, Iterator[Chunk]]:
    """The text as it is being read, and what is made of it."""
    request = VoiceRequest(request) if isinstance(request, str) else request
    mix = parse_voice(request.voice)
    progress("voice", 0.0)
    language = request.language or mix.language.code
    text = with_emoji_named(request.text, language) if request.say_emoji else request.text
    marked = with_contours(read_markup(text), contours_of(request))
    lexicon = lexicon_of(request.lexicon)
    reading = BeingRead(marked.text, language, lexicon)
    whole = prosody_of(request).then(emotional(emotion))
    if edits is None:
        lines = planned_lines(marked, reading.sentences(), quick_start=render is None)
    else:
        said = edits.applied(reading.sentences(), reading.language, lexicon)
        lines = iter(edits.with_moves(list(planned_lines(marked, said))))
    return reading, _chunks(whole, lines, mix, render, progress)


def _chunks(
    whole: Prosody, lines: Iterator[PlannedLine], mix: VoiceMix, render: Render | None, progress: Progress
) -> Iterator[Chunk]:
    speed = whole.speed

    def make(planned: PlannedLine, threads: int) -> Chunk:
        tokens = planned.line.tokens
        line = shaped(kokoro.encode(tokens, mix.embedding(len(tokens)), speed, threads), planned, whole)
        pause = round(planned.pause * FRAMES_PER_SECOND / (1.0 if planned.exact else speed))
        return Chunk(planned, line, _zeros(0) if render is None else render(line, threads), pause)

    if render is None:
        # Nothing is read ahead of what is heard, so how much is left is not known.
        yield from (make(planned, thread_count()) for planned in lines)
        progress("voice", 1.0)
        return
    known = list(lines)
    total = sum(len(planned.line.letters) for planned in known)
    done = 0
    for chunk in _made(make, known):
        yield chunk
        done += len(chunk.planned.line.letters)
        progress("voice", done / total)


def _made(make: Callable[[PlannedLine, int], Chunk], lines: list[PlannedLine]) -> Iterator[Chunk]:
    """The lines in their order. Many are made side by side with a thread each: threads wait less on each other so."""
    threads = thread_count()
    if len(lines) < threads * _LINES_PER_THREAD:
        for planned in lines:
            yield make(planned, threads)
        return
    with ThreadPoolExecutor(threads) as pool:
        waiting = deque(pool.submit(make, planned, 1) for planned in lines)
        try:
            while waiting:
                yield waiting.popleft().result()
        finally:
            for each in waiting:
                each.cancel()


def _pieces(chunks: Iterator[Chunk]) -> Iterator[Piece]:
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
        yield Piece(None, _zeros(frames), _silent_features(frames), (Phone(SILENCE, *times),))


def _zeros(frames: int) -> Array:
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


def _check_length(text: str) -> None:
    if len(text) > TAKE_CHARACTERS:
        reason = (
            f"has {len(text):,} characters, more than the {TAKE_CHARACTERS:,} of one take, which is whole in memory"
        )
        raise InputError("text", reason, _SPLIT)


def _check_seconds(seconds: float) -> None:
    if seconds > TAKE_SECONDS:
        raise InputError("text", f"takes more than {TAKE_SECONDS / 3600:g} hours to say, the most of one take", _SPLIT)
