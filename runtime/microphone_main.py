# SPDX-License-Identifier: GPL-3.0-or-later
"""The program that records for Blender: ``python -I runtime/microphone_main.py``, started by Blender, never imported.

A process of its own, so that a fault in a sound driver takes no unsaved scene along. The first line on standard input
says where the packages are and where the recording goes; the next line, or the input's end, ends the recording: "stop"
keeps it, "drop" does not. It answers with JSON, a line each: {"seconds", "level"} while it records, and at last
{"saved"}, {"dropped"} or {"error"}.
"""

import importlib.util
import json
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO

_LONGEST_START = 1_000_000
"""Bytes of the first line, which says what is to be recorded. Chosen by hand."""


def main() -> None:
    worker_main = _beside("worker_main")
    replies = worker_main.private_standard_output()
    start = json.loads(sys.stdin.buffer.readline(_LONGEST_START))
    worker_main.register_package(start)
    from soliloquy.runtime.errors import SoliloquyError
    from soliloquy.runtime.faults import as_error_in_console

    try:
        _say(replies, _recorded(Path(start["path"]), replies))
    except SoliloquyError as error:
        _say(replies, {"error": error.as_json()})
    except Exception as raised:
        _say(replies, {"error": as_error_in_console(raised, "the recording").as_json()})


def _recorded(path: Path, replies: BinaryIO) -> dict[str, Any]:
    from soliloquy.runtime.microphone import record

    words: list[bytes] = []
    listener = threading.Thread(target=lambda: words.append(sys.stdin.buffer.readline()), daemon=True)
    listener.start()

    def heard(seconds: float, level: float) -> None:
        _say(replies, {"seconds": round(seconds, 2), "level": round(level, 3)})

    class _Dropped(Exception):
        pass

    def ended() -> bool:
        if words and words[0].strip() == b"drop":
            raise _Dropped
        return bool(words)

    try:
        return {"saved": str(path), "seconds": round(record(path, ended, heard), 2)}
    except _Dropped:
        return {"dropped": True}


def _say(replies: BinaryIO, message: dict[str, Any]) -> None:
    # Blender may be gone: what was recorded is kept all the same.
    try:
        replies.write(json.dumps(message).encode() + b"\n")
        replies.flush()
    except BrokenPipeError:
        pass


def _beside(name: str) -> Any:
    """A module of this folder, which is not on the path."""
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
