# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests of worn things ask: to what they are fitted, and where Blender shows them."""

from typing import Any

import bpy
import numpy as np
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.people.data import people_data


def triangles_in_front(name: str, height: tuple[float, float]) -> tuple[np.ndarray, list[tuple[int, int, int]]]:
    """Vertices (N,3) of the head that triangles of skin in front between two heights over the eyes have, and the base
    vertices that these are."""
    head = load_head(name)
    places = (head.vertices - head.joints[-2:].mean(axis=0)) * 1000.0
    quads = head.quads[head.of_material("skin")]
    middle = places[quads].mean(axis=1)
    chosen = quads[(middle[:, 1] > height[0]) & (middle[:, 1] < height[1]) & (middle[:, 2] > 10)][:40, :3]
    return chosen, [tuple(each) for each in people_data().topology.source[chosen].tolist()]


def shown_places(thing: Any) -> np.ndarray:
    bpy.context.view_layer.update()
    shown = thing.evaluated_get(bpy.context.evaluated_depsgraph_get())
    places = np.empty(3 * len(shown.data.vertices), np.float32)
    shown.data.vertices.foreach_get("co", places)
    world = np.array(shown.matrix_world)
    moved: np.ndarray = places.reshape(-1, 3) @ world[:3, :3].T + world[:3, 3]
    return moved
