# SPDX-License-Identifier: GPL-3.0-or-later
"""What a character of an artist's does, as a clip under the artist's own names of shapes and bones."""

from collections.abc import Mapping

import numpy as np

from ..runtime.arrays import Array
from .clip import Clip

_ALIKE = 1e-4


def own_clip(
    name: str,
    frames_per_second: float,
    shapes: Mapping[str, Mapping[str, Array]],
    turns: Mapping[str, Array],
    bone_paths: Mapping[str, str],
) -> tuple[Clip, list[str]]:
    """The clip, and what should be known of it.

    shapes: name of a mesh -> name of a shape -> weights (T,). Of meshes that have a shape of the same name, the one
    with the most shapes gives its weights. turns, bone_paths: those of the clip.
    """
    found: dict[str, Array] = {}
    apart: set[str] = set()
    for _mesh, of_mesh in sorted(shapes.items(), key=lambda item: -len(item[1])):
        for shape, weights in of_mesh.items():
            if np.abs(found.setdefault(shape, weights) - weights).max() > _ALIKE:
                apart.add(shape)
    warnings = []
    if apart:
        some = ", ".join(sorted(apart)[:3])
        warnings.append(f"{len(apart)} shapes ({some}) move differently in several meshes: clips hold the main mesh's")
    return Clip(name, frames_per_second, found, turns, bone_paths), warnings
