# SPDX-License-Identifier: GPL-3.0-or-later
"""When each line of a script is said: one after the other with a breath between them, or as the script says."""

from dataclasses import dataclass

USUAL_GAP = 0.5
"""Seconds between the last sound of a line and the first of the next, where the script says nothing. Chosen by ear: an
answer that is neither cut off nor waited for."""


@dataclass(frozen=True)
class Timed:
    """A line as long as it was made. lead: seconds from its beginning to its first sound. spoken: from that to its
    last. start: when its first sound is heard. gap: seconds after what was said before. None where the script says
    nothing.
    """

    lead: float
    spoken: float
    start: float | None = None
    gap: float | None = None


class Clock:
    """When the next line begins, by all that was said so far. The script's time 0 is 0, and a line may begin before.

    ``start`` wins over ``gap``. A gap counts from the end of all that was said so far, so a remark thrown into a long
    line does not bring the next line forward; after a ``start`` that leads back, from that line on.
    """

    def __init__(self, usual: float = USUAL_GAP) -> None:
        self._usual = usual
        self._first: float | None = None
        self._end = 0.0

    def beginning(self, line: Timed) -> float:
        """Seconds at which ``line`` begins if it is said next, its rest before the first sound included."""
        return self._heard(line) - line.lead

    def say(self, line: Timed) -> None:
        """Let ``line`` be said next. One that is not said takes no time."""
        heard = self._heard(line)
        if self._first is None or heard < self._first:
            self._first, self._end = heard, heard + line.spoken
        else:
            self._end = max(self._end, heard + line.spoken)

    def _heard(self, line: Timed) -> float:
        if line.start is not None:
            return line.start
        if self._first is None:
            return line.lead if line.gap is None else line.gap
        return self._end + (self._usual if line.gap is None else line.gap)
