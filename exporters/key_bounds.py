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
CONTACT_MM = 0.08
"""Of the lips. Chosen: a third of what they may miss or cross by and still count as shut, for they add up."""
LINES_CONTACT_MM = 0.045
"""The same for straight lines whose ends are free: they lie at the bound more often. At 0.07 one of a hundred seals was
open in a player at 30 (measured on 40 sentences)."""
MOST = 0.0095
"""Of a weight, however little the shape moves on our heads: on another it may move more. Chosen."""
_AROUND_LIPS = 0.01
"""Metres from where lips and mouth meet: lips lie within. Chosen."""


@dataclass(frozen=True)
class KeyBounds:
    """millimetres: name of a shape -> how far it moves any point of a face, at 1. at_lips: the same of the lips.
    near: (T,) whether a frame is one of those that show a contact of the lips."""

    millimetres: Mapping[str, float] = field(default_factory=dict)
    at_lips: Mapping[str, float] = field(default_factory=dict)
    near: Array = field(default_factory=lambda: np.zeros(0, bool))

    def of(self, shape: str, otherwise: float, contact: float = CONTACT_MM, most: float = MOST) -> Array | float:
        """(T,) for each frame; ``otherwise`` for a shape of which nothing is known. contact: millimetres at one. most:
        1 for a clip that our heads alone play."""
        size = self.millimetres.get(shape)
        if size is None:
            return otherwise
        seen = min(SEEN_MM / size, most)
        return np.where(self.near, min(seen, contact / max(self.at_lips.get(shape, 0.0), contact)), seen)

    def of_lines(self, shape: str, otherwise: float) -> Array | float:
        """The same for ``free_lines``."""
        return self.of(shape, otherwise, LINES_CONTACT_MM)

    def afar(self, shape: str, millimetres: float, otherwise: float) -> float:
        """For a level of detail at which so many ``millimetres`` are not seen, contacts neither."""
        size = self.millimetres.get(shape)
        return otherwise if size is None else millimetres / size


def key_bounds(head: Head, layout: str, phones: Sequence[Phone], frames: int, rate: float) -> KeyBounds:
    """For the shapes of ``head`` in ``layout``, the tongue's too, of a clip in which ``phones`` are said."""
    deltas, tongue = _deltas(head, layout), dict(zip(TONGUE_NAMES, tongue_deltas(head), strict=True))
    near = near_contacts(phones, frames, rate)
    return KeyBounds({**_sizes(deltas), **_sizes(tongue)}, _sizes(deltas, _lips(head)), near)


def near_contacts(phones: Sequence[Phone], frames: int, rate: float) -> Array:
    """(frames,) True for each frame that has a share in how a player shows a P, B, M, F or V."""
    near = np.zeros(frames, bool)
    for phone in phones:
        if phone.symbol in BILABIALS | LABIODENTALS:
            begin, end = min(phone.start, latest_begin(phone)), max(phone.end, earliest_end(phone))
            near[max(math.floor(begin * rate), 0) : math.ceil(end * rate) + 1] = True
    return near


def _deltas(head: Head, layout: str) -> dict[str, Array]:
    """What each shape moves (V,3), in metres."""
    if layout != "flame":
        return dict(zip(ARKIT_NAMES, head.shape_deltas, strict=True))
    named = [(FLAME_EXPRESSIONS, head.expression_basis), (FLAME_EYELIDS, head.eyelid_shapes)]
    if head.pose_shapes is not None:
        named.append((FLAME_POSES, head.pose_shapes))
    return {name: moved for names, deltas in named for name, moved in zip(names, deltas, strict=True)}


def _lips(head: Head) -> Array:
    """The points of skin around those where lips and mouth meet; all of a head that has no mouth."""
    if "mouth" not in head.material_names:
        return np.arange(len(head.vertices))
    skin, mouth = (head.vertices_of(name) for name in ("skin", "mouth"))
    edge = head.vertices[np.intersect1d(skin, mouth)]
    away = np.linalg.norm(head.vertices[skin, None] - edge, axis=2).min(axis=1)
    return skin[away < _AROUND_LIPS]


def _sizes(deltas: Mapping[str, Array], points: Array | slice = slice(None)) -> dict[str, float]:
    """Millimetres that each moves any of ``points``. A shape that moves none is left out."""
    sizes = {
        name: 1000.0 * float(np.sqrt(np.square(moved[points]).sum(axis=1).max(initial=0.0)))
        for name, moved in deltas.items()
    }
    return {name: size for name, size in sizes.items() if size > 0.0}
