# SPDX-License-Identifier: GPL-3.0-or-later
"""Signals that end a run: heard once, held back while something must not be left half done, too late at the end."""

import atexit
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress

_NAMES = ("SIGHUP", "SIGBREAK", "SIGTERM", "SIGINT")

ENDING = tuple(signal.Signals[name] for name in _NAMES if name in signal.Signals.__members__)
"""The signals of this system that ask a program to end."""


INTERRUPTED = 130
"""The exit code of a process that was interrupted."""


class _Signals:
    """What became of the signals of this process, and what they are to do.

    arrived: one was raised. over: the run can only end as it did. of_process: the process ends with the run. at_once:
    the process must end where it is. endings: what is done before that, the last first.
    """

    def __init__(self) -> None:
        self.arrived = self.over = self.of_process = self.at_once = False
        self.endings: list[Callable[[], object]] = []

    def interrupt(self, number: int, frame: object) -> None:
        """The handler. A second signal does not stop the clearing up after the first."""
        if self.over or isinstance(sys.exc_info()[1], KeyboardInterrupt):
            return
        self.arrived = True
        if self.at_once and self.of_process:
            self._end()
        raise KeyboardInterrupt

    def _end(self) -> None:
        self.over = True
        for ending in reversed(self.endings):
            with suppress(Exception):
                ending()
        os._exit(INTERRUPTED)


_signals = _Signals()


@contextmanager
def listening(until_exit: bool) -> Iterator[None]:
    """Let each signal of ``ENDING`` raise KeyboardInterrupt in the body, unless the caller has it ignored (nohup).

    An error that came of one, because a library made something else of it, is a KeyboardInterrupt again. Afterwards the
    handlers are those of before, or, until_exit, signals are ignored, so that none disturbs the end of the process.
    """
    _signals.arrived = _signals.over = False
    _signals.of_process = until_exit
    before = {number: signal.getsignal(number) for number in ENDING}
    heard = [number for number, handler in before.items() if handler is not signal.SIG_IGN]
    try:
        for number in heard:
            signal.signal(number, _signals.interrupt)
        yield
    except Exception as error:
        if _signals.arrived:
            raise KeyboardInterrupt from error
        raise
    finally:
        _signals.over = True
        for number in heard:
            signal.signal(number, signal.SIG_IGN if until_exit else before[number])


def check() -> None:
    """Raise the interrupt that a library lost, if one did: what it printed instead of raising it is gone."""
    if _signals.arrived and not _signals.over:
        raise KeyboardInterrupt


def too_late() -> None:
    """From here on the run has ended: no signal changes what it says."""
    _signals.over = True


@contextmanager
def ending_at_once() -> Iterator[None]:
    """In the body, inside a library that a raised exception would crash, a signal ends a whole process where it is."""
    _signals.at_once = True
    try:
        yield
    finally:
        _signals.at_once = False


def at_exit(ending: Callable[[], object]) -> None:
    """Do ``ending`` when the process ends, also at once."""
    atexit.register(ending)
    _signals.endings.append(ending)


@contextmanager
def on_end(ending: Callable[[], object]) -> Iterator[None]:
    """Do ``ending`` when the process ends at once in the body."""
    _signals.endings.append(ending)
    try:
        yield
    finally:
        _signals.endings.remove(ending)


@contextmanager
def held() -> Iterator[None]:
    """Let no signal of ``ENDING`` in until the body is over; then those that came do what they would have done.

    One that came while the body failed wins over the body's error. Outside of the main thread, which alone is
    interrupted by signals, this does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting: list[int] = []
    # Leaving it sets back all handlers, whatever the first of them raises, and then delivers what waits.
    with ExitStack() as leaving:
        leaving.callback(_deliver, waiting)
        for number in ENDING:
            handler = signal.getsignal(number)
            if handler not in (signal.SIG_IGN, None):
                leaving.callback(signal.signal, number, handler)
                signal.signal(number, lambda arrived, frame: waiting.append(arrived))
        yield


def _deliver(waiting: list[int]) -> None:
    for number in dict.fromkeys(waiting):
        signal.raise_signal(number)
