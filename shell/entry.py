# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the command begins: an interrupt is one sentence from our first import on, not only once all is loaded."""

import os
import signal
from contextlib import suppress

from ..runtime.interrupts import ENDING, INTERRUPTED

_SENTENCE = b"soliloquy: interrupted; nothing was changed\n"


def main() -> int:
    """Run the command of this process; returns the exit code."""
    for number in ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)
    from .cli import main as run

    return run()


def _end(number: int, frame: object) -> None:
    """Nothing has begun, so nothing is to be cleared up; until the command itself listens."""
    with suppress(OSError):
        os.write(2, _SENTENCE)
    os._exit(INTERRUPTED)
