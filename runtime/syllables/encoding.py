# SPDX-License-Identifier: GPL-3.0-or-later
"""A text, or a recording, becomes tokens."""

import itertools
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from ..errors import InputError
from ..listen.listen import listen
from ..phones import KOKORO_STRESS, VOWELS
from ..progress import Progress, silent
from ..requests import VoiceRequest
from ..speech import SILENCE, Phone, Speech
from ..text.languages import DEFAULT_LANGUAGE, find_language
from ..voice.loudness import loudness_of_energy
from ..voice.pieces import Chunk, pieces
from ..voice.prosody import NO_EMOTION
from ..voice.synthesis import Edited, Emotion, lines_in_time
from ..voice.timing import SOUND_LEADS
from .letters import letters_of_phone
from .melody import curves_of, heard_curves
from .token import FRAMES_PER_SECOND, Tokens
from .writing import TimedLetter, TokenWriter

_SHORTEST_PAUSE = 0.12
"""Seconds. A shorter silence is the stop of a consonant. Chosen by eye."""
_SENTENCE_PAUSE = 0.4
"""Seconds after which a recording's words are said as a line of their own. Chosen by eye."""


def encode_text(
    request: VoiceRequest, progress: Progress = silent, emotion: Emotion = NO_EMOTION, edits: Edited = None
) -> tuple[Tokens, tuple[str, ...]]:
    """The tokens of a text as a voice says it, and what could not be said. emotion, edits: as ``synthesise`` has them.
    No sound is made. Raises as ``synthesise``."""
    reading, chunks = lines_in_time(request, progress, emotion, edits)
    said: list[Chunk] = []
    placed = list(pieces(_noted(chunks, said)))
    pitch = np.concatenate([piece.features.pitch for piece in placed])
    energy = np.concatenate([piece.features.energy for piece in placed])
    writer = TokenWriter(curves_of(pitch, loudness_of_energy(energy)), reading.language.code)
    starts = np.cumsum([0, *(len(piece.features.text) for piece in placed)])
    lines = (int(start) for start, piece in zip(starts, placed, strict=False) if piece.line is not None)
    for chunk, start in zip(said, lines, strict=True):
        writer.line(_letters_of_line(chunk, start))
    notes = () if edits is None else edits.notes
    return Tokens(writer.finish(int(starts[-1])), reading.language.code), (*reading.warnings, *notes)


def encode_sound(
    speech: Speech, transcript: str | None = None, language: str | None = None, progress: Progress = silent
) -> tuple[Tokens, tuple[str, ...]]:
    """The tokens of what is heard, and what was doubtful. transcript: what is said, if it is known; the words are heard
    otherwise. language: of what is said, as ``listen`` takes it. Raises InputError as ``listen`` does, and where
    nothing is said."""
    heard, features = listen(speech, transcript, language, progress, with_content=False, write_down=True)
    code = find_language(heard.language or language or DEFAULT_LANGUAGE).code
    frames = round(speech.duration * FRAMES_PER_SECOND)
    writer = TokenWriter(heard_curves(features, frames), code)
    lines = list(_lines_of_phones(heard.phones, code))
    if not lines:
        raise InputError("recording", "has no speech in it", "Give a recording of somebody who speaks")
    for line in lines:
        writer.line(line)
    return Tokens(writer.finish(frames), code, from_sound=True), heard.warnings


def _noted(chunks: Iterable[Chunk], said: list[Chunk]) -> Iterator[Chunk]:
    for chunk in chunks:
        said.append(chunk)
        yield chunk


def _letters_of_line(chunk: Chunk, start: int) -> Iterator[TimedLetter]:
    """The letters of a line that begins at frame ``start``, when they are heard (as ``timing.phones_of_line``)."""
    line = chunk.planned.line
    ends = start + np.cumsum(chunk.shaped.encoded.durations)
    heard = np.maximum(ends - SOUND_LEADS, start).tolist()
    places = itertools.pairwise([start, *heard[:-1], int(ends[-1])])
    for letter, word, (first, last) in zip(["", *line.letters, ""], [-1, *line.word_of, -1], places, strict=True):
        yield TimedLetter(letter, word, first, last)


def _lines_of_phones(phones: Sequence[Phone], language: str) -> Iterator[list[TimedLetter]]:
    """What is said between two long silences. Words are those of the transcript; without one, what is said between two
    silences counts as one."""
    line: list[TimedLetter] = []
    run = 0
    for phone in phones:
        if phone.symbol != SILENCE:
            line += _letters_in_time(phone, run if phone.word < 0 else phone.word, language)
            continue
        run += 1
        if phone.end - phone.start >= _SENTENCE_PAUSE:
            if line:
                yield line
            line = []
        elif line and phone.end - phone.start >= _SHORTEST_PAUSE:
            line.append(TimedLetter(",", -1, *_frames(phone)))
    if line:
        yield line


def _letters_in_time(phone: Phone, word: int, language: str) -> Iterator[TimedLetter]:
    first, last = _frames(phone)
    mark = next((mark for mark, stress in KOKORO_STRESS.items() if stress == phone.stress), "")
    if mark and phone.symbol in VOWELS:
        yield TimedLetter(mark, word, first, first)
    letters = letters_of_phone(phone.symbol, language)
    edges = np.round(np.linspace(first, last, len(letters) + 1)).astype(int).tolist()
    for letter, (begin, end) in zip(letters, itertools.pairwise(edges), strict=True):
        yield TimedLetter(letter, word, begin, end)


def _frames(phone: Phone) -> tuple[int, int]:
    return round(phone.start * FRAMES_PER_SECOND), round(phone.end * FRAMES_PER_SECOND)
