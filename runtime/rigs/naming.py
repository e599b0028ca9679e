# SPDX-License-Identifier: GPL-3.0-or-later
"""What a naming says of a rig: which of its shapes and bones a take moves, and how far."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from ..arrays import Array

Matched = dict[str, tuple[str, ...]]
"""Shape by our name -> the keys or properties of the rig that show it."""


@dataclass(frozen=True)
class Naming:
    """title: what is found, after its number ("visemes of Oculus"). layout: of the motion that such a rig is moved
    with, "arkit" or "flame". shapes: our names of all that it may show. needed: what a whole rig of its kind shows, and
    shows: the shapes that a rig has -> what it shows of that.

    match: names of a mesh's shape keys, or of an object's properties -> those of this naming. bones: names of an
    armature's bones -> bone by our name ("head", "jaw", "eye.L", "eye.R") and its name there, of those that follow a
    take. strength: how much of a face is shown by these shapes, in ARKit shapes; 0 where they are too few to be sure
    that a rig is of this naming. drive: ARKit weights (T,52) and the shapes that the rig has -> the weights (T,) of
    these; a rig in the flame layout is not driven so. usual: what a head is expected to have, so that nothing needs to
    be said of it. stands_for: shape -> the ARKit shape that it shows and its value where that is 1, of those that are
    called otherwise. posed: shape -> the bone, or the action of a pose, that shows it, and its channel
    (``rig_map.CHANNELS``). mixed: shapes that are whole mouths, mixed with each other -> how far the table says that
    each opens, in ARKit weights. contacts: shapes of closed lips, and of the lip at the teeth. at_rest: those of the
    neutral face, which stay at 0. by_hand: whether an artist has said how far each goes. strengths: of mixed shapes,
    how far they go where they are whole. jaw_beside: whether its open mouths are made for a jaw's bone that turns
    beside them. tongue: shape -> those of the tongue's (``runtime.head.tongue``) that it shows besides, and how far.
    """

    title: str
    layout: str
    shapes: tuple[str, ...]
    needed: tuple[str, ...]
    shows: Callable[[Collection[str]], Collection[str]]
    match: Callable[[Iterable[str]], Matched]
    bones: Callable[[Iterable[str]], dict[str, str]]
    strength: Callable[[Collection[str]], int]
    drive: Callable[[Array, Collection[str]], Mapping[str, Array]]
    usual: bool = False
    stands_for: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    posed: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    mixed: Mapping[str, float] = field(default_factory=dict)
    contacts: tuple[str, ...] = ()
    at_rest: tuple[str, ...] = ()
    by_hand: bool = False
    strengths: Mapping[str, float] = field(default_factory=dict)
    jaw_beside: bool = False
    tongue: Mapping[str, tuple[tuple[str, float], ...]] = field(default_factory=dict)
