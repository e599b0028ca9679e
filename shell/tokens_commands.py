# SPDX-License-Identifier: GPL-3.0-or-later
"""``soliloquy encode``: a text or a recording as syllable tokens. ``soliloquy decode``: a take of them, or their sound
while it is made."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..runtime import interrupts
from ..runtime.errors import UsageError
from ..runtime.output_folder import Inputs, check_targets, locked, plain_name, staged
from ..runtime.perform import perform
from ..runtime.progress import silent
from ..runtime.requests import ExportOptions, VoiceRequest
from ..runtime.requests.options import from_values, options_of
from ..runtime.requests.tokens import FILE_ENDING, DecodeRequest
from .batch import Job, Output, produce
from .commands import SOUND_SUFFIXES, write_sound_stream
from .streams import answer, tell

_LONGEST_PATH = 1000
_READ = ("text", "text_file", "lexicon")
"""Options that may name a file, which is never replaced."""
_OF_STREAMS = frozenset({"command", "tokens", "voice", "streaming", "json", "mark"})
"""What may be asked for with ``--streaming``."""
_OF_TEXTS = frozenset(each.name for each in options_of(VoiceRequest)) - {"text", "language"}


def encode(values: dict[str, Any]) -> None:
    """Write the tokens of a text, or of a recording, to a file. Raises UsageError, InputError, WriteError."""
    from ..runtime.syllables.encoding import encode_sound, encode_text
    from ..runtime.syllables.syl_file import to_bytes

    out: Path = values["out"]
    if out.suffix != FILE_ENDING:
        raise UsageError(f"--out {out}", "is not the name of a file of tokens", f"Write --out NAME{FILE_ENDING}")
    began = time.perf_counter()
    recording = _recording(values)
    if recording is None:
        tokens, warnings = encode_text(from_values(VoiceRequest, values))
    else:
        tokens, warnings = encode_sound(_heard(recording), values["transcript"], values.get("language"), silent)
    content = to_bytes(tokens)
    _write(out, content, [Path(each) for name, each in values.items() if name in _READ and isinstance(each, str)])
    interrupts.too_late()
    told = {"outputs": [str(out)], "bytes": len(content), "duration": tokens.seconds, "warnings": list(warnings)}
    _show(told, time.perf_counter() - began, values["json"])


def decode(values: dict[str, Any], output_of: Callable[[dict[str, Any]], Output]) -> None:
    """A file of tokens becomes a take, or sound alone."""
    if values["streaming"]:
        _say(values)
        return
    if values["out"] is None:
        raise UsageError("--out", "is missing", "Write --out DIR, or --streaming for the sound alone")
    request, output = from_values(DecodeRequest, values), output_of(values)
    path = Path(request.tokens)
    name = path.stem if output.name is None else output.name
    produce(output, [Job(name, str(path), lambda progress: perform(request, progress))])


def _say(values: dict[str, Any]) -> None:
    """The sound of a file of tokens as a WAV on standard output, while it is made. Raises UsageError where something is
    asked for that a sound does not have, otherwise as ``decode``."""
    from ..runtime.syllables.decoding import stream
    from ..runtime.syllables.files import errors_name, voiced_tokens

    given = sorted(name for name, value in values.items() if name not in _OF_STREAMS and value not in (None, False))
    if given:
        option = f"--{given[0].replace('_', '-')}"
        raise UsageError(option, "is not of a sound, and --streaming gives the sound alone", "Leave out one of the two")
    path = Path(values["tokens"])
    tokens, voice = voiced_tokens(path, values.get("voice"))
    with errors_name(path):
        write_sound_stream(stream(tokens, voice), from_values(ExportOptions, values).mark)


def _recording(values: dict[str, Any]) -> Path | None:
    """The sound file that is named in the place of a text; None where it is a text."""
    text = values["text"]
    named = Path(text) if len(text) < _LONGEST_PATH and "\n" not in text else Path()
    if named.suffix.lower() not in SOUND_SUFFIXES:
        if values["transcript"] is not None:
            raise UsageError("--transcript", "is what is said in a recording, and a text is given", "Leave it out")
        return None
    given = sorted(_OF_TEXTS & values.keys())
    if given:
        option = f"--{given[0].replace('_', '-')}"
        raise UsageError(option, "changes how a text is said, and a recording is given", "Leave it out")
    return named


def _heard(path: Path) -> Any:
    from ..runtime.listen.recording import read_recording

    return read_recording(path)


def _write(out: Path, content: bytes, reads: list[Path]) -> None:
    inputs = Inputs.of(each for each in reads if len(str(each)) < _LONGEST_PATH and "\0" not in str(each))
    with locked(out.parent) as folder:
        check_targets(folder, [plain_name(out.name)], inputs)
        with staged(folder, inputs) as staging:
            (staging / out.name).write_bytes(content)


def _show(told: dict[str, Any], seconds: float, as_json: bool) -> None:
    if as_json:
        answer({**told, "seconds": {"total": round(seconds, 4)}})
        return
    for warning in told["warnings"]:
        tell(f"warning: {warning}")
    rate = 8 * told["bytes"] / max(told["duration"], 1e-9)
    tell(f"{told['outputs'][0]}: {told['bytes']:,} bytes for {told['duration']:.1f} s, {rate:.0f} bits a second")
