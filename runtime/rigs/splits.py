# SPDX-License-Identifier: GPL-3.0-or-later
"""Rigs that show ARKit's shapes under other names and in other parts: one ``Split`` a family, and its ``Naming``."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_INDEX
from .arkit import head_bone
from .folded import for_jaw
from .matching import known_names
from .naming import Naming

Parts = Mapping[str, float]
"""Shapes that show an ARKit shape together -> how far each moves at its 1."""


@dataclass(frozen=True)
class Split:
    """title: as in ``Naming``. source: where the table stands. parts: ARKit shape -> ways to show it, the best first:
    the first is taken of which the rig has a shape. prefixes, spellings, suffix: as in ``matching.known_names``.
    enough: so many ARKit shapes are surely of this family. tongue: further shapes, by the tongue's own that they show
    (``runtime.head.tongue``). drive: instead of the table, ARKit weights (T,52) -> shape
    and its weights (T,)."""

    title: str
    source: str
    parts: Mapping[str, tuple[Parts, ...]]
    prefixes: tuple[str, ...] = ("",)
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    suffix: str = ""
    enough: int = 10
    drive: Callable[[Array], Mapping[str, Array]] | None = None
    tongue: Mapping[str, str] = field(default_factory=dict)


def naming_of(split: Split) -> Naming:
    """The naming of a family. What it needs are ARKit's shapes, in one way or another."""
    of_arkit = (name for ways in split.parts.values() for way in ways for name in way)
    shapes = tuple(dict.fromkeys([*of_arkit, *split.tongue]))
    known = known_names(shapes, split.prefixes, split.spellings, split.suffix)
    return Naming(
        split.title,
        "arkit",
        shapes,
        tuple(split.parts),
        partial(_ways, split),
        known.matched,
        head_bone,
        partial(_strength, split),
        partial(_drive, split),
        tongue={name: ((shape, 1.0),) for name, shape in split.tongue.items()},
    )


def in_parts(name: str, parts: Iterable[str], share: float = 1.0) -> dict[str, float]:
    """``name`` with each ending."""
    return {name + part: share for part in parts}


def _ways(split: Split, shown: Collection[str]) -> dict[str, Parts]:
    """ARKit shape -> the way in which this rig shows it."""
    found = ((shape, next((way for way in ways if set(way) & set(shown)), None)) for shape, ways in split.parts.items())
    return {shape: way for shape, way in found if way is not None}


def _strength(split: Split, shown: Collection[str]) -> int:
    count = len(_ways(split, shown))
    return count if count >= split.enough else 0


def _drive(split: Split, weights: Array, shown: Collection[str]) -> Mapping[str, Array]:
    if split.drive is not None:
        driven = split.drive(weights)
    else:
        driven, ways = {}, _ways(split, shown)
        made = for_jaw(weights, ways)
        for shape, way in ways.items():
            for name, share in way.items():
                driven[name] = driven.get(name, 0.0) + share * made[:, ARKIT_INDEX[shape]]
    rest = np.zeros(len(weights), np.float32)
    return {name: np.clip(driven.get(name, rest), 0.0, 1.0).astype(np.float32) for name in shown}
