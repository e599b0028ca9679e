# SPDX-License-Identifier: GPL-3.0-or-later
"""Rigs that show speech by whole mouths: visemes, vowels, morphs. One ``Visemes`` a family, and its ``Naming``.

What such a rig cannot be told from our 52 curves is lost: docs/rigs.md says what, family by family.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_INDEX, ARKIT_NAMES
from .arkit import head_bone, match_shapes
from .matching import KnownNames, known_names
from .mouths import Mouth, mixture
from .naming import Matched, Naming

FACE_NAMES = tuple(name for name in ARKIT_NAMES if name.startswith(("eye", "brow", "cheekSquint", "noseSneer")))
"""ARKit's shapes beside the mouth: a rig of visemes often has some of them too."""

_BEHIND = r"(?:[._\s-](?:viseme|phoneme|mouth|shape))?"
"""What may stand behind a name."""
_MOUTH = 20
"""How many ARKit shapes a whole set of mouths is worth: fewer than the 28 of ARKit's own mouth, and more than a
jawOpen with two smiles."""


@dataclass(frozen=True)
class Follows:
    """A shape beside the mouth: the mean of these ARKit shapes times ``share``. unless: it is left alone where the rig
    has these, which say the same more exactly."""

    arkit: tuple[str, ...]
    share: float = 1.0
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Visemes:
    """title: as in ``Naming``. source: where the names stand. mouths: shape -> what it looks like at 1. face: shape ->
    what it follows. prefixes, spellings: as in ``matching.known_names``. enough: so many mouths are surely of this set.
    surely: all of these must be among them. jaw_beside: as in ``Naming``.
    """

    title: str
    source: str
    mouths: Mapping[str, Mouth]
    face: Mapping[str, Follows] = field(default_factory=dict)
    prefixes: tuple[str, ...] = ("",)
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    enough: int = 4
    surely: tuple[str, ...] = ()
    jaw_beside: bool = False


def naming_of(visemes: Visemes) -> Naming:
    """The naming of a set: its mouths and its face, and ARKit's shapes beside the mouth where the rig has them."""
    shapes = tuple(dict.fromkeys([*visemes.mouths, *visemes.face, *FACE_NAMES]))
    known = known_names((*visemes.mouths, *visemes.face), visemes.prefixes, visemes.spellings, _BEHIND)
    return Naming(
        visemes.title,
        "arkit",
        shapes,
        tuple(visemes.mouths),
        frozenset,
        partial(_match, known),
        head_bone,
        partial(_strength, visemes),
        partial(_drive, visemes),
        mixed={name: mouth.opening for name, mouth in visemes.mouths.items() if not mouth.contact},
        jaw_beside=visemes.jaw_beside,
        at_rest=tuple(name for name, mouth in visemes.mouths.items() if mouth.contact == "rest"),
        contacts=tuple(name for name, mouth in visemes.mouths.items() if mouth.contact in ("lips", "teeth")),
    )


def _match(known: KnownNames, names: Iterable[str]) -> Matched:
    keys = list(names)
    found = known.matched(keys)
    taken = {key for keys_of_shape in found.values() for key in keys_of_shape}
    beside = match_shapes(key for key in keys if key not in taken)
    return found | {name: shown for name, shown in beside.items() if name in FACE_NAMES and name not in found}


def _strength(visemes: Visemes, shown: Collection[str]) -> int:
    mouths = [shape for shape in visemes.mouths if shape in shown]
    if len(mouths) < visemes.enough or not set(visemes.surely) <= set(shown):
        return 0
    return _MOUTH + sum(name in shown for name in FACE_NAMES)


def _drive(visemes: Visemes, weights: Array, shown: Collection[str]) -> Mapping[str, Array]:
    mouths = {name: mouth for name, mouth in visemes.mouths.items() if name in shown}
    face = {name: _followed(one, weights, shown) for name, one in visemes.face.items() if name in shown}
    beside = {name: weights[:, ARKIT_INDEX[name]] for name in FACE_NAMES if name in shown and name not in face}
    return mixture(weights, mouths) | face | beside


def _followed(follows: Follows, weights: Array, shown: Collection[str]) -> Array:
    if follows.unless and set(follows.unless) <= set(shown):
        return np.zeros(len(weights), np.float32)
    columns = [ARKIT_INDEX[name] for name in follows.arkit]
    return np.clip(follows.share * weights[:, columns].mean(axis=1), 0.0, 1.0).astype(np.float32)
