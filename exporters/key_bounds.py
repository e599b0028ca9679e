# SPDX-License-Identifier: GPL-3.0-or-later
"""How far a curve of few keys may lie from its frames, in clips for Unity, Godot and the web.

By millimetres that its shape moves, and by fewer at contacts of the lips. A weight is no measure: one hundredth of
jawOpen is 0.4 mm, and of a squint a tenth of that.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ..runtime.animate.held_contacts import earliest_end, latest_begin
from ..runtime.arrays import Array
from ..runtime.head.arkit import ARKIT_NAMES
from ..runtime.head.heads import Head
from ..runtime.head.tongue import TONGUE_NAMES, tongue_deltas
from ..runtime.phones import BILABIALS, LABIODENTALS
from ..runtime.rigs.flame import FLAME_EXPRESSIONS, FLAME_EYELIDS, FLAME_POSES
from ..runtime.speech import Phone

SEEN_MM = 0.25
"""Chosen: a third of a pixel where a head fills a screen of 400 lines."""
CONTACT_MM = 0.07
"""Chosen: a third of what lips may miss or cross by and still count as shut, for jaw and lips add up."""
LINES_CONTACT_MM = 0.04
"""The same for straight lines whose ends are free: they lie at the bound more often. At 0.07 one of a hundred seals was
open in a player at 30 (measured on 40 sentences)."""
MOST = 0.009
"""Of a weight, however little the shape moves on our heads: on another it may move more. Chosen."""


@dataclass(frozen=True)
class KeyBounds:
    """millimetres: name of a shape -> how far it moves any point of a face, at 1. near: (T,) whether a frame is one of
    those that show a contact of the lips."""

    millimetres: Mapping[str, float] = field(default_factory=dict)
    near: Array = field(default_factory=lambda: np.zeros(0, bool))

    def of(self, shape: str, otherwise: float, contact: float = CONTACT_MM) -> Array | float:
        """(T,) for each frame; ``otherwise`` for a shape of which nothing is known. contact: millimetres at one."""
        size = self.millimetres.get(shape)
        return otherwise if size is None else np.minimum(np.where(self.near, contact, SEEN_MM) / size, MOST)

    def of_lines(self, shape: str, otherwise: float) -> Array | float:
        """The same for ``free_lines``."""
        return self.of(shape, otherwise, LINES_CONTACT_MM)

    def afar(self, shape: str, millimetres: float, otherwise: float) -> float:
        """For a level of detail at which so many ``millimetres`` are not seen, contacts neither."""
        size = self.millimetres.get(shape)
        return otherwise if size is None else millimetres / size


def key_bounds(head: Head, layout: str, phones: Sequence[Phone], frames: int, rate: float) -> KeyBounds:
    """For the shapes of ``head`` in ``layout``, the tongue's too, of a clip in which ``phones`` are said."""
    return KeyBounds({**_sizes(head, layout), **_tongue_sizes(head)}, near_contacts(phones, frames, rate))


def near_contacts(phones: Sequence[Phone], frames: int, rate: float) -> Array:
    """(frames,) True for each frame that has a share in how a player shows a P, B, M, F or V."""
    near = np.zeros(frames, bool)
    for phone in phones:
        if phone.symbol in BILABIALS | LABIODENTALS:
            begin, end = min(phone.start, latest_begin(phone)), max(phone.end, earliest_end(phone))
            near[max(math.floor(begin * rate), 0) : math.ceil(end * rate) + 1] = True
    return near


def _sizes(head: Head, layout: str) -> dict[str, float]:
    if layout != "flame":
        return _named(ARKIT_NAMES, head.shape_deltas)
    found = {**_named(FLAME_EXPRESSIONS, head.expression_basis), **_named(FLAME_EYELIDS, head.eyelid_shapes)}
    return found if head.pose_shapes is None else {**found, **_named(FLAME_POSES, head.pose_shapes)}


def _tongue_sizes(head: Head) -> dict[str, float]:
    return _named(TONGUE_NAMES, tongue_deltas(head))


def _named(names: Sequence[str], deltas: Array) -> dict[str, float]:
    """deltas (N,V,3) in metres. A shape that moves nothing is left out."""
    sizes = 1000.0 * np.sqrt(np.square(deltas).sum(axis=2).max(axis=1, initial=0.0))
    return {name: float(size) for name, size in zip(names, sizes, strict=True) if size > 0.0}
