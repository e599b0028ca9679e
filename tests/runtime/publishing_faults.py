# SPDX-License-Identifier: GPL-3.0-or-later
"""A process that publishes files, and is killed or meets a fault at one of its calls to the system.

It is a fork: the test's own process keeps neither the hook nor the lock, and a thousand of them take a minute.
"""

import errno
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from soliloquy.runtime.errors import WriteError
from soliloquy.runtime.output_folder import locked, staged

NAMES = ("a.csv", "a.take", "a.wav", "b.glb")
PUBLISHED, REFUSED, NO_SUCH_CALL, KILLED = 0, 3, 9, -signal.SIGKILL
_EVENTS = frozenset({"open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.listdir", "os.scandir"})


def publish(folder: Path, version: str) -> None:
    """Four files that hold ``version`` a thousand times replace those of before."""
    with locked(folder) as whole, staged(whole) as staging:
        for name in NAMES:
            (staging / name).write_text(version * 1000)


class Fault:
    """Counts the calls that are made for files in ``folder``; those from ``at`` to ``last`` fail as ``kind`` says.

    kind: "kill" or the name of an errno.
    """

    def __init__(self, folder: Path, kind: str, at: int, last: int) -> None:
        self.calls = 0
        self._folder, self._kind, self._faulty = str(folder), kind, range(at, last + 1)
        self._fsync = os.fsync
        os.fsync = self.fsync  # type: ignore[assignment]
        sys.addaudithook(self.audit)

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _EVENTS and str(arguments[0]).startswith(self._folder):
            self._call()

    def fsync(self, descriptor: int) -> None:
        self._call()
        self._fsync(descriptor)

    def _call(self) -> None:
        self.calls += 1
        if self.calls - 1 in self._faulty:
            if self._kind == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            code = getattr(errno, self._kind)
            raise OSError(code, os.strerror(code))


def forked(body: Callable[[], int]) -> int:
    """Process id of a fork that runs ``body`` and ends with its exit code."""
    process = os.fork()
    if process:
        return process
    exit_code = 1
    try:
        exit_code = body()
    finally:
        os._exit(exit_code)


def ended(process: int) -> int:
    """Exit code of a fork, once it has ended; minus the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def publish_with_fault(folder: Path, version: str, kind: str, at: int, last: int, said: Path) -> int:
    """Publish in a fork, where calls ``at`` to ``last`` fail. Returns how it ended. said: where its error goes."""

    def body() -> int:
        fault = Fault(folder, kind, at, last)
        try:
            publish(folder, version)
        except WriteError as error:
            said.write_text(str(error))
            return REFUSED
        return NO_SUCH_CALL if fault.calls <= at else PUBLISHED

    said.write_text("")
    return ended(forked(body))


def publish_for_ever(folder: Path) -> int:
    """One version after the other."""
    number = 2
    while True:
        publish(folder, f"{number:05}")
        number += 1
