# SPDX-License-Identifier: GPL-3.0-or-later
"""Vertices, normals, tangents and shapes, as the nodes' baked transforms and the shapes ask for."""

from collections.abc import Mapping

import numpy as np

from ...runtime.arrays import Array
from .document import Element, packed
from .normals import Polygons
from .scene import Scene, property_of, set_property
from .tangents import renew_tangents

_UNSEEN = 1e-3
"""Shape normals that turn by less are written as 0: 0.06 degrees, below what 8 bits a channel show. Chosen."""

_HARDLY = 1e-4
"""A normal of a shape that is nearly nothing: 0.01 degrees. Where the mesh has its normals by corner, Autodesk's SDK
takes 0, and a hundredth of this too, for a normal that is missing (tried with FBX2glTF 0.9.7)."""

_MOVE_STEPS = 2.0**12
"""A shape's moves are rounded to such a part of a centimetre, by a thousandth of a millimetre: they pack to half the
bytes. Chosen."""

_TURN_STEPS = 2.0**10
"""How a shape turns normals is rounded to such a part of 1, by 0.03 degrees: to a third of the bytes. Chosen."""

_NORMAL_STEPS = 2.0**12
"""Normals, tangents and binormals are rounded to such a part of 1: by 0.01 degrees. Chosen."""


def bake_geometry(scene: Scene, baked: Mapping[int, Array], still: Mapping[int, Array]) -> None:
    """Multiply each geometry by its matrix (3,3) in ``baked``, and give its shapes their normals.

    still: by a geometry's number, the numbers (N,) of vertices whose normals no shape turns. Normals stand in lists
    (``list_normals``).
    """
    for geometry in scene.objects("Geometry", "Mesh"):
        linear = baked.get(geometry.values[0], np.eye(3))
        vertices = _single(_rows(geometry, "Vertices") @ linear.T)
        _put(geometry, "Vertices", vertices)
        _turn(geometry, "LayerElementNormal", "Normals", np.linalg.inv(linear).T)
        _turn(geometry, "LayerElementTangent", "Tangents", linear)
        _turn(geometry, "LayerElementBinormal", "Binormals", linear)
        polygons = Polygons.of_fbx(geometry.array("PolygonVertexIndex"))
        renew_tangents(geometry, vertices, polygons, _put_directions)
        _bake_shapes(scene, geometry, vertices, polygons, linear, still.get(geometry.values[0], np.empty(0, np.int64)))


def _turn(geometry: Element, layer: str, name: str, by: Array) -> None:
    for element in geometry.all(layer):
        turned = _rows(element, name) @ by.T
        lengths = np.linalg.norm(turned, axis=1, keepdims=True)
        _put_directions(element, name, turned / np.where(lengths > 0, lengths, 1.0))


def list_normals(scene: Scene) -> None:
    """Of every mesh one for each vertex, or corner, in their order. By a list of indices Assimp 5.2 drops those of
    vertices, and Autodesk's SDK adds the normals of shapes to those of other corners.
    """
    meshes = scene.objects("Geometry", "Mesh")
    for element in (layer for geometry in meshes for layer in geometry.all("LayerElementNormal")):
        indices = element.array("NormalsIndex")
        if element.text("ReferenceInformationType") == "IndexToDirect" and len(indices):
            _put(element, "Normals", _rows(element, "Normals")[indices])
            element.put("ReferenceInformationType", "S", b"Direct")
            element.below = [each for each in element.below if each.name != "NormalsIndex"]


def _bake_shapes(
    scene: Scene, geometry: Element, vertices: Array, polygons: Polygons, linear: Array, still: Array
) -> None:
    at_rest = polygons.vertex_normals(vertices)
    normals = geometry.find("LayerElementNormal")
    by_corner = normals is not None and normals.text("MappingInformationType") == "ByPolygonVertex"
    for blend in scene.children(geometry, "Deformer", "BlendShape"):
        for channel in scene.children(blend, "Deformer", "BlendShapeChannel"):
            shapes = list(scene.children(channel, "Geometry", "Shape"))
            if len(shapes) == 1:
                _unmask(channel, shapes[0])
            for shape in shapes:
                _put(shape, "Vertices", _rows(shape, "Vertices") @ linear.T)
                _complete(shape, vertices, polygons, at_rest, still, _HARDLY if by_corner else 0.0)


def _unmask(channel: Element, shape: Element) -> None:
    """Blender stores a shape key's vertex group as weights that only Blender reads; others see the whole shape."""
    weights = channel.array("FullWeights")
    moves = _rows(shape, "Vertices")
    if len(weights) == len(moves) and len(weights):
        _put(shape, "Vertices", moves * (weights[:, None] / 100.0))
    channel.put("FullWeights", "d", np.array([100.0]))


def _complete(
    shape: Element, vertices: Array, polygons: Polygons, at_rest: Array, still: Array, unturned: float
) -> None:
    """Moves and normals of every vertex. unturned: what is written where a normal does not turn, as of those ``still``.

    Blender writes the vertices that move, with zeros for normals. But those beside them turn too, and for each that is
    not listed Autodesk's SDK makes up a normal of its own.
    """
    indices = shape.array("Indexes").astype(np.int64)
    moves = np.zeros_like(vertices)
    moves[indices] = _rows(shape, "Vertices")
    moved = moves.any(axis=1)
    around, may_turn = polygons.wholly_around(moved)
    turns = np.zeros_like(vertices)
    turns[may_turn] = around.vertex_normals(vertices + moves)[may_turn] - at_rest[may_turn]
    turns[np.linalg.norm(turns, axis=1) < _UNSEEN] = 0.0
    turns[still] = 0.0
    turns = _in_steps(turns, _TURN_STEPS)
    # Only now: where lids shut, faces are hundredths of a millimetre wide, and rounded corners would turn them.
    moves = _in_steps(moves, _MOVE_STEPS)
    turns[~turns.any(axis=1)] = unturned
    shape.put("Indexes", "i", packed(np.arange(len(vertices)), "i"))
    shape.put("Vertices", "d", packed(moves.reshape(-1), "d"))
    shape.put("Normals", "d", packed(turns.reshape(-1), "d"))


def rest_shapes(scene: Scene) -> None:
    """Shapes at rest are at 0, not where the first frame has them; one that stands still elsewhere stays there."""
    for channel in scene.objects("Deformer", "BlendShapeChannel"):
        nodes = [node for _, node in scene.drivers(channel, "AnimationCurveNode")]
        curves = [curve for node in nodes for _, curve in scene.drivers(node, "AnimationCurve")]
        values = [curve.array("KeyValueFloat") for curve in curves]
        if not values:
            continue
        still = len(values) == 1 and np.ptp(values[0]) == 0
        _rest_shape(scene, channel, float(values[0][0]) if still else 0.0)


def _rest_shape(scene: Scene, channel: Element, percent: float) -> None:
    channel.put("DeformPercent", "D", percent)
    name = channel.values[1].split(b"\x00\x01")[0].decode()
    for blend in scene.parents(channel, "Deformer", "BlendShape"):
        for geometry in scene.parents(blend, "Geometry"):
            # Blender writes each channel a second time, as a property of the mesh, and its curve too.
            if property_of(geometry, name) is not None:
                set_property(geometry, name, "Number", [percent])
            for driven, node in scene.drivers(geometry, "AnimationCurveNode"):
                if driven == name:
                    _rest_curves(scene, node, percent)
    for _, node in scene.drivers(channel, "AnimationCurveNode"):
        _rest_curves(scene, node, percent)


def _rest_curves(scene: Scene, node: Element, percent: float) -> None:
    for driven, curve in scene.drivers(node, "AnimationCurve"):
        curve.put("Default", "D", percent)
        set_property(node, driven, "Number", [percent])


def _rows(element: Element, name: str) -> Array:
    return element.array(name).astype(float).reshape(-1, 3)


def _put(element: Element, name: str, rows: Array) -> None:
    element.put(name, "d", np.ascontiguousarray(rows, float).reshape(-1))


def _put_directions(element: Element, name: str, rows: Array) -> None:
    _put(element, name, _in_steps(rows, _NORMAL_STEPS))


def _in_steps(rows: Array, steps: float) -> Array:
    """Rounded to whole parts of 1, ``steps`` of them; without negative zeros, which do not pack."""
    rounded: Array = np.round(rows * steps) / steps + 0.0
    return rounded


def _single(rows: Array) -> Array:
    """Rounded to single precision, which is what Blender has: the rest would be digits that do not pack."""
    return rows.astype(np.float32).astype(float)
