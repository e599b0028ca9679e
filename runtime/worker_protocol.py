# SPDX-License-Identifier: GPL-3.0-or-later
"""What Blender and its worker process say to each other: one JSON object a line.

To the worker, first of all, one line that starts it (``runtime/worker_main.py`` reads it before anything
but the standard library can be imported):

    {"packages": [folders for sys.path], "threads": 3, "parent": process id, "folder": "where results go"}

then requests, answered one after the other:

    {"id": 1, "kind": "speak", "request": {"spoken": {"text": "Hello.", ...}, ...}}

where a request is what ``runtime.requests.json_form.to_json`` gives, checked strictly by ``from_json``.

From the worker:

    {"type": "ready", "pid": 4711}
    {"type": "progress", "id": 1, "step": "voice", "fraction": 0.4}
    {"type": "result", "id": 1, "seconds": 4.2, "resident_megabytes": 346.0, "result": {"take": "/tmp/.../1.take"}}
    {"type": "error", "id": 1, "error": {"code", "input", "reason", "hint"}}
"""

import json
from collections.abc import Mapping
from typing import Any

INTERNAL_ERROR = "internal"
"""``code`` of an error that is Soliloquy's own fault, not the user's."""


def encode(message: Mapping[str, Any]) -> bytes:
    """One line, pure ASCII, so that no platform's text encoding can touch it."""
    return json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode("ascii") + b"\n"


def decode(line: bytes) -> dict[str, Any]:
    """The message of one line. Raises ValueError when the line is no JSON object."""
    message = json.loads(line)
    if not isinstance(message, dict):
        raise ValueError("not a JSON object")
    return message
