# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens become speech again, by any voice: its own articulation of the letters, in the tokens' time and melody.

The order is that of the thesis' chain: what is articulated first (the voice model's text features of the letters, each
in its place within its syllable), then the source (pitch and energy, from the articulation and the tokens), and from
both the sound and the face.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Array
from ..errors import InputError
from ..limits import TAKE_SECONDS
from ..progress import Progress, silent
from ..speech import Speech
from ..threads import thread_count
from ..voice import kokoro
from ..voice.kokoro import FRAMES_PER_SECOND
from ..voice.line_plan import PlannedLine
from ..voice.pieces import LEAD_IN_FRAMES, Chunk, silent_samples, speech_of
from ..voice.prosody import PLAIN
from ..voice.rendering import rendered
from ..voice.shaping import Shaped, stretched
from ..voice.streaming import sound_in_pieces
from ..voice.timing import SOUND_LEADS
from ..voice.voices import VoiceMix, parse_voice
from .lines import SpelledLine, spelled_lines
from .sharing import shared_frames
from .source import Register, with_source
from .token import Tokens

_REGISTER_LINES = 20
"""Of a stream, after which the voice's register is known. Chosen by hand."""
_HINT = "Encode the line again, or decode a part of it"


def decode(tokens: Tokens, voice: str, progress: Progress = silent) -> Speech:
    """What the tokens say, said by a voice or a mix. Reports the step "voice". Raises InputError where there is nothing
    to say, or for longer than a take may last; InputError for an unknown voice; SetupError."""
    mix = parse_voice(voice)
    if tokens.seconds > TAKE_SECONDS:
        raise InputError("tokens", f"last {tokens.seconds / 3600:.1f} hours, more than {TAKE_SECONDS / 3600:g}", _HINT)
    lines = list(spelled_lines(tokens.tokens))
    if not lines:
        raise InputError("tokens", "hold nothing that can be said", _HINT)
    timed = list(_timed(lines, mix))
    register = Register.of([line.encoded for line in timed])
    return replace(speech_of(_sounded(timed, register, progress)), language=tokens.language)


def stream(tokens: Tokens, voice: str) -> Iterator[Array]:
    """What the tokens say, piece by piece as it is made: samples at 24 kHz.

    The words and the voice are those of ``decode``, and within 0.05 s the times. The samples are not the same: the
    first line is short, a line is made in growing pieces (``voice/rendering.py``), and the voice's register is that of
    what was said until then. Raises as ``decode``, at the first piece; it may last as long as it will.
    """
    mix = parse_voice(voice)
    lines = spelled_lines(tokens.tokens, quick_start=True)
    if not lines:
        raise InputError("tokens", "hold nothing that can be said", _HINT)
    yield from sound_in_pieces(_streamed(lines, mix))


def _streamed(lines: Sequence[SpelledLine], mix: VoiceMix) -> Iterator[Chunk]:
    heard: list[kokoro.Encoded] = []
    for number, line in enumerate(_timed(lines, mix)):
        if len(heard) < _REGISTER_LINES:
            heard.append(line.encoded)
        yield _chunk(line, with_source(line.encoded, line.spelled, Register.of(heard)), silent_samples(0), number == 0)


@dataclass(frozen=True)
class _TimedLine:
    """A line with the voice's own melody, and in the tokens' time. silence: frames of its own at its end."""

    spelled: SpelledLine
    encoded: kokoro.Encoded
    silence: int


def _timed(lines: Sequence[SpelledLine], mix: VoiceMix) -> Iterator[_TimedLine]:
    silence = 0
    for line in lines:
        timed = _in_time(line, mix, silence)
        silence = timed.silence
        yield timed


def _in_time(spelled: SpelledLine, mix: VoiceMix, taken: int) -> _TimedLine:
    """taken: frames of the silence before it that the line before has."""
    letters = spelled.line.tokens
    encoded = kokoro.encode(letters, mix.embedding(len(letters)), 1.0, thread_count())
    natural = encoded.durations
    durations = natural.copy()
    owners = np.array([-1, *spelled.owners, -1])
    for owner, token in enumerate(spelled.tokens):
        own = np.flatnonzero(owners == owner)
        durations[own] = shared_frames(natural[own], token.frames)
    # What is silent at a line's ends lies in the pauses around it.
    durations[0] = min(int(natural[0]), max(0, spelled.before - taken) + SOUND_LEADS)
    end = spelled.letters_before_end + 1
    silence = min(int(natural[end:].sum()) + SOUND_LEADS, max(spelled.after, SOUND_LEADS))
    durations[end:] = shared_frames(natural[end:], silence - SOUND_LEADS)
    return _TimedLine(spelled, stretched(encoded, durations), silence)


def _sounded(timed: Sequence[_TimedLine], register: Register, progress: Progress) -> Iterator[Chunk]:
    for number, line in enumerate(timed):
        shaped = with_source(line.encoded, line.spelled, register)
        yield _chunk(line, shaped, rendered(shaped, thread_count()), number == 0)
        progress("voice", (number + 1) / len(timed))


def _chunk(line: _TimedLine, shaped: Shaped, samples: Array, is_first: bool) -> Chunk:
    spelled = line.spelled
    lead_in = max(0, spelled.before - LEAD_IN_FRAMES) / FRAMES_PER_SECOND if is_first else 0.0
    planned = PlannedLine(spelled.line, (PLAIN,) * len(spelled.line.words), exact=True, lead_in=lead_in)
    return Chunk(planned, shaped, samples, spelled.after)
