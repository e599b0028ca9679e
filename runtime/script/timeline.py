# SPDX-License-Identifier: GPL-3.0-or-later
"""When each line of a script is said: one after the other with a breath between them, or as the script says."""

from collections.abc import Sequence
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


def beginnings(lines: Sequence[Timed], usual: float = USUAL_GAP) -> list[float]:
    """Seconds at which each line begins, its rest before the first sound included: the script's time 0 is 0, and a line
    may begin before.

    ``start`` wins over ``gap``. A gap counts from the end of all that was said so far, so a remark thrown into a long
    line does not bring the next line forward; after a ``start`` that leads back, from that line on.
    """
    found: list[float] = []
    first, end = 0.0, 0.0
    for number, line in enumerate(lines):
        if line.start is not None:
            heard = line.start
        elif number == 0:
            heard = line.lead if line.gap is None else line.gap
        else:
            heard = end + (usual if line.gap is None else line.gap)
        if heard < first or number == 0:
            first, end = heard, heard + line.spoken
        else:
            end = max(end, heard + line.spoken)
        found.append(heard - line.lead)
    return found
