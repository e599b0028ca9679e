# SPDX-License-Identifier: GPL-3.0-or-later
"""MakeHuman's base mesh, from which every person is made."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..arrays import Array

BASE_VERTICES = 19158
METRES_PER_UNIT = 0.1
"""MakeHuman's files count in decimetres."""


@dataclass(frozen=True)
class FaceGroup:
    """The quads of one group of the base mesh: vertex (F,4) and texture-vertex (F,4) indices from 0."""

    vertices: Array
    texture: Array


@dataclass(frozen=True)
class BaseMesh:
    """vertices (19158,3) in metres; texture (21334,2) in 0..1; groups by name."""

    vertices: Array
    texture: Array
    groups: Mapping[str, FaceGroup]
