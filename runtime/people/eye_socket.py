# SPDX-License-Identifier: GPL-3.0-or-later
"""The eye's socket: a shell from the lids' inner edge around the back of the ball, which nobody should see."""

import numpy as np

from ..arrays import Array
from .topology import MATERIALS, Topology

_SUNK, _UNDER = 0.0020, 0.0006
"""Metres under the ball's surface that the socket lies at rest, at least, and wherever a shape takes it. MakeHuman's
stands up to 1.5 mm over it, and came through the lower lid where a squint draws that close to the ball. It is sunk
further than a chord between two of its vertices needs so that shapes can move it as the package does, without which the
layout's basis is 0.12 off an orthonormal one, where it is 0.10."""


def sink_socket(vertices: Array, shapes: Array, topology: Topology, centre: Array, radius: float) -> None:
    """Put the socket of the eye around ``centre`` under the ball's surface, in place, and let no shape take it
    out; its border goes with the lids. vertices (V,3), shapes (52,V,3) or none, in metres."""
    quads = topology.quads[topology.material_index == MATERIALS.index("socket")]
    skin = topology.quads[topology.material_index == MATERIALS.index("skin")]
    own = np.setdiff1d(quads, skin)
    own = own[(own < topology.lid_parts.start) | (own >= topology.lid_parts.stop)]
    here = own[np.linalg.norm(vertices[own] - centre, axis=1) < 2 * radius]
    away = _within(vertices[here] - centre, radius - _SUNK)
    vertices[here] = centre + away
    shapes[:, here] = _within(away + shapes[:, here], radius - _UNDER) - away


def _within(away: Array, most: float) -> Array:
    """Places (...,3) from the ball's middle, drawn towards it where they are further from it than ``most`` metres."""
    drawn: Array = away * np.minimum(1.0, most / np.linalg.norm(away, axis=-1, keepdims=True))
    return drawn
