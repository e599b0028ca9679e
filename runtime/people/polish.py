# SPDX-License-Identifier: GPL-3.0-or-later
"""Mend what MakeHuman's shapes do to a face up close: lids that cut into the eyeball, smiles that crease or part the
lips, mouths that open in a triangle.

The layout's coordinates keep the unmended shapes, so that learned motion and saved takes mean what they meant.
"""

from dataclasses import replace

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_INDEX
from ..head.layout_columns import EYE_TURNS, EYELIDS
from .lash_mesh import RINGS
from .lid_mesh import LIDS, lid_part_shape, lid_parts
from .lip_shapes import mend_lips
from .person import Shape
from .topology import MATERIALS, Topology

_LID_SHAPES = ("eyeBlink", "eyeSquint", "eyeWide", "cheekSquint")
_CLEARANCE = 0.0005
"""Metres that a lid keeps from the ball, so that flat faces between its vertices do not cut in."""
_CORNEA = (1.036, 0.44)
"""The cornea's height in radii of the ball, and how far from its axis it reaches."""
_STEPS = (0.2, 0.35, 0.5, 0.65, 0.8, 1.0)
"""Weights at which a lid must clear the ball: it goes along the chord, the ball is round."""
_LID_REACH = 1.45
_SMOOTHED = {"mouthSmile": 3, "mouthDimple": 2, "mouthStretch": 2, "mouthFrown": 2, "noseSneer": 2, "cheekSquint": 3}
"""How often each shape is averaged over neighbouring vertices."""


def polished(person: Shape, topology: Topology, lips: Array) -> Shape:
    """The person with mended shapes; ``lips``: vertices that are not smoothed, for closures are measured on them."""
    shapes = person.shapes.copy()
    _smooth_creases(shapes, topology, lips, _cheeks(person.vertices, person.vertices[lips]))
    skin = np.unique(topology.quads[topology.material_index == MATERIALS.index("skin")])
    mend_lips(person.vertices, shapes, topology.vertex_of(topology.lip_rings), skin)
    vertices = person.vertices.copy()
    for side, (centre, radius) in enumerate(zip(person.joints[-2:], person.eye_radii, strict=True)):
        _clear_eyeball(vertices, shapes, topology, side, centre, radius)
        _lay_lid_parts(vertices, shapes, topology, side, centre, radius)
    return replace(person, vertices=vertices, shapes=shapes)


def rest_polished(person: Shape, topology: Topology) -> Array:
    """Vertices (V,3) of ``polished``, without the shapes: for a head that stays at rest."""
    vertices = person.vertices.copy()
    for side, (centre, radius) in enumerate(zip(person.joints[-2:], person.eye_radii, strict=True)):
        _clear_eyeball(vertices, person.shapes[:0], topology, side, centre, radius)
        _lay_lid_parts(vertices, person.shapes[:0], topology, side, centre, radius)
    return vertices


def _cheeks(vertices: Array, lips: Array) -> Array:
    """Where (V,) creases are smoothed: not on the chin, which lies close over the inside of the mouth."""
    corner = np.abs(lips[:, 0]).max()
    return (vertices[:, 1] > lips[:, 1].mean()) | (np.abs(vertices[:, 0]) > corner)


def _smooth_creases(shapes: Array, topology: Topology, lips: Array, cheeks: Array) -> None:
    skin = topology.quads[topology.material_index == MATERIALS.index("skin")]
    edges = np.unique(np.sort(np.stack([skin, np.roll(skin, -1, axis=1)], axis=-1).reshape(-1, 2), axis=1), axis=0)
    count = np.bincount(edges.ravel(), minlength=shapes.shape[1])
    free = cheeks & (count > 0)
    free[lips] = False
    inside = np.unique(topology.quads[topology.material_index != MATERIALS.index("skin")])
    free[inside] = False
    for name, rounds in _SMOOTHED.items():
        for shape in (shapes[ARKIT_INDEX[name + side]] for side in ("Left", "Right")):
            for _ in range(rounds):
                around = np.zeros_like(shape)
                np.add.at(around, edges[:, 0], shape[edges[:, 1]])
                np.add.at(around, edges[:, 1], shape[edges[:, 0]])
                mean = around / np.maximum(count, 1)[:, None]
                shape[free] += 0.6 * (mean - shape)[free]


def _clear_eyeball(vertices: Array, shapes: Array, topology: Topology, side: int, centre: Array, radius: float) -> None:
    """Push lids and lashes out, in place, where they would run into the ball or the cornea of one eye."""
    outside = np.unique(topology.quads[topology.material_index == MATERIALS.index("skin")])
    away = vertices[outside] - centre
    distance = np.linalg.norm(away, axis=1)
    lid = outside[(distance < _LID_REACH * radius) & (distance > radius) & (away[:, 2] > 0)]
    vertices[lid] += _push(vertices[lid] - centre, radius)
    if not len(shapes):
        return
    hairs = np.arange(topology.lashes.start, topology.lashes.stop).reshape(-1, 2 * RINGS)
    hairs = hairs[np.linalg.norm(vertices[hairs[:, 0]] - centre, axis=1) < 2 * radius]
    # A hair goes where the place of the lid that is nearest to its root goes.
    nearest = ((vertices[hairs[:, 0]][:, None] - vertices[lid]) ** 2).sum(axis=2).argmin(axis=1)
    suffix = ("Left", "Right")[side]
    looks = [name for name, (of_side, _) in EYE_TURNS.items() if of_side == side]
    for name in [shape + suffix for shape in _LID_SHAPES] + looks:
        index = ARKIT_INDEX[name]
        squint = shapes[ARKIT_INDEX["eyeSquint" + suffix], lid] if name.startswith("cheekSquint") else 0.0
        before = shapes[index, lid]
        after = before.copy()
        for step in _STEPS:
            after += _push(vertices[lid] + step * (after + squint) - centre, radius) / step
        shapes[index, lid] = after
        shapes[index, hairs] += (after - before)[nearest][:, None]


def _lay_lid_parts(vertices: Array, shapes: Array, topology: Topology, side: int, centre: Array, radius: float) -> None:
    """Put tears and caruncle of an eye, in place, at its lids, and let them follow."""
    rings = topology.lid_rings[side]
    first = topology.lid_parts.start + side * LIDS.points
    here = slice(first, first + LIDS.points)
    vertices[here] = lid_parts(vertices[rings], centre, radius)
    shutting = ARKIT_INDEX[EYELIDS[side]]
    for index, shape in enumerate(shapes):
        shape[here] = lid_part_shape(vertices[rings], shape[rings], centre, radius, index == shutting)


def _push(away: Array, radius: float) -> Array:
    """What takes points (N,3), from the ball's middle, out of the ball and of a cornea that looks ahead."""
    distance = np.linalg.norm(away, axis=1, keepdims=True)
    direction = away / distance
    height, reach = _CORNEA
    off_axis = np.hypot(direction[:, :1], direction[:, 1:2])
    bulge = (height - 1.0) * np.clip((reach - off_axis) / (0.4 * reach), 0.0, 1.0)
    return np.clip(radius * (1.0 + bulge) + _CLEARANCE - distance, 0.0, None) * direction
