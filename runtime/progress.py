# SPDX-License-Identifier: GPL-3.0-or-later
"""How long work reports itself: a callable, so that a shell, a worker and a test can each listen."""

from collections.abc import Callable

Progress = Callable[[str, float], None]
"""``progress(step, fraction)``: the step's name ("voice", "motion", "mp4") and how much of it is done, 0..1.

It may raise to stop the work; nothing that was being written is then kept.
"""


def silent(step: str, fraction: float) -> None:
    """A listener that shows nothing."""
