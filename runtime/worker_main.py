# SPDX-License-Identifier: GPL-3.0-or-later
"""The worker's own program: ``python -I runtime/worker_main.py``, started by Blender, never imported.

It is a plain Python with nothing on its path but the standard library. The first line on standard input
says where the packages are (``runtime/worker_protocol.py``); then this folder's parent is registered as the
package ``soliloquy``, whatever Blender calls it, and the requests are served.
"""

import contextlib
import importlib
import importlib.util
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any, BinaryIO

_BELOW_NORMAL_PRIORITY_CLASS = 0x4000
_NICENESS = 10
"""Of the worker: a window that is drawn comes first. Chosen by hand."""
_LONGEST_START = 1_000_000
"""Bytes of the first line, which names wheels and package. Chosen by hand."""
_START = {"packages": list, "threads": int, "parent": int, "folder": str}


def main() -> None:
    replies = private_standard_output()
    # Ctrl+C in a terminal reaches the whole process group; Blender alone decides when the worker ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    start = read_start(sys.stdin.buffer, replies)
    if start is None:
        return
    lower_priority()
    register_package(start)
    from soliloquy.runtime.worker import serve

    # Who starts the worker names what it serves: rooms above this one have requests of their own.
    served = importlib.import_module(f"soliloquy.{start.get('serves', 'runtime.serving')}")
    serve(sys.stdin.buffer, replies, start, served.HANDLERS)


def read_start(requests: BinaryIO, replies: BinaryIO) -> dict[str, Any] | None:
    """The line that says how to start; None where the input ends. Each line before it that does not is answered."""
    while line := requests.readline(_LONGEST_START):
        with contextlib.suppress(ValueError, RecursionError):
            start = json.loads(line)
            if isinstance(start, dict) and all(isinstance(start.get(name), kind) for name, kind in _START.items()):
                return start
        error = {"code": "usage", "input": "the worker's first line", "reason": "does not say how to start"}
        error["hint"] = "Send packages, threads, parent and folder"
        replies.write(json.dumps({"type": "error", "id": None, "error": error}).encode() + b"\n")
        replies.flush()
    return None


def private_standard_output() -> BinaryIO:
    """The real standard output; what libraries print goes to standard error and cannot break the protocol."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return replies


def lower_priority() -> None:
    """Leave the window its share of the processor."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL_PRIORITY_CLASS)
    else:
        os.nice(_NICENESS)


def register_package(start: dict[str, Any]) -> None:
    """Make the packages that Blender names importable, and the root of this checkout as ``soliloquy``."""
    sys.path.extend(folder for folder in start["packages"] if folder not in sys.path)
    root = Path(__file__).resolve().parent.parent
    spec = importlib.util.spec_from_file_location(
        "soliloquy", root / "__init__.py", submodule_search_locations=[str(root)]
    )
    assert spec is not None and spec.loader is not None
    package = importlib.util.module_from_spec(spec)
    sys.modules["soliloquy"] = package
    spec.loader.exec_module(package)


if __name__ == "__main__":
    main()
