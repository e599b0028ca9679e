# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender's side of the worker process. Free of bpy, so that its threads cannot touch Blender's data.

A thread reads the worker's replies into a queue; ``Worker.drain`` hands them on. In a window a timer calls
``drain``; in background, where Blender's timers never fire, whoever waits calls ``wait``.
"""

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, Literal, cast

from ..runtime.errors import Cancelled, Fault, InputError, SoliloquyError
from ..runtime.faults import as_error_in_console
from ..runtime.limits import WORKER_LINE_BYTES
from ..runtime.worker_protocol import CANCEL, FILM_PROGRAM, checked_reply, encode, lines
from .interpreter import package_folders, python_executable

WORKER_SCRIPT = Path(__file__).resolve().parent.parent / "runtime" / "worker_main.py"
_KEPT_LOG_LINES = 40
_LOG_LINE_BYTES = 10_000
"""Lines of the worker's standard error that an error report has, and bytes of each. Chosen by hand."""
_STOP_SECONDS = 0.3
"""So long a request that was cancelled may work on before its process is killed."""
_KILLED = 9
"""SIGKILL, which Windows' signal module has not."""


@dataclass(eq=False)
class Request:
    """A request in flight. Its fields change only inside ``Worker.drain``, on the caller's thread.

    state: "waiting", "done", "failed" or "cancelled". step, fraction: progress so far. result: what the
    worker answered, or what ``convert`` made of it. seconds: that the worker worked on it. error: why it failed.
    """

    kind: str
    convert: Callable[[dict[str, Any]], Any] | None = None
    state: Literal["waiting", "done", "failed", "cancelled"] = "waiting"
    step: str = ""
    fraction: float = 0.0
    result: Any = None
    seconds: float = 0.0
    error: SoliloquyError | None = None

    @property
    def message(self) -> str:
        """Why it has no result, in one line."""
        return str(self.error) if self.error is not None else ""


class Worker:
    """A worker process that is started when it is needed, and anew after a crash or a cancel that it did not hear."""

    def __init__(
        self, folder: Path, threads: int, script: Path = WORKER_SCRIPT, film_reader: Sequence[str] = ()
    ) -> None:
        """folder: where results are written. threads: for the models, 0 for one fewer than there are cores.
        film_reader: words of a command, as ``runtime/capture/film_by_program.py`` has it."""
        self.folder, self._film_reader = folder, list(film_reader)
        self._command = [python_executable(), "-I", str(script)]
        cores = os.cpu_count() or 2
        self._start = {
            "packages": package_folders(),
            "threads": threads or max(1, cores - 1),
            "parent": os.getpid(),
            "folder": str(folder),
            "serves": "batch.serving",
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._outgoing: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._replies: queue.SimpleQueue[tuple[subprocess.Popen[bytes], dict[str, Any]]] = queue.SimpleQueue()
        self._waiting: dict[int, Request] = {}
        self._next_id = 1
        self._answered = self._stopping = 0
        """The last request that the process has answered, and the last one that was cancelled."""
        self._resident_megabytes = 0.0
        self._log: deque[str] = deque(maxlen=_KEPT_LOG_LINES)

    @property
    def process_id(self) -> int | None:
        """Of the running process; None when there is none."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    @property
    def resident_megabytes(self) -> float:
        """Memory that the process held when it last became idle; 0 when it has not answered yet."""
        return self._resident_megabytes if self.process_id is not None else 0.0

    def ask(
        self,
        kind: str,
        arguments: Mapping[str, Any] | None = None,
        convert: Callable[[dict[str, Any]], Any] | None = None,
    ) -> Request:
        """Send a request, starting the process if need be.

        ``convert`` makes of the worker's result what the caller wants. It runs on the reading thread, so
        that the window does not wait for it, and must not touch bpy.
        """
        request = Request(kind, convert)
        line = encode({"id": self._next_id, "kind": kind, **(arguments or {})})
        if len(line) > WORKER_LINE_BYTES:
            reason = f"has {len(line) / 1e6:.0f} MB, more than the {WORKER_LINE_BYTES / 1e6:.0f} MB that one may have"
            request.state, request.error = "failed", InputError("the request", reason, "Give a shorter text")
            return request
        self._wait_until_stopped()
        if self.process_id is None:
            self.drain()
            self._launch()
        if not self._waiting:
            self._log.clear()  # what was said before has nothing to do with this request
        self._waiting[self._next_id] = request
        self._next_id += 1
        self._outgoing.put(line)
        return request

    def drain(self, timeout: float = 0.0) -> None:
        """Bring every request up to date with the replies that have come.

        timeout: seconds to wait for a first reply.
        """
        with contextlib.suppress(queue.Empty):
            process, message = self._replies.get(timeout=timeout) if timeout > 0 else self._replies.get_nowait()
            self._take_in(process, message)
            while True:
                self._take_in(*self._replies.get_nowait())

    def wait(self, request: Request, on_progress: Callable[[str, float], None] | None = None) -> Request:
        """Drain until ``request`` has ended: for scripts and for Blender in background."""
        shown: tuple[str, float] = ("", 0.0)
        while request.state == "waiting":
            self.drain(timeout=0.5)
            if on_progress is not None and (request.step, request.fraction) != shown:
                shown = (request.step, request.fraction)
                on_progress(*shown)
        return request

    def cancel(self) -> None:
        """Stop what is being done. The models stay loaded where the process stops by itself within a moment; otherwise
        it is killed, and the next request starts a new one."""
        self.drain()
        process = self._process
        if process is not None and self._waiting:
            self._stopping = max(self._waiting)
            self._outgoing.put(encode({"id": self._stopping, "kind": CANCEL}))
            late = threading.Timer(_STOP_SECONDS, self._kill_if_late, (process, self._stopping))
            late.daemon = True
            late.start()
        self._end_all("cancelled", Cancelled("speech", "was stopped", "Nothing was written"))

    def _kill_if_late(self, process: "subprocess.Popen[bytes]", stopping: int) -> None:
        """On a timer's thread."""
        if self._answered < stopping:
            process.kill()

    def _wait_until_stopped(self) -> None:
        """For at most ``_STOP_SECONDS``, as when Generate is clicked right after Esc."""
        while self._answered < self._stopping and self.process_id is not None:
            self.drain(0.02)

    def stop(self) -> None:
        """End the process, as when Blender quits, and wait until it is gone."""
        process = self._process
        self._kill()
        if process is not None:
            process.wait()
        self._end_all("cancelled", Cancelled("speech", "Soliloquy was switched off", "Nothing was written"))

    def _launch(self) -> None:
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            creationflags=flags,
            env={**os.environ, FILM_PROGRAM: json.dumps(self._film_reader)},
        )
        assert process.stdin is not None and process.stdout is not None and process.stderr is not None
        self._process, self._resident_megabytes = process, 0.0
        self._stopping = 0
        self._outgoing, self._log = queue.SimpleQueue(), deque(maxlen=_KEPT_LOG_LINES)
        threading.Thread(target=_write_requests, args=(process.stdin, self._outgoing), daemon=True).start()
        log = threading.Thread(target=_read_log, args=(cast(BinaryIO, process.stderr), self._log), daemon=True)
        log.start()
        threading.Thread(
            target=self._read_replies, args=(process, cast(BinaryIO, process.stdout), log), daemon=True
        ).start()
        self._outgoing.put(encode(self._start))

    def _kill(self) -> None:
        # The reading thread waits for the process: freeing its memory may take longer than a frame.
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            self._outgoing.put(None)

    def _read_replies(self, process: "subprocess.Popen[bytes]", stream: BinaryIO, log: threading.Thread) -> None:
        with stream:
            for line in lines(stream):
                try:
                    message = checked_reply(line)
                except ValueError:
                    process.kill()  # unless its end has cut the line short, it does not speak our language
                    break
                if message["type"] in ("result", "error"):
                    self._answered = max(self._answered, message["id"] or 0)
                self._replies.put((process, self._converted(message)))
        status = process.wait()
        log.join(timeout=2.0)
        self._replies.put((process, {"type": "ended", "status": status}))

    def _converted(self, message: dict[str, Any]) -> dict[str, Any]:
        request = self._waiting.get(message.get("id", 0))
        if message["type"] != "result" or request is None or request.convert is None:
            return message
        try:
            return {**message, "result": request.convert(message["result"])}
        except Exception as raised:
            error = as_error_in_console(raised, request.kind)
            return {"type": "error", "id": message["id"], "error": error.as_json()}

    def _take_in(self, process: "subprocess.Popen[bytes]", message: dict[str, Any]) -> None:
        if process is not self._process:
            return  # said by a process that was cancelled
        if message["type"] == "ended":
            self._kill()
            self._end_all("failed", self._crash(message["status"]))
            return
        if message["type"] == "error" and message["id"] is None:
            self._end_all("failed", error_of(message["error"]))  # of a line that it could not read
            return
        request = self._waiting.get(message.get("id", 0))
        if request is None:
            return
        if message["type"] == "progress":
            request.step, request.fraction = message["step"], message["fraction"]
            return
        del self._waiting[message["id"]]
        if message["type"] == "result":
            request.state, request.result, request.seconds = "done", message["result"], message["seconds"]
            self._resident_megabytes = message["resident_megabytes"]
        else:
            request.state, request.error = "failed", error_of(message["error"])

    def _end_all(self, state: Literal["failed", "cancelled"], error: SoliloquyError) -> None:
        ended, self._waiting = self._waiting, {}
        for request in ended.values():
            request.state, request.error = state, error

    def _crash(self, status: int) -> Fault:
        how = f"signal {-status}" if status < 0 else f"status {status}"
        # Who is killed says nothing before; what stands in the log then is about something else.
        log = () if status == -_KILLED else self._log
        said = next((line for line in reversed(log) if line.strip()), "")
        reason = f"ended unexpectedly ({how}){': ' + said if said else ''}"
        return Fault("the worker process", reason, "It starts anew when you try again")


def _read_log(stream: BinaryIO, log: "deque[str]") -> None:
    """On a thread: what one process says, into its own log and on to Blender's console, where there is one."""
    with stream:
        while line := stream.readline(_LOG_LINE_BYTES):
            text = line.decode(errors="replace").rstrip()
            log.append(text)
            with contextlib.suppress(OSError, ValueError):
                print(f"soliloquy worker: {text}", file=sys.stderr)


def _write_requests(stream: IO[bytes], outgoing: "queue.SimpleQueue[bytes | None]") -> None:
    """On a thread: a pipe that is full, as while the worker starts, must not hold up the window."""
    # A process that has died meanwhile is reported by the reading thread, with what it last said.
    with contextlib.suppress(OSError), stream:
        while (line := outgoing.get()) is not None:
            stream.write(line)
            stream.flush()


def error_of(fields: Mapping[str, str]) -> SoliloquyError:
    """The worker's error as it was raised there."""
    kind = next((kind for kind in SoliloquyError.__subclasses__() if kind.code == fields["code"]), Fault)
    return kind(fields["input"], fields["reason"], fields["hint"])
