# SPDX-License-Identifier: GPL-3.0-or-later
"""The hairs of a head's beard on its skin."""

from functools import lru_cache, partial

from ..people.beards import BEARDS, Beard, beard_cover, combed, lengths
from .brow_strands import SkinStrands
from .hairs_on_skin import Lie, Roots, grown, none_grown, scattered
from .heads import Head

_LEAST = 0.25
_EDGE = 0.14
"""Of a beard's cover, where it ends, and by how much more or less by chance. Chosen by eye."""
_SEED = 41


def beard_strands(head: Head, more: int = 1) -> SkinStrands:
    """The hairs of the beard of an embedded head, ``more`` times as many; none on a shaven one."""
    if head.beard not in BEARDS:
        return none_grown()
    beard = BEARDS[head.beard]
    roots = _roots(beard, more)
    return grown(roots, Lie(combed(roots.places), lengths(beard, roots.places), beard.lift), head, _SEED)


@lru_cache(maxsize=8)
def _roots(beard: Beard, more: int) -> Roots:
    return scattered(partial(beard_cover, where=beard.where), beard.hairs * more, _SEED + more, _LEAST, _EDGE)
