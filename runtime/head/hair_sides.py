# SPDX-License-Identifier: GPL-3.0-or-later
"""Cards of hair with a face on either side, for files.

What reads files turns the normals of a face that it sees from behind, as glTF's specification says. But the normals of
hair (``hair_light``) face out of the head on both sides of a card: turned, they were black at the head's rim.
"""

from dataclasses import replace

import numpy as np

from ..arrays import Array
from ..vectors import unit
from .heads import Head
from .normals import vertex_normals
from .occlusion import seen_share, sky_directions

HAIR = "hair"
"""The material of cards."""
THICKNESS = 1e-4
"""Metres between a card's two sides, so that the one which is looked at lies before the other. Chosen by hand."""
_RAYS = 48
"""Directions from which a card is looked at, from above and from below: hair is seen from under a raised chin, too.
Chosen by hand."""


def seen_from_behind(points: Array, cards: Array, around: Array) -> Array:
    """Of which cards (F,4) the further side is seen (F,) past all quads ``around`` (G,4) of points (P,3): from two
    fifths to three quarters.

    points: in metres, +Y up.
    """
    corners = points[cards]
    facing = unit(np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1]))
    above = sky_directions(_RAYS // 2)
    everywhere = np.concatenate([above, above * (1.0, -1.0, 1.0)])
    seen = seen_share(corners.mean(axis=1), -facing, points[around], everywhere, facing=True)
    found: Array = seen > 0.0
    return found


def set_apart(points: Array, quads: Array) -> Array:
    """``points`` (P,3) of cards' further sides, quads (F,4), from where the sides lie that face the other way."""
    apart: Array = points + THICKNESS * vertex_normals(points, quads)
    return apart


def two_sided(head: Head) -> Head:
    """``head`` whose cards of hair have a further side where it is seen, after all else. One without cards as it is."""
    if HAIR not in head.material_names:
        return head
    cards = np.flatnonzero(head.of_material(HAIR))
    cards = cards[seen_from_behind(head.vertices.astype(float), head.quads[cards], head.quads)]
    own, inverse = np.unique(head.quads[cards], return_inverse=True)
    turned = inverse.reshape(-1, 4)[:, ::-1]
    further = set_apart(head.vertices[own], turned)

    def with_own(values: Array, axis: int) -> Array:
        return np.concatenate([values, np.take(values, own, axis)], axis)

    return replace(
        head,
        vertices=np.concatenate([head.vertices, further.astype(head.vertices.dtype)]),
        quads=np.concatenate([head.quads, (turned + len(head.vertices)).astype(head.quads.dtype)]),
        uv=np.concatenate([head.uv, head.uv[cards][:, ::-1]]),
        material_index=np.concatenate([head.material_index, head.material_index[cards]]),
        shape_deltas=with_own(head.shape_deltas, 1),
        expression_basis=with_own(head.expression_basis, 1),
        eyelid_shapes=with_own(head.eyelid_shapes, 1),
        bone_weights=with_own(head.bone_weights, 0),
    )
