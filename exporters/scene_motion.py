# SPDX-License-Identifier: GPL-3.0-or-later
"""What a character of an artist's does, as a clip under the artist's own names of shapes and bones."""

from collections.abc import Mapping

import numpy as np

from ..runtime.arrays import Array
from ..runtime.counted import counted

_ALIKE = 1e-4
"""Of a weight, by which two meshes that show one shape may differ."""


def shapes_of_all(shapes: Mapping[str, Mapping[str, Array]]) -> tuple[dict[str, Array], list[str]]:
    """Weights (T,) by shape, and what should be known of them.

    shapes: name of a mesh -> name of a shape -> weights. Of meshes that have a shape of the same name, the one with the
    most shapes gives its weights.
    """
    found: dict[str, Array] = {}
    apart: set[str] = set()
    for of_mesh in sorted(shapes.values(), key=len, reverse=True):
        for shape, weights in of_mesh.items():
            if np.abs(found.setdefault(shape, weights) - weights).max() > _ALIKE:
                apart.add(shape)
    if not apart:
        return found, []
    some = ", ".join(sorted(apart)[:3])
    return found, [
        f"{counted(len(apart), 'shape')} ({some}) not the same in several meshes: clips hold the main mesh's"
    ]
