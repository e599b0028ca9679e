# SPDX-License-Identifier: GPL-3.0-or-later
"""Text of any length becomes speech whose every phone's time is known exactly."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from ..errors import UsageError
from ..progress import Progress, silent
from ..speech import SILENCE, Phone, Speech, TtsFeatures
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


def synthesise(
    text: str,
    *,
    voice: str = "af_heart",
    language: str | None = None,
    speed: float = 1.0,
    progress: Progress = silent,
) -> Speech:
    """Speak ``text``. 24 kHz mono; at least 0.25 s of silence before the first phone and 0.4 s after the last.

    voice: a name or a mix. language: None for the voice's own. speed: 0.5..2. Reports the step "voice".
    Raises InputError (nothing to say, unknown voice or language), UsageError (speed), SetupError (weights).
    """
    return _speak(text, voice, language, speed, kokoro.say, progress)


def time_text(
    text: str,
    *,
    voice: str = "af_heart",
    language: str | None = None,
    speed: float = 1.0,
    progress: Progress = silent,
) -> Speech:
    """What ``synthesise`` would speak, before its sound exists: phones, words and features, the samples zeros.

    The encoder alone takes about a twentieth of the time. Raises as ``synthesise``.
    """
    return _speak(text, voice, language, speed, kokoro.time_tokens, progress)


def _speak(text: str, voice: str, language: str | None, speed: float, say: Say, progress: Progress) -> Speech:
    if not (math.isfinite(speed) and _SLOWEST <= speed <= _FASTEST):
        raise UsageError(f"speed {speed}", f"is not between {_SLOWEST} and {_FASTEST}", "Use 1 for the usual speed")
    mix = parse_voice(voice)
    progress("voice", 0.0)
    reading = phonemise(text, language or mix.language.code)
    chunks = list(_chunks(reading, mix, speed, say, progress))
    return _joined(chunks, reading, text)


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


def _joined(chunks: list[Chunk], reading: Reading, text: str) -> Speech:
    samples: list[np.ndarray] = []
    features: list[TtsFeatures] = []
    phones: list[Phone] = []
    written: list[tuple[str, str]] = []
    frame = 0

    def add_silence(frames: int) -> None:
        nonlocal frame
        if frames > 0:
            samples.append(np.zeros(frames * SAMPLES_PER_FRAME, np.float32))
            features.append(_silent_features(frames))
            phones.append(Phone(SILENCE, frame / FRAMES_PER_SECOND, (frame + frames) / FRAMES_PER_SECOND))
            frame += frames

    wanted = LEAD_IN_FRAMES
    for chunk in chunks:
        spoken_phones = phones_of_line(chunk.line, chunk.spoken.durations, 0, 0)
        add_silence(wanted - _edge_frames(spoken_phones[0]))
        phones += phones_of_line(chunk.line, chunk.spoken.durations, frame, len(written))
        written += chunk.line.words
        samples.append(_faded(chunk.spoken.samples))
        features.append(chunk.spoken.tts)
        frame += int(chunk.spoken.durations.sum())
        wanted = chunk.pause_frames - _edge_frames(spoken_phones[-1]) + _edge_frames(spoken_phones[0])
    add_silence(TAIL_FRAMES - _edge_frames(phones[-1]))
    return Speech(
        samples=np.concatenate(samples),
        sample_rate=SAMPLE_RATE,
        phones=tuple(_merged_silences(phones)),
        words=tuple(words_of(phones, written)),
        tts=_concatenated(features),
        text=text,
        language=reading.language.code,
        warnings=reading.warnings,
    )


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
