# SPDX-License-Identifier: GPL-3.0-or-later
"""Text of any length becomes speech whose every phone's time is known exactly."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from ..errors import UsageError
from ..progress import Progress, silent
from ..speech import SILENCE, Phone, Speech, TtsFeatures
from ..text.lexicon import EMPTY, Lexicon
from ..text.phonemes import Reading, phonemise
from . import kokoro
from .kokoro import FRAMES_PER_SECOND, SAMPLE_RATE, SAMPLES_PER_FRAME, Spoken
from .timing import Line, lines_of, phones_of_line, words_of
from .voices import VoiceMix, parse_voice

LEAD_IN_FRAMES = 10
TAIL_FRAMES = 16
_SENTENCE_PAUSE_FRAMES = 12
_PARAGRAPH_PAUSE_FRAMES = 28
_FADE_SAMPLES = 120
_SILENT_ENERGY = -10.0
_SLOWEST, _FASTEST = 0.5, 2.0

Say = Callable[[list[int], np.ndarray, float], Spoken]


@dataclass(frozen=True)
class Chunk:
    """One spoken line on the take's clock: where it starts, and the silence that its end needs before the next."""

    line: Line
    spoken: Spoken
    pause_frames: int


@dataclass(frozen=True)
class Piece:
    """What one spoken line, or one silence, adds to the take."""

    samples: np.ndarray
    features: TtsFeatures
    phones: tuple[Phone, ...]
    words: tuple[tuple[str, str], ...] = ()


def synthesise(
    text: str,
    *,
    voice: str = "af_heart",
    language: str | None = None,
    speed: float = 1.0,
    lexicon: Lexicon = EMPTY,
    progress: Progress = silent,
) -> Speech:
    """Speak ``text``. 24 kHz mono; at least 0.25 s of silence before the first phone and 0.4 s after the last.

    voice: a name or a mix. language: None for the voice's own. speed: 0.5..2. lexicon: the user's own
    pronunciations. Reports the step "voice".
    Raises InputError (nothing to say, unknown voice or language), UsageError (speed), SetupError (weights).
    """
    return _speak(_Request(text, voice, language, speed, lexicon), kokoro.say, progress)


def time_text(
    text: str,
    *,
    voice: str = "af_heart",
    language: str | None = None,
    speed: float = 1.0,
    lexicon: Lexicon = EMPTY,
    progress: Progress = silent,
) -> Speech:
    """What ``synthesise`` would speak, before its sound exists: phones, words and features, the samples zeros.

    The encoder alone takes about a twentieth of the time. Raises as ``synthesise``.
    """
    return _speak(_Request(text, voice, language, speed, lexicon), kokoro.time_tokens, progress)


def stream(
    text: str,
    *,
    voice: str = "af_heart",
    language: str | None = None,
    speed: float = 1.0,
    lexicon: Lexicon = EMPTY,
    progress: Progress = silent,
) -> Iterator[np.ndarray]:
    """The samples of ``synthesise``, sentence by sentence as they are made: joined, they are the same samples.

    Raises as ``synthesise``, at the first piece.
    """
    _, chunks = _plan(_Request(text, voice, language, speed, lexicon), kokoro.say, progress)
    for piece in _pieces(chunks):
        yield piece.samples


@dataclass(frozen=True)
class _Request:
    text: str
    voice: str
    language: str | None
    speed: float
    lexicon: Lexicon


def _speak(request: _Request, say: Say, progress: Progress) -> Speech:
    reading, chunks = _plan(request, say, progress)
    pieces = list(_pieces(chunks))
    phones = [phone for piece in pieces for phone in piece.phones]
    written = [word for piece in pieces for word in piece.words]
    return Speech(
        samples=np.concatenate([piece.samples for piece in pieces]),
        sample_rate=SAMPLE_RATE,
        phones=tuple(_merged_silences(phones)),
        words=tuple(words_of(phones, written)),
        tts=_concatenated([piece.features for piece in pieces]),
        text=request.text,
        language=reading.language.code,
        warnings=reading.warnings,
    )


def _plan(request: _Request, say: Say, progress: Progress) -> tuple[Reading, Iterator[Chunk]]:
    speed = request.speed
    if not (math.isfinite(speed) and _SLOWEST <= speed <= _FASTEST):
        raise UsageError(f"speed {speed}", f"is not between {_SLOWEST} and {_FASTEST}", "Use 1 for the usual speed")
    mix = parse_voice(request.voice)
    progress("voice", 0.0)
    reading = phonemise(request.text, request.language or mix.language.code, request.lexicon)
    return reading, _chunks(reading, mix, speed, say, progress)


def _chunks(reading: Reading, mix: VoiceMix, speed: float, say: Say, progress: Progress) -> Iterator[Chunk]:
    planned: list[tuple[Line, int]] = []
    for paragraph in reading.paragraphs:
        for sentence in paragraph:
            *clauses, last = lines_of(sentence)
            planned += [(clause, 0) for clause in clauses]
            planned.append((last, round(_SENTENCE_PAUSE_FRAMES / speed)))
        planned[-1] = (planned[-1][0], round(_PARAGRAPH_PAUSE_FRAMES / speed))
    total = sum(len(line.letters) for line, _ in planned)
    done = 0
    for line, pause_frames in planned:
        tokens = line.tokens
        yield Chunk(line, say(tokens, mix.style(len(tokens)), speed), pause_frames)
        done += len(line.letters)
        progress("voice", done / total)


def _pieces(chunks: Iterator[Chunk]) -> Iterator[Piece]:
    """Lines and the silences between them on the take's clock; what silence a line brings itself is not added."""
    frame, words, wanted = 0, 0, LEAD_IN_FRAMES
    for chunk in chunks:
        frames = int(chunk.spoken.durations.sum())
        first, *_, last = phones_of_line(chunk.line, chunk.spoken.durations, 0, 0)
        for silence in _silence(wanted - _edge_frames(first), frame):
            yield silence
            frame += len(silence.features.text)
        phones = tuple(phones_of_line(chunk.line, chunk.spoken.durations, frame, words))
        yield Piece(_faded(chunk.spoken.samples), chunk.spoken.tts, phones, chunk.line.words)
        frame += frames
        words += len(chunk.line.words)
        wanted = chunk.pause_frames - _edge_frames(last)
        ending = _edge_frames(last)
    yield from _silence(TAIL_FRAMES - ending, frame)


def _silence(frames: int, first_frame: int) -> Iterator[Piece]:
    if frames > 0:
        times = (first_frame / FRAMES_PER_SECOND, (first_frame + frames) / FRAMES_PER_SECOND)
        samples = np.zeros(frames * SAMPLES_PER_FRAME, np.float32)
        yield Piece(samples, _silent_features(frames), (Phone(SILENCE, *times),))


def _edge_frames(phone: Phone) -> int:
    return round((phone.end - phone.start) * FRAMES_PER_SECOND) if phone.symbol == SILENCE else 0


def _faded(samples: np.ndarray) -> np.ndarray:
    """Both ends brought to zero over 5 ms, so that a join cannot click."""
    ramp = np.linspace(0.0, 1.0, _FADE_SAMPLES, dtype=np.float32)
    faded = np.clip(samples, -1.0, 1.0)
    faded[:_FADE_SAMPLES] *= ramp
    faded[-_FADE_SAMPLES:] *= ramp[::-1]
    return faded


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
    # The energy of silence lies near the bottom of the model's scale, not at zero.
    return TtsFeatures(
        text=np.zeros((frames, 512), np.float32),
        prosody=np.zeros((frames, 512), np.float32),
        pitch=np.zeros(2 * frames, np.float32),
        energy=np.full(2 * frames, _SILENT_ENERGY, np.float32),
    )


def _concatenated(features: list[TtsFeatures]) -> TtsFeatures:
    return TtsFeatures(
        text=np.concatenate([part.text for part in features]),
        prosody=np.concatenate([part.prosody for part in features]),
        pitch=np.concatenate([part.pitch for part in features]),
        energy=np.concatenate([part.energy for part in features]),
    )
