# SPDX-License-Identifier: GPL-3.0-or-later
"""A head in the FLAME layout, as Soliloquy makes it."""

from collections.abc import Collection, Iterable, Mapping

from ..arrays import Array
from ..motion import EXPRESSION_DIMENSIONS
from .naming import Naming

FLAME_EXPRESSIONS: tuple[str, ...] = tuple(f"Exp{index:02}" for index in range(EXPRESSION_DIMENSIONS))
FLAME_EYELIDS: tuple[str, str] = ("EyelidLeft", "EyelidRight")
_SHAPES = (*FLAME_EXPRESSIONS, *FLAME_EYELIDS)
BONES_IN_FILES = {"eye.L": "eye_L", "eye.R": "eye_R"}
"""Our names of bones -> theirs in FBX and GLB: importers rename a bone with a dot, each in its own way."""

_WHOLE = 100
"""Above every count of ARKit's 52 shapes."""

_BONES = {name: name for name in ("head", "jaw", "eye.L", "eye.R")}
_BONES |= {there: ours for ours, there in BONES_IN_FILES.items()}


def _match(shape_keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """All shapes or none: a basis with gaps shows nothing right."""
    return {name: (name,) for name in _SHAPES} if set(_SHAPES) <= set(shape_keys) else {}


def _bones(names: Iterable[str]) -> dict[str, str]:
    return {_BONES[name]: name for name in names if name in _BONES}


def _strength(shown: Collection[str]) -> int:
    """Nothing shows more: these shapes and bones are what our motion is made of."""
    return _WHOLE if shown else 0


def _drive(weights: Array, shown: Collection[str]) -> Mapping[str, Array]:
    raise AssertionError("a rig in the flame layout is moved by Motion")


FLAME = Naming("FLAME shapes", "flame", _SHAPES, _SHAPES, frozenset, _match, _bones, _strength, _drive, usual=True)
