# SPDX-License-Identifier: GPL-3.0-or-later
"""Text of any length becomes speech whose every phone's time is known exactly."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from ..arrays import Array
from ..errors import InputError
from ..limits import TAKE_CHARACTERS
from ..progress import Progress, silent
from ..requests import VoiceRequest
from ..speech import Speech
from ..text.emoji_names import with_emoji_named
from ..text.lexicon import lexicon_of
from ..text.phonemes import BeingRead
from ..threads import thread_count
from . import kokoro
from .kokoro import FRAMES_PER_SECOND
from .line_plan import PlannedLine, planned_lines
from .markup import read_markup, with_contours
from .pieces import SPLIT, Chunk, silent_samples, speech_of
from .prosody import NO_EMOTION, Prosody, contours_of, emotional, prosody_of
from .rendering import rendered
from .shaping import Shaped, shaped
from .streaming import sound_in_pieces
from .voices import VoiceMix, parse_voice

if TYPE_CHECKING:
    from ..edits.spoken import TextEdits

# With fewer lines for each thread than this, the threads share each line instead.
_LINES_PER_THREAD = 3

Render = Callable[[Shaped, int], Array]
Emotion = Mapping[str, float]
Edited: TypeAlias = "TextEdits | None"


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
    return _speak(request, lambda line, threads: silent_samples(line.encoded.frames), progress, emotion, edits)


def stream(
    request: VoiceRequest | str,
    progress: Progress = silent,
    warn: Callable[[str], None] = lambda warning: None,
    emotion: Emotion = NO_EMOTION,
) -> Iterator[Array]:
    """The text's samples, float32 (N,) at 24 kHz, piece by piece as they are made, the first one soon however long the
    text is.

    The words and the voice are those of ``synthesise``, the samples are not the same: a long first sentence is begun
    with a part of it, and a line is made in growing pieces (``rendering.py``); docs/measured/voice-quality.md says how
    far off they are. Deterministic too. warn: called at the end for each thing that could not be said. Raises what
    ``synthesise`` raises, at the first piece; that there is nothing to say at all, only when all of it has been read.
    """
    reading, chunks = _plan(request, None, progress, emotion)
    yield from sound_in_pieces(chunks)
    for warning in reading.warnings:
        warn(warning)


def _speak(request: VoiceRequest | str, render: Render, progress: Progress, emotion: Emotion, edits: Edited) -> Speech:
    text = request if isinstance(request, str) else request.text
    _check_length(text)
    reading, chunks = _plan(request, render, progress, emotion, edits)
    note = None if edits is None else lambda line: edits.note_moved(line.moved)
    speech = speech_of(chunks, text, note)
    warnings = reading.warnings if edits is None else (*reading.warnings, *edits.notes)
    return replace(speech, language=reading.language.code, warnings=warnings)


def lines_in_time(
    request: VoiceRequest, progress: Progress = silent, emotion: Emotion = NO_EMOTION, edits: Edited = None
) -> tuple[BeingRead, Iterator[Chunk]]:
    """The lines that ``time_text`` would join, and the text as it is being read. Raises as ``synthesise``."""
    _check_length(request.text)
    return _plan(request, lambda line, threads: silent_samples(line.encoded.frames), progress, emotion, edits)


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
        return Chunk(planned, line, silent_samples(0) if render is None else render(line, threads), pause)

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


def _check_length(text: str) -> None:
    if len(text) > TAKE_CHARACTERS:
        reason = (
            f"has {len(text):,} characters, more than the {TAKE_CHARACTERS:,} of one take, which is whole in memory"
        )
        raise InputError("text", reason, SPLIT)
