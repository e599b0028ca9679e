# SPDX-License-Identifier: GPL-3.0-or-later
"""An interrupt: its sentence, also while the shell command still loads its packages, which takes it a moment."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from ..runtime.interrupts import ENDING, INTERRUPTED, listening
from .streams import tell


def tell_interrupted(kept: str = "") -> None:
    """The one sentence about an interrupted run. kept: what of it is there."""
    tell(f"soliloquy: interrupted; {kept or 'nothing was changed'}")


@contextmanager
def starting() -> Iterator[None]:
    """Raises SystemExit after one sentence, instead of a traceback through the imports in the body."""
    try:
        with listening(until_exit=False):
            yield
    except KeyboardInterrupt:
        for number in ENDING:
            signal.signal(number, signal.SIG_IGN)
        tell_interrupted()
        raise SystemExit(INTERRUPTED) from None
