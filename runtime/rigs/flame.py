# SPDX-License-Identifier: GPL-3.0-or-later
"""A head in the FLAME layout, as Soliloquy makes it."""

from collections.abc import Collection, Iterable, Mapping

import numpy as np

from ..arrays import Array
from ..head.deform import rotations
from ..long_arrays import EachMade, changed
from ..motion import EXPRESSION_DIMENSIONS, Motion
from .naming import Naming

FLAME_EXPRESSIONS: tuple[str, ...] = tuple(f"Exp{index:02}" for index in range(EXPRESSION_DIMENSIONS))
FLAME_EYELIDS: tuple[str, str] = ("EyelidLeft", "EyelidRight")
FLAME_POSES: tuple[str, ...] = tuple(
    f"{joint}{row}{column}" for joint in ("PoseNeck", "PoseJaw") for row in range(3) for column in range(3)
)
"""What FLAME's neck and jaw add to the mesh as they turn, on heads of a user's FLAME file: each follows one number of
the rotation matrix, less the identity. They are keyed with the motion: a driver would stay behind in FBX and glTF."""
FLAME_SHAPES = (*FLAME_EXPRESSIONS, *FLAME_EYELIDS)
BONES_IN_FILES = {"eye.L": "eye_L", "eye.R": "eye_R"}
"""Our names of bones -> theirs in FBX and GLB: importers rename a bone with a dot, each in its own way."""

_WHOLE = 100
"""Above every count of ARKit's 52 shapes."""

_BONES = {name: name for name in ("head", "jaw", "eye.L", "eye.R")}
_BONES |= {there: ours for ours, there in BONES_IN_FILES.items()}


def _match(shape_keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """All shapes or none: a basis with gaps shows nothing right. Poses are there on some."""
    there = set(shape_keys)
    found = (*FLAME_SHAPES, *(name for name in FLAME_POSES if name in there))
    return {name: (name,) for name in found} if set(FLAME_SHAPES) <= there else {}


def _bones(names: Iterable[str]) -> dict[str, str]:
    return {_BONES[name]: name for name in names if name in _BONES}


def _strength(shown: Collection[str]) -> int:
    """Nothing shows more: these shapes and bones are what our motion is made of."""
    return _WHOLE if shown else 0


def _drive(weights: Array, shown: Collection[str]) -> Mapping[str, Array]:
    raise AssertionError("a rig in the flame layout is moved by Motion")


def flame_shapes(motion: Motion, poses: bool = True) -> EachMade:
    """Every shape of the layout by its name -> its weights (T,). poses: those of FLAME's poses too."""
    shapes = EachMade.of(FLAME_EXPRESSIONS, motion.expression) | EachMade.of(FLAME_EYELIDS, motion.eyelids)
    if not poses:
        return shapes
    turned = [
        changed(turn, lambda rows: (rotations(rows) - np.eye(3)).reshape(-1, 9), 9)
        for turn in (motion.head, motion.jaw)
    ]
    return shapes | EachMade.of(FLAME_POSES[:9], turned[0]) | EachMade.of(FLAME_POSES[9:], turned[1])


FLAME = Naming(
    "FLAME shapes", "flame", FLAME_SHAPES, FLAME_SHAPES, frozenset, _match, _bones, _strength, _drive, usual=True
)
