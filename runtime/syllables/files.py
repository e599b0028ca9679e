# SPDX-License-Identifier: GPL-3.0-or-later
"""A user's ``.syl`` file: read, and said by a voice."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import InputError
from ..limits import TOKENS_BYTES
from ..listen.features import measure
from ..progress import Progress
from ..requests.tokens import NO_TOKENS_HINT, DecodeRequest
from ..sounding import Sounding
from ..text.languages import find_language
from ..user_file import read_file
from ..voice.voices import list_voices
from .decoding import decode
from .syl_file import SylError, from_bytes
from .token import Tokens

WEIGHTS = ("kokoro_encoder", "kokoro_generator", "voices", "syllable_units")
_BEST_VOICE = "af_heart"
"""Of the language that has most voices; the other languages' first one is as good as any of theirs."""


def load_tokens(path: Path) -> Tokens:
    """The performance in a file. Raises InputError for what is none, is damaged, or is of a later version."""
    content = read_file(path, TOKENS_BYTES, NO_TOKENS_HINT)
    try:
        return from_bytes(content)
    except SylError as error:
        raise InputError(str(path), str(error), NO_TOKENS_HINT) from error


def sounding_of_tokens(request: DecodeRequest, progress: Progress) -> Sounding:
    """What a file says, said by the voice that is asked for. Raises InputError, SetupError."""
    path = Path(request.tokens)
    tokens, voice = voiced_tokens(path, request.voice)
    with errors_name(path):
        speech = decode(tokens, voice, progress)
    words = tuple(word.text for word in speech.words)
    return Sounding(speech, measure(speech), WEIGHTS, voice, words, tuple(range(len(words))))


def voiced_tokens(path: Path, voice: str | None) -> tuple[Tokens, str]:
    """What a file holds, and who says it where nobody is named. Raises InputError."""
    tokens = load_tokens(path)
    if not tokens.language:
        raise InputError(str(path), "is in a language that this version does not know", "Install a later version")
    return tokens, voice or voice_of_language(tokens.language)


@contextmanager
def errors_name(path: Path) -> Iterator[None]:
    """Where a file's tokens cannot be said, the error names the file. Raises InputError."""
    try:
        yield
    except InputError as error:
        named = str(path) if error.input_name == "tokens" else error.input_name
        raise InputError(named, error.reason, error.hint) from error


def voice_of_language(code: str) -> str:
    """Who speaks a language where nobody is named."""
    prefix = find_language(code).voice_prefix
    voices = [voice.name for voice in list_voices() if voice.name.startswith(prefix)]
    return _BEST_VOICE if _BEST_VOICE in voices else voices[0]
