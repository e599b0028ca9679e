# SPDX-License-Identifier: GPL-3.0-or-later
"""A process that makes one line after another: its models are loaded once, and it ends with the run that started it."""

import os
import signal
import threading
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path

from ..runtime.interrupts import ENDING
from ..runtime.resident_memory import give_back_freed_memory
from ..runtime.threads import set_thread_count
from .performing import perform_line

THREADS = 1
"""The processes share the machine, so each leaves the other cores alone."""


def work(connection: Connection) -> None:
    """Take (task, folder, with_head) from the other end until None comes, and send back what came of each."""
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    set_thread_count(THREADS)
    give_back_freed_memory()
    while True:
        try:
            asked = connection.recv()
        except EOFError:
            return
        if asked is None:
            return
        plain, folder, with_head = asked
        connection.send(perform_line(plain, Path(folder), with_head))


def _end_with_parent() -> None:
    """A run that is killed leaves no process behind that still writes."""
    parent = parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)
