# SPDX-License-Identifier: GPL-3.0-or-later
"""Hair of our heads, whose normals face out of it."""

from collections.abc import Collection
from typing import Any

import numpy as np

from ...runtime.arrays import Array
from ..hair_facing import BONE, hair_facing
from .document import Document, Stored
from .shapes import material_of


def face_out(document: Document, materials: Collection[str]) -> None:
    """Let what these materials cover take light as one head of hair, whatever shape it is in."""
    tree = document.tree
    for node in tree.get("nodes", ()):
        into_bone = _into_bone(document, node)
        if "mesh" in node and into_bone is not None:
            for primitive in tree["meshes"][node["mesh"]]["primitives"]:
                if material_of(document, primitive) in materials:
                    _turn(document, primitive, into_bone)


def _into_bone(document: Document, node: dict[str, Any]) -> Array | None:
    """From a skinned mesh to the axes of the bone (4,4); None of a mesh without it."""
    if "skin" not in node:
        return None
    skin = document.tree["skins"][node["skin"]]
    names = [document.tree["nodes"][joint].get("name") for joint in skin["joints"]]
    if BONE not in names:
        return None
    # A matrix stands there column by column.
    columns = document.floats(skin["inverseBindMatrices"])[names.index(BONE)]
    return columns.reshape(4, 4).T


def _turn(document: Document, primitive: dict[str, Any], into_bone: Array) -> None:
    triangles = document.stored[primitive["indices"]].values.reshape(-1, 3).astype(np.int64)
    points = document.floats(primitive["attributes"]["POSITION"])
    facing = hair_facing(points, _quads(triangles), into_bone)
    primitive["attributes"]["NORMAL"] = document.add(Stored(facing.astype(np.float32), "VEC3"))
    for target in primitive.get("targets", ()):
        target.pop("NORMAL", None)


def _quads(triangles: Array) -> Array:
    """The quads (T/2,4) of which triangles (T,3) were made, two after each other; triangles with a corner twice (T,4)
    where they were made of something else: a half of a quad would weigh more at the ends of its diagonal."""
    as_quads: Array = triangles[:, [0, 1, 2, 2]]
    if len(triangles) % 2:
        return as_quads
    one, other = triangles[::2], triangles[1::2]
    alone = ~(one[:, :, None] == other[:, None, :]).any(axis=2)
    opposite = ~(other[:, :, None] == one[:, None, :]).any(axis=2)
    if not ((alone.sum(axis=1) == 1) & (opposite.sum(axis=1) == 1)).all():
        return as_quads
    first, rows = alone.argmax(axis=1), np.arange(len(one))
    along = [one[rows, (first + step) % 3] for step in range(3)]
    return np.stack([along[0], along[1], other[rows, opposite.argmax(axis=1)], along[2]], axis=1)
