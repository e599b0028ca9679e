# SPDX-License-Identifier: GPL-3.0-or-later
"""The last answer to what the panel asks at each redraw: a big scene takes long to search."""

import math
import time
from collections.abc import Callable
from typing import Generic, TypeVar

_Found = TypeVar("_Found")


class LastAnswer(Generic[_Found]):
    """seconds: how long an answer holds while the question is the same, where what it hangs on changes besides."""

    def __init__(self, seconds: float = math.inf) -> None:
        self._seconds = seconds
        self._last: tuple[object, float, _Found] | None = None

    def to(self, question: object, find: Callable[[], _Found]) -> _Found:
        """What ``find`` gives for the question, or has given for the same one a moment ago."""
        if self._last is None or question != self._last[0] or time.monotonic() > self._last[1]:
            self._last = (question, time.monotonic() + self._seconds, find())
        return self._last[2]
