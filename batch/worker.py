# SPDX-License-Identifier: GPL-3.0-or-later
"""A process that makes one line after another: its models are loaded once, and it ends with the run that started it."""

import os
import signal
import threading
from contextlib import suppress
from functools import cache
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path

from ..runtime.errors import SoliloquyError
from ..runtime.interrupts import ENDING
from ..runtime.resident_memory import give_back_freed_memory
from ..runtime.text.languages import find_language
from ..runtime.text.phonemes import phones_of
from ..runtime.threads import set_thread_count
from .performing import perform_line

THREADS = 1
"""The processes share the machine, so each leaves the other cores alone."""


def work(connection: Connection) -> None:
    """Take (task, folder, with_head, languages) from the other end until None comes; send back what came of each."""
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
        plain, folder, with_head, languages = asked
        for code in languages:
            _learn(code)
        connection.send(perform_line(plain, Path(folder), with_head))


@cache
def _learn(code: str) -> None:
    """Load what reads a language of the run before the first line in it comes, so that memory is from the first line on
    what it will be: a dictionary takes 40 MB. What is missing is said by the lines that need it."""
    with suppress(SoliloquyError):
        phones_of(find_language(code).sample, code)


def _end_with_parent() -> None:
    """A run that is killed leaves no process behind that still writes."""
    parent = parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)
