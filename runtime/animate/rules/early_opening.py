# SPDX-License-Identifier: GPL-3.0-or-later
"""People open their mouth before they are heard."""

from collections.abc import Sequence
from itertools import pairwise

from ...arrays import Array
from ...speech import SILENCE, Phone
from .contacts import Contact, contact_curve

_OPEN, _HELD, _LEAD, _RELEASE = 0.1, 0.05, 0.3, 0.12
_AFTER = 0.7
"""At the start of a line and after a pause of so many seconds: by how much, in weights of jawOpen, for how many seconds
fully, from how long before on, and how soon it is over. Set by hand on a man on film and an actress: he opens further
before each sentence, she hardly does in the middle of her takes."""


def early_opening(phones: Sequence[Phone], times: Array) -> Array:
    """(T,) weights of jawOpen by which a mouth is open at least, at times (T,) in seconds, for what comes."""
    starts = [
        (phone.start, min(_LEAD, before.end - before.start))
        for number, (before, phone) in enumerate(pairwise(phones))
        if before.symbol == SILENCE != phone.symbol and (number == 0 or before.end - before.start >= _AFTER)
    ]
    early = [Contact(start - _HELD, start, lead - _HELD, _RELEASE, 1.0) for start, lead in starts if lead > _HELD]
    opened: Array = _OPEN * contact_curve(early, times)
    return opened
