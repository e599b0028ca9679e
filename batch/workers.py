# SPDX-License-Identifier: GPL-3.0-or-later
"""Several processes that make lines side by side. One that dies takes its line along and no other."""

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from ..runtime.errors import Fault
from .task import Task
from .worker import work

_ENDS_SECONDS = 5.0
"""How long a process may take to end by itself before it is killed. Chosen by hand."""


@dataclass
class _Worker:
    process: BaseProcess
    connection: Connection
    busy: "Handed | None" = None


@dataclass(frozen=True)
class Handed:
    """A task on its way. folder: where its files are made. with_head: it makes the head of a split too. languages: of
    all lines of the run."""

    task: Task
    folder: str
    with_head: bool
    languages: tuple[str, ...] = ()


def performed(handed: Iterable[Handed], jobs: int) -> Iterator[tuple[Handed, dict[str, Any]]]:
    """Each task with what ``perform_line`` says came of it, as they get done; the next is taken when a process is free.

    Closing it, or an error where it is used, ends the processes.
    """
    waiting = iter(handed)
    workers: list[_Worker] = []
    try:
        while True:
            _hand_out(workers, waiting, jobs)
            busy = [worker for worker in workers if worker.busy is not None]
            if not busy:
                return
            ready = wait([worker.connection for worker in busy])
            for worker in [each for each in busy if each.connection in ready]:
                done, found = _received(worker)
                if found is None:
                    workers.remove(worker)
                    found = _died(done, worker)
                yield done, found
    finally:
        for worker in workers:
            _end(worker)


def _hand_out(workers: list[_Worker], waiting: Iterator[Handed], jobs: int) -> None:
    while (idle := [worker for worker in workers if worker.busy is None]) or len(workers) < jobs:
        task = next(waiting, None)
        if task is None:
            return
        worker = idle[0] if idle else _started()
        if not idle:
            workers.append(worker)
        worker.busy = task
        with suppress(OSError):
            # Where it has died, reading from it says so.
            worker.connection.send((task.task.as_plain(), task.folder, task.with_head, task.languages))


def _started() -> _Worker:
    # A copy of this process (fork) would share its threads' locks, and a part of its memory.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _received(worker: _Worker) -> tuple[Handed, dict[str, Any] | None]:
    done = worker.busy
    assert done is not None
    worker.busy = None
    try:
        return done, worker.connection.recv()
    except (EOFError, OSError):
        return done, None


def _died(done: Handed, worker: _Worker) -> dict[str, Any]:
    worker.process.join()
    code = worker.process.exitcode or 0
    how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"
    hint = "Where memory is short, give fewer --jobs; otherwise please report it"
    worker.connection.close()
    error = Fault(f"line {done.task.key}", f"the process that made it {how}", hint)
    return {"error": error.as_json(), "exit_code": error.exit_code, "seconds": 0.0, "cpu_seconds": 0.0}


def _end(worker: _Worker) -> None:
    """At once where it still makes a line, whose files nobody will take."""
    with suppress(OSError):
        if worker.busy is None:
            worker.connection.send(None)
            worker.process.join(_ENDS_SECONDS)
    if worker.process.is_alive():
        worker.process.kill()
    worker.process.join()
    worker.connection.close()


Performing = Callable[[Iterable[Handed], int], Iterator[tuple[Handed, dict[str, Any]]]]
"""``performed``, or what does the same elsewhere."""

Listener = Callable[[dict[str, Any]], None]
"""Is told each event of a run, as docs/batch.md describes them."""
