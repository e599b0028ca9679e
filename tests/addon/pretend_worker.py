# SPDX-License-Identifier: GPL-3.0-or-later
"""A worker program whose work is pretended, so that its faults can be brought about: not a test itself."""

import importlib.util
import os
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
spec = importlib.util.spec_from_file_location("worker_main", ROOT / "runtime" / "worker_main.py")
assert spec is not None and spec.loader is not None
worker_main = importlib.util.module_from_spec(spec)
spec.loader.exec_module(worker_main)


def count(arguments: dict[str, Any], path: Path, progress: Any) -> dict[str, Any]:
    for step in range(arguments["steps"]):
        progress("counting", step / arguments["steps"])
        time.sleep(arguments.get("pause", 0.01))
    return {"counted": arguments["steps"], "pid": os.getpid()}


def crash(arguments: dict[str, Any], path: Path, progress: Any) -> dict[str, Any]:
    print("Segmentation fault, as a native library says it", file=sys.stderr, flush=True)
    os.abort()


def fail(arguments: dict[str, Any], path: Path, progress: Any) -> dict[str, Any]:
    raise RuntimeError("the tensor has the wrong shape")


def refuse(arguments: dict[str, Any], path: Path, progress: Any) -> dict[str, Any]:
    from soliloquy.runtime.errors import InputError

    raise InputError("voice 'nobody'", "is not known", "Choose another voice")


def chatter(arguments: dict[str, Any], path: Path, progress: Any) -> dict[str, Any]:
    print("printed by Python")
    os.write(1, b"written by a native library\n")
    return {}


def full(arguments: dict[str, Any], path: Path, progress: Any) -> dict[str, Any]:
    import errno

    from soliloquy.runtime.worker_files import complete_or_gone

    with complete_or_gone(path):
        path.write_bytes(b"half of it")
        raise OSError(errno.ENOSPC, "No space left on device")


def mutter(arguments: dict[str, Any], path: Path, progress: Any) -> dict[str, Any]:
    print("a warning that has nothing to do with what comes after it", file=sys.stderr, flush=True)
    return {}


def sleep(arguments: dict[str, Any], path: Path, progress: Any) -> dict[str, Any]:
    time.sleep(arguments["seconds"])
    return {}


def write(arguments: dict[str, Any], path: Path, progress: Any) -> dict[str, Any]:
    take = path.with_suffix(".take")
    take.write_bytes(b"a take")
    time.sleep(arguments["seconds"])
    return {"take": str(take)}


def main() -> None:
    import json

    replies = worker_main.private_standard_output()

    def garble(arguments: dict[str, Any], path: Path, progress: Any) -> dict[str, Any]:
        replies.write(arguments["said"].encode() + b"\n")
        replies.flush()
        time.sleep(60)
        return {}

    start = json.loads(sys.stdin.buffer.readline())
    worker_main.lower_priority()
    worker_main.register_package(start)
    from soliloquy.runtime.serving import HANDLERS
    from soliloquy.runtime.worker import serve

    pretended = (count, crash, fail, refuse, chatter, mutter, garble, full, sleep, write)
    own = {function.__name__: function for function in pretended}
    serve(sys.stdin.buffer, replies, start, {**HANDLERS, **own})


main()
