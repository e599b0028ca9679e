# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of networks that another thread can end: what Esc needs, for one of them takes seconds."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_running: list[Callable[[], None]] = []
_ended: list[bool] = []
"""Not empty from ``end_runs`` until ``allow_runs``."""


class EndedError(Exception):
    """The run was ended before it began."""


def end_runs() -> None:
    """End every run that is under way, and each that begins before ``allow_runs``: it raises."""
    with _lock:
        _ended.append(True)
        for end in _running:
            end()


def allow_runs() -> None:
    with _lock:
        _ended.clear()


@contextmanager
def endable(end: Callable[[], None]) -> Iterator[None]:
    """While a run is under way that ``end``, called from any thread, ends. Raises EndedError."""
    with _lock:
        if _ended:
            raise EndedError("runs have been ended")
        _running.append(end)
    try:
        yield
    finally:
        with _lock:
            _running.remove(end)
