# SPDX-License-Identifier: GPL-3.0-or-later
"""Serving requests in the worker process: models stay loaded from one request to the next."""

import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from .endable import allow_runs, end_runs
from .errors import Cancelled, SoliloquyError, UsageError
from .faults import as_error_in_console
from .progress import Progress
from .resident_memory import give_back_freed_memory, resident_megabytes
from .threads import set_thread_count
from .worker_protocol import CANCEL, decode, encode, identifier_of, lines

Handler = Callable[[dict[str, Any], Path, Progress], dict[str, Any]]
"""``handler(arguments, path, progress) -> result``; what it writes goes to ``path`` plus a suffix."""

_PARENT_CHECK_SECONDS = 2.0
_LONGEST_CANCEL = 200
"""Bytes; only lines as short as that are looked into before it is their turn."""
_SMALLEST_PROGRESS = 0.01  # of the work, after which the window is told again


class _Stopped:
    """Which requests were stopped: all up to a number. The reading thread writes it, the working one reads it."""

    def __init__(self) -> None:
        self._last = self._now = -1
        self._lock = threading.Lock()

    def up_to(self, identifier: int) -> None:
        with self._lock:
            self._last = max(self._last, identifier)
            if self._now <= self._last:
                end_runs()

    def begin(self, identifier: int) -> None:
        """Raises Cancelled for one that is stopped already."""
        with self._lock:
            self._now = identifier
            if identifier > self._last:
                allow_runs()
        self.check(identifier)

    def check(self, identifier: int) -> None:
        """Raises Cancelled."""
        if identifier <= self._last:
            raise Cancelled("speech", "was stopped", "Nothing was written")


def serve(requests: BinaryIO, replies: BinaryIO, start: Mapping[str, Any], handlers: Mapping[str, Handler]) -> None:
    """Answer every line, one by one, until standard input ends or the parent process is gone."""
    set_thread_count(start["threads"])
    give_back_freed_memory()
    lock = threading.Lock()

    def send(message: dict[str, Any]) -> None:
        try:
            with lock:
                replies.write(encode(message))
                replies.flush()
        except OSError:  # nobody listens any more
            os._exit(0)

    waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    stopped = _Stopped()
    threading.Thread(target=_read_requests, args=(requests, waiting, stopped), daemon=True).start()
    threading.Thread(target=_watch_parent, args=(start["parent"],), daemon=True).start()
    send({"type": "ready", "pid": os.getpid()})
    while True:
        send(_answer(waiting.get(), Path(start["folder"]), handlers, send, stopped))


def _answer(
    line: bytes,
    folder: Path,
    handlers: Mapping[str, Handler],
    send: Callable[[dict[str, Any]], None],
    stopped: _Stopped,
) -> dict[str, Any]:
    try:
        message = decode(line)
    except ValueError as error:
        return _error(
            None, UsageError("a line to the worker", f"cannot be read ({error})", "Send one JSON object a line")
        )
    identifier = identifier_of(message)
    if identifier is None:
        return _error(None, UsageError("a request's id", "is no whole number from 0 on", "Give each request its own"))
    return _answer_request(identifier, message, folder, handlers, send, stopped)


def _answer_request(
    identifier: int,
    message: dict[str, Any],
    folder: Path,
    handlers: Mapping[str, Handler],
    send: Callable[[dict[str, Any]], None],
    stopped: _Stopped,
) -> dict[str, Any]:
    kind = message.pop("kind", None)
    last: list[Any] = ["", 0.0]

    def progress(step: str, fraction: float) -> None:
        stopped.check(identifier)
        if step != last[0] or fraction - last[1] >= _SMALLEST_PROGRESS or fraction >= 1.0:
            last[:] = [step, fraction]
            send({"type": "progress", "id": identifier, "step": step, "fraction": fraction})

    began = time.perf_counter()
    try:
        if not isinstance(kind, str) or kind not in handlers:
            raise UsageError(f"request {kind!r}", "is not known", f"Use one of: {', '.join(handlers)}")
        stopped.begin(identifier)
        path = folder / f"{os.getpid()}-{identifier}"
        result = handlers[kind](message, path, progress)
        with _gone_if_stopped(path):
            stopped.check(identifier)
    except (Exception, SystemExit) as raised:
        return _error(identifier, _as_cancelled(identifier, stopped) or as_error_in_console(raised, str(kind)))
    seconds = time.perf_counter() - began
    memory = round(resident_megabytes(), 1)
    return {"type": "result", "id": identifier, "result": result, "seconds": seconds, "resident_megabytes": memory}


def _as_cancelled(identifier: int, stopped: _Stopped) -> Cancelled | None:
    """Whatever was raised in a request that was stopped was raised because of that."""
    try:
        stopped.check(identifier)
    except Cancelled as error:
        return error
    return None


@contextmanager
def _gone_if_stopped(path: Path) -> Iterator[None]:
    """What was written for a request that was stopped at its very end goes."""
    try:
        yield
    except Cancelled:
        for written in path.parent.glob(f"{path.name}.*"):
            written.unlink(missing_ok=True)
        raise


def _error(identifier: int | None, error: SoliloquyError) -> dict[str, Any]:
    return {"type": "error", "id": identifier, "error": error.as_json()}


def _read_requests(requests: BinaryIO, waiting: "queue.SimpleQueue[bytes]", stopped: _Stopped) -> None:
    for line in lines(requests):
        identifier = _cancelled_by(line)
        if identifier is None:
            waiting.put(line)
        else:
            stopped.up_to(identifier)
    # Blender has closed the pipe or is gone: end at once, also in the middle of a request.
    os._exit(0)


def _cancelled_by(line: bytes) -> int | None:
    """The request up to which a line stops all; None where it is another line."""
    if len(line) > _LONGEST_CANCEL:
        return None
    with suppress(ValueError):
        message = decode(line)
        return identifier_of(message) if message.get("kind") == CANCEL else None
    return None


def _watch_parent(parent: int) -> None:
    """End when the parent is gone, though something else may still hold its end of the pipe."""
    if sys.platform == "win32":
        return
    while os.getppid() == parent:
        time.sleep(_PARENT_CHECK_SECONDS)
    os._exit(0)
