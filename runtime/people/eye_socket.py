# SPDX-License-Identifier: GPL-3.0-or-later
"""The eye's socket: a shell from the lids' inner edge around the back of the ball, which nobody should see."""

import numpy as np

from ..arrays import Array
from .topology import MATERIALS, Topology

_UNDER = 0.0006
"""Metres under the ball's surface that the socket lies at least. MakeHuman's stands up to 1.5 mm over it, and came
through the lower lid where a squint draws that close to the ball. A chord between two of its vertices is as deep."""


def sink_socket(vertices: Array, shapes: Array, topology: Topology, side: int, centre: Array, radius: float) -> None:
    """Put the socket of an eye (side: 0 left, 1 right) under the ball's surface, in place, and let it stay there
    whatever its lids do; its border goes with them. vertices (V,3), shapes (52,V,3) or none, in metres."""
    quads = topology.quads[topology.material_index == MATERIALS.index("socket")]
    skin = topology.quads[topology.material_index == MATERIALS.index("skin")]
    own = np.setdiff1d(quads, skin)
    own = own[(own < topology.lid_parts.start) | (own >= topology.lid_parts.stop)]
    away = vertices[own] - centre
    distance = np.linalg.norm(away, axis=1)
    near = distance < 2 * radius
    here, away, distance = own[near], away[near], distance[near]
    vertices[here] = centre + away * np.minimum(1.0, (radius - _UNDER) / distance)[:, None]
    shapes[:, here] = 0.0
