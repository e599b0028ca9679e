# SPDX-License-Identifier: GPL-3.0-or-later
"""A head in the FLAME layout, as Soliloquy makes it."""

from collections.abc import Iterable

from ..motion import EXPRESSION_DIMENSIONS
from .naming import Naming

FLAME_EXPRESSIONS: tuple[str, ...] = tuple(f"Exp{index:02}" for index in range(EXPRESSION_DIMENSIONS))
FLAME_EYELIDS: tuple[str, str] = ("EyelidLeft", "EyelidRight")
_SHAPES = (*FLAME_EXPRESSIONS, *FLAME_EYELIDS)
_BONES = ("head", "jaw", "eye.L", "eye.R")

EXPORTED_BONES: dict[str, str] = {"eye.L": "eye_L", "eye.R": "eye_R"}
"""Our bones' names in files for other programs, which make of a dot what each likes."""
_READ_BONES = {**{name: name for name in _BONES}, **{exported: name for name, exported in EXPORTED_BONES.items()}}


def _match(shape_keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """All shapes or none: a basis with gaps shows nothing right."""
    return {name: (name,) for name in _SHAPES} if set(_SHAPES) <= set(shape_keys) else {}


def _bones(names: Iterable[str]) -> dict[str, str]:
    return {_READ_BONES[name]: name for name in names if name in _READ_BONES}


FLAME = Naming("flame", _SHAPES, _match, _bones)
