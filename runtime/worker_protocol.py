# SPDX-License-Identifier: GPL-3.0-or-later
"""What Blender and its worker process say to each other: one JSON object a line.

To the worker, first of all, one line that starts it (``runtime/worker_main.py`` reads it before anything
but the standard library can be imported):

    {"packages": [folders for sys.path], "threads": 3, "parent": process id, "folder": "where results go",
     "serves": "runtime.serving"}   the module below soliloquy whose HANDLERS answer; by default that one

then requests, answered one after the other:

    {"id": 1, "kind": "speak", "request": {"spoken": {"text": "Hello.", ...}, ...}}

where a request is what ``runtime.requests.json_form.to_json`` gives, checked strictly by ``from_json``. At any time

    {"id": 1, "kind": "cancel"}

stops that request and those that were sent before it: each is answered with an error whose code is "cancelled", the one
that is worked on as soon as it next tells its progress.

From the worker:

    {"type": "ready", "pid": 4711}
    {"type": "progress", "id": 1, "step": "voice", "fraction": 0.4}
    {"type": "result", "id": 1, "seconds": 4.2, "resident_megabytes": 346.0, "result": {"take": "/tmp/.../1.take"}}
    {"type": "error", "id": 1, "error": {"code", "input", "reason", "hint"}}

Every line is answered, and the next one is read: what is no request gets an error, whose id is null where the line has
none that could be repeated.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from .json_text import parse_json
from .limits import WORKER_LINE_BYTES, WORKER_LINE_VALUES

CANCEL = "cancel"
"""Kind of the line that is no request of its own."""


FILM_PROGRAM = "SOLILOQUY_FILM_PROGRAM"
"""In the worker's environment: a JSON list of words, the program that reads films where ffmpeg is not installed
(``runtime/capture/film_by_program.py``)."""


def encode(message: Mapping[str, Any]) -> bytes:
    """One line, pure ASCII, so that no platform's text encoding can touch it."""
    return json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode("ascii") + b"\n"


def decode(line: bytes) -> dict[str, Any]:
    """The message of one line. Raises ValueError when the line is too long or no JSON object."""
    if len(line) > WORKER_LINE_BYTES:
        raise ValueError(f"it has more than {WORKER_LINE_BYTES / 1e6:.0f} MB")
    message = parse_json(line, WORKER_LINE_VALUES)
    if not isinstance(message, dict):
        raise ValueError("it is no JSON object")
    return message


def lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a pipe; of one that is too long so much that ``decode`` refuses it, and the rest is passed over."""
    while line := stream.readline(WORKER_LINE_BYTES + 1):
        end = line
        while len(end) > WORKER_LINE_BYTES and not end.endswith(b"\n"):
            end = stream.readline(WORKER_LINE_BYTES + 1)
        yield line


def identifier_of(message: Mapping[str, Any]) -> int | None:
    """The id of a request; None where it has none that can be one: a whole number, which names files too."""
    identifier = message.get("id")
    is_one = isinstance(identifier, int) and not isinstance(identifier, bool) and 0 <= identifier < 1 << 53
    return identifier if is_one else None


def checked_reply(line: bytes) -> dict[str, Any]:
    """What the worker said, with all the fields of its type. Raises ValueError where it is no such thing."""
    message = decode(line)
    fields = _REPLIES.get(message["type"]) if isinstance(message.get("type"), str) else None
    if fields is None or not all(isinstance(message.get(name), kind) for name, kind in fields.items()):
        raise ValueError("it is no reply")
    error = message.get("error", {})
    if message["type"] == "error" and not all(isinstance(error.get(name), str) for name in _ERROR):
        raise ValueError("it is no error")
    return message


_ERROR = ("code", "input", "reason", "hint")
_REPLIES: dict[str, dict[str, Any]] = {
    "ready": {"pid": int},
    "progress": {"id": int, "step": str, "fraction": int | float},
    "result": {"id": int, "seconds": int | float, "resident_megabytes": int | float, "result": dict},
    "error": {"id": int | None, "error": dict},
}
