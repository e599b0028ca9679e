# SPDX-License-Identifier: GPL-3.0-or-later
"""Without the triangles that nobody ever sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...runtime.arrays import Array
from .document import Document, Stored

_TRIANGLES = 4
"""glTF's mode of a primitive."""


@dataclass(frozen=True)
class Unseen:
    """What ``material`` covers, where it lies off +Z by more than ``degrees`` as seen from the nearest of ``centres``
    (K,3), in metres in the mesh's own axes."""

    material: str
    centres: Array
    degrees: float

    def hides(self, places: Array) -> Array:
        """Whether each of ``places`` (N,3) is there (N,)."""
        away = places[:, None] - self.centres
        lengths = np.linalg.norm(away, axis=2)
        nearest = lengths.argmin(axis=1)
        rows = np.arange(len(places))
        forward = away[rows, nearest, 2] / np.maximum(lengths[rows, nearest], np.finfo(float).tiny)
        hidden: Array = forward < np.cos(np.radians(self.degrees))
        return hidden


def without_unseen(document: Document, unseen: Sequence[Unseen]) -> None:
    """Drop the triangles whose three corners are unseen, and the points that no other triangle needs."""
    materials = document.tree.get("materials", [])
    for mesh in document.tree.get("meshes", ()):
        for primitive in mesh["primitives"]:
            name = materials[primitive["material"]].get("name") if "material" in primitive else None
            for each in unseen:
                if name == each.material and primitive.get("mode", _TRIANGLES) == _TRIANGLES:
                    _drop(document, primitive, each.hides(document.floats(primitive["attributes"]["POSITION"])))


def _drop(document: Document, primitive: dict[str, Any], hidden: Array) -> None:
    indices = document.stored[primitive["indices"]]
    triangles = indices.values.reshape(-1, 3)
    kept, corners = np.unique(triangles[~hidden[triangles].all(axis=1)], return_inverse=True)
    if not len(kept):
        return
    primitive["indices"] = document.add(Stored(corners.astype(indices.values.dtype).reshape(-1, 1), "SCALAR"))
    for holder in (primitive["attributes"], *primitive.get("targets", ())):
        for name, accessor in holder.items():
            stored = document.stored[accessor]
            holder[name] = document.add(Stored(stored.values[kept], stored.kind, stored.normalized))
