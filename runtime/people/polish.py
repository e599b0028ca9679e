# SPDX-License-Identifier: GPL-3.0-or-later
"""Mend what MakeHuman's shapes do to a face up close: lids that cut into the eyeball, smiles that crease or part the
lips, mouths that open in a triangle.

The layout's coordinates keep the unmended shapes, so that learned motion and saved takes mean what they meant.
"""

from dataclasses import replace

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_INDEX
from ..head.layout_columns import EYELIDS
from .eye_socket import sink_socket
from .lid_fold import fold_lid
from .lid_mesh import LIDS, lid_part_shape, lid_parts
from .lid_shapes import clear_eyeball
from .lip_shapes import mend_lips
from .person import Shape
from .topology import MATERIALS, Topology

_SMOOTHED = {"mouthSmile": 3, "mouthDimple": 2, "mouthStretch": 2, "mouthFrown": 2, "noseSneer": 2, "cheekSquint": 3}
"""How often each shape is averaged over neighbouring vertices."""


def polished(person: Shape, topology: Topology, lips: Array) -> Shape:
    """The person with mended shapes; ``lips``: vertices that are not smoothed, for closures are measured on them."""
    shapes = person.shapes.copy()
    _smooth_creases(shapes, topology, lips, _cheeks(person.vertices, person.vertices[lips]))
    skin = _vertices_of("skin", topology)
    mend_lips(person.vertices, shapes, topology.vertex_of(topology.lip_rings), skin, _vertices_of("mouth", topology))
    vertices = person.vertices.copy()
    for side, (centre, radius) in enumerate(zip(person.joints[-2:], person.eye_radii, strict=True)):
        fold_lid(vertices, shapes[ARKIT_INDEX[EYELIDS[side]]], topology.lid_rings[side], skin, centre)
        clear_eyeball(vertices, shapes, topology, side, centre, radius)
        sink_socket(vertices, shapes, topology, centre, radius)
        _lay_lid_parts(vertices, shapes, topology, side, centre, radius)
    return replace(person, vertices=vertices, shapes=shapes)


def rest_polished(person: Shape, topology: Topology) -> Array:
    """Vertices (V,3) of ``polished``, without the shapes: for a head that stays at rest."""
    vertices = person.vertices.copy()
    skin = _vertices_of("skin", topology)
    for side, (centre, radius) in enumerate(zip(person.joints[-2:], person.eye_radii, strict=True)):
        fold_lid(vertices, None, topology.lid_rings[side], skin, centre)
        clear_eyeball(vertices, person.shapes[:0], topology, side, centre, radius)
        sink_socket(vertices, person.shapes[:0], topology, centre, radius)
        _lay_lid_parts(vertices, person.shapes[:0], topology, side, centre, radius)
    return vertices


def _vertices_of(material: str, topology: Topology) -> Array:
    return np.unique(topology.quads[topology.material_index == MATERIALS.index(material)])


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


def _lay_lid_parts(vertices: Array, shapes: Array, topology: Topology, side: int, centre: Array, radius: float) -> None:
    """Put tears and caruncle of an eye, in place, at its lids, and let them follow."""
    rings = topology.lid_rings[side]
    first = topology.lid_parts.start + side * LIDS.points
    here = slice(first, first + LIDS.points)
    vertices[here] = lid_parts(vertices[rings], centre, radius)
    shutting = ARKIT_INDEX[EYELIDS[side]]
    for index, shape in enumerate(shapes):
        shape[here] = lid_part_shape(vertices[rings], shape[rings], centre, radius, index == shutting)
