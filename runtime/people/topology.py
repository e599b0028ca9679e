# SPDX-License-Identifier: GPL-3.0-or-later
"""What all people's heads share, and where it lies on one of them."""

from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from .eye_mesh import eye_vertices
from .hair_growth import Roots
from .shirt_mesh import shirt_over
from .teeth_mesh import DENTURES

MATERIALS = (
    "skin", "mouth", "teeth", "tongue", "lashes", "eye", "cornea", "socket", "gums", "hair", "shirt", "shade",
)  # fmt: skip
RIM = ((0.012, 0.985), (0.020, 0.93))
"""The border is turned down and in by these metres and this share of its width, so that it reads as a bust."""

LIP_RINGS = ((537, 540), (520, 523), (474, 493), (468, 494), (509, 513))
"""Middle vertex of the upper and of the lower lip in each ring around the mouth, from inside out."""
LIP_COLUMNS = ((-6, 22), (-4, 21), (-2, 20), (0, 19), (2, 18), (4, 17), (6, 16))
"""Steps along a ring of 38 from the upper middle towards the left: upper and lower vertex of a place."""
LOWER_INNER_LIP = 540
INCISORS_FROM_LOWER_LIP = (0.0, -0.0016, -0.0030)
"""Edge of the upper front teeth from the inner edge of the lower lip, base vertex 540, at rest, in metres.

The package's teeth stand 7 to 11 mm behind the lips of an adult, where no /f/ would reach them. On people
1 to 4 mm of them show below the upper lip at rest (Vig and Brundo 1978).
"""


@dataclass(frozen=True)
class Topology:
    """What all identities share.

    quads (F,4) vertex indices; uv (F,4,2) in 0..1; material_index (F,) into MATERIALS; source (V,) vertex of
    the base mesh that each vertex is or follows, -1 for what is a mesh of our own; rim (V,) 0, or which ring of the
    border. eyes: slices of the vertices of the left and the right eye. teeth: slice of those of teeth and gums. hair:
    of those of the hair, which grows from roots. lashes: of those of the lashes, each a mean of base vertices
    lash_sources (N,4) with lash_shares (N,4). lip_rings (R,38): base vertices of the rings that ``head_fit`` moves.
    lid_parts: of the vertices of tears, caruncle and shade, the left eye's first, which lie at lid_rings (2,4,28),
    vertices. shirt: of those of the shirt, which follows bust_rings (6,42), vertices.
    """

    quads: Array
    uv: Array
    material_index: Array
    source: Array
    rim: Array
    eyes: tuple[slice, slice]
    teeth: slice
    hair: slice
    roots: Roots
    lashes: slice
    lash_sources: Array
    lash_shares: Array
    lip_rings: Array
    lid_parts: slice
    lid_rings: Array
    shirt: slice
    bust_rings: Array

    def on_lashes(self, body: Array) -> Array:
        """Values (...,N,3) at the lashes' vertices of values (...,19158,3) at those of the base mesh."""
        return np.einsum("...nkx,nk->...nx", body[..., self.lash_sources, :], self.lash_shares)

    def vertex_of(self, base_vertices: Array) -> Array:
        """Vertices that are these base vertices themselves, not their followers in the rim."""
        own = int((np.diff(self.source) > 0).argmin()) + 1
        return np.searchsorted(self.source[:own], base_vertices).astype(np.int32)


def place(topology: Topology, body: Array, eye_centres: Array, eye_radii: Array) -> Array:
    """Vertices (V,3) of a person: body (19158,3) of the base mesh, eyes at (2,3) with radii (2,)."""
    vertices = body[topology.source]
    middle = vertices[topology.rim > 0].mean(axis=0)
    for ring, (down, width) in enumerate(RIM, start=1):
        here = topology.rim == ring
        vertices[here] = (vertices[here] - middle) * (width, 1.0, width) + middle - (0.0, down, 0.0)
    vertices[topology.shirt] = shirt_over(vertices[topology.bust_rings])
    for eye, centre, radius in zip(topology.eyes, eye_centres, eye_radii, strict=True):
        vertices[eye] = eye_vertices(centre, radius)
    vertices[topology.lashes] = topology.on_lashes(body)
    vertices[topology.teeth] = body[LOWER_INNER_LIP] * (0.0, 1.0, 1.0) + INCISORS_FROM_LOWER_LIP + DENTURES.points
    return vertices
