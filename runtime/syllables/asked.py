# SPDX-License-Identifier: GPL-3.0-or-later
"""The tokens of what a take was asked for with, as Blender's worker makes them."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..progress import Progress
from ..requests import AnimateRequest, SpeakRequest
from ..requests.json_form import KINDS, from_json
from ..requests.tokens import FILE_ENDING, DecodeRequest
from ..worker_files import complete_or_gone

if TYPE_CHECKING:
    from .token import Tokens

Sounded = SpeakRequest | AnimateRequest | DecodeRequest
"""Requests of which there are tokens."""
_NO_EDITS = "edits of a recording move its face alone, and are not in its tokens"


def tokens_of_request(arguments: dict[str, Any], path: Path, progress: Progress) -> dict[str, Any]:
    """Write the tokens to ``path`` with the ending of their files. arguments: the request, and its kind (``KINDS``) as
    ``of``. Raises UsageError for a request of which there are none, otherwise as making its take does, WriteError."""
    from .syl_file import to_bytes

    kind: Any = KINDS.get(str(arguments.get("of")))
    if kind is None or not issubclass(kind, Sounded):
        raise UsageError("of", "is no kind of request that has tokens", "Use one of: speak, animate, decode")
    tokens, warnings = _encoded(from_json(kind, arguments.get("request")), progress)
    syl = path.with_suffix(FILE_ENDING)
    with complete_or_gone(syl):
        syl.write_bytes(to_bytes(tokens))
    return {"tokens": str(syl), "warnings": list(warnings)}


def _encoded(request: Sounded, progress: Progress) -> "tuple[Tokens, tuple[str, ...]]":
    from ..sounding import said_by
    from .encoding import encode_sound, encode_text
    from .files import load_tokens

    if isinstance(request, DecodeRequest):
        return load_tokens(Path(request.tokens)), ()
    if isinstance(request, SpeakRequest):
        emotion, edits = said_by(request)
        return encode_text(request.spoken, progress, emotion, edits)
    from ..listen.recording import read_recording

    recording = read_recording(Path(request.recording), request.start, request.end, request.channel)
    tokens, warnings = encode_sound(recording, request.transcript, request.language, progress)
    return tokens, (*warnings, _NO_EDITS) if request.edits else warnings
