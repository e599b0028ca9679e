# SPDX-License-Identifier: GPL-3.0-or-later
"""What hangs on a head's skin goes with it in whatever shape it is: hairs, and what is worn.

A node group moves each hair or vertex as the triangle moves that carries it, on the evaluated mesh. Blender's own node
for this (*Deform Curves on Surface*) wants a UV map without faces that lie over each other; a head has a square a
material.
"""

from typing import Any

import bpy
import numpy as np

from ..runtime.arrays import Array
from ..runtime.head.heads import Head
from ..runtime.vectors import unit
from . import versions
from .axes import to_blender
from .datablocks import mesh_of
from .hair_curves import write_attribute

_GROUP = "Follow Skin"
_CORNERS = ("corner_1", "corner_2", "corner_3")
_PLACE = "on_triangle"


def follow_skin(thing: bpy.types.Object, face: bpy.types.Object) -> None:
    """Let ``thing``, whose data hangs on the head at ``face`` (hang_on), go with it."""
    thing.parent = face
    modifier: Any = thing.modifiers.new(_GROUP, "NODES")
    modifier.node_group = bpy.data.node_groups.get(_GROUP) or _follow_skin()
    face_socket = next(each for each in modifier.node_group.interface.items_tree if each.name == "Skin")
    versions.set_node_input(modifier, face_socket.identifier, face)


def hang_on(data: Any, places: Array, corners: Array, head: Head, domain: str) -> None:
    """Write onto curves or a mesh which triangles (N,3) of ``head`` carry what is at places (N,P,3), Blender's axes.

    domain: of what there are N, "CURVE" or "POINT".
    """
    on_triangles = _on_triangles(places, to_blender(head.vertices)[corners])
    write_attribute(data, _PLACE, "FLOAT_VECTOR", "POINT", on_triangles)
    for name, vertices in zip(_CORNERS, corners.T, strict=True):
        write_attribute(data, name, "INT", domain, vertices)


def _on_triangles(places: Array, corners: Array) -> Array:
    """Places (N,P,3) in the frames that the node group makes of triangles (N,3,3)."""
    local: Array = np.einsum("nij,npj->npi", _frames(corners), places - corners[:, None, 0])
    return local


def carriers(thing: bpy.types.Object) -> tuple[Array, Array]:
    """The triangles (N,3) of a head that carry each vertex of a mesh which hangs on it, and where it lies on its own
    (N,3)."""
    attributes: Any = mesh_of(thing).attributes
    count = len(mesh_of(thing).vertices)
    corners, local = np.empty((3, count), np.int32), np.empty(3 * count, np.float32)
    for name, values in zip(_CORNERS, corners, strict=True):
        attributes[name].data.foreach_get("value", values)
    attributes[_PLACE].data.foreach_get("vector", local)
    return corners.T, local.reshape(-1, 3).astype(np.float64)


def carried(corners: Array, local: Array, skin: Array) -> Array:
    """Where (N,3) the node group puts what ``carriers`` tells, on vertices of skin (V,3)."""
    triangles = skin[corners]
    places: Array = triangles[:, 0] + np.einsum("nij,ni->nj", _frames(triangles), local)
    return places


def _frames(triangles: Array) -> Array:
    """The axes (N,3,3), a row each, of triangles (N,3,3): along a side, across it, off the skin."""
    first, second, third = np.moveaxis(triangles.astype(np.float64), 1, 0)
    along = unit(second - first)
    normal = unit(np.cross(second - first, third - first))
    return np.stack([along, np.cross(normal, along), normal], axis=1)


def _follow_skin() -> bpy.types.NodeTree:
    group: Any = bpy.data.node_groups.new(_GROUP, "GeometryNodeTree")
    for name, way, kind in (
        ("Geometry", "INPUT", "NodeSocketGeometry"),
        ("Skin", "INPUT", "NodeSocketObject"),
        ("Geometry", "OUTPUT", "NodeSocketGeometry"),
    ):
        group.interface.new_socket(name, in_out=way, socket_type=kind)
    given, made = _node(group, "NodeGroupInput"), _node(group, "NodeGroupOutput")
    skin, moved = _node(group, "GeometryNodeObjectInfo"), _node(group, "GeometryNodeSetPosition")
    skin.transform_space = "RELATIVE"
    group.links.new(given.outputs["Skin"], skin.inputs["Object"])
    first, second, third = (_corner(group, skin, name) for name in _CORNERS)
    edge, other = (_vector(group, "SUBTRACT", corner, first) for corner in (second, third))
    along = _vector(group, "NORMALIZE", edge)
    normal = _vector(group, "NORMALIZE", _vector(group, "CROSS_PRODUCT", edge, other))
    frame = (along, _vector(group, "CROSS_PRODUCT", normal, along), normal)
    apart = _node(group, "ShaderNodeSeparateXYZ")
    group.links.new(_attribute(group, _PLACE, "FLOAT_VECTOR"), apart.inputs[0])
    place = first
    for axis, share in zip(frame, apart.outputs, strict=True):
        place = _vector(group, "ADD", place, _scaled(group, axis, share))
    group.links.new(given.outputs["Geometry"], moved.inputs["Geometry"])
    group.links.new(place, moved.inputs["Position"])
    group.links.new(moved.outputs["Geometry"], made.inputs["Geometry"])
    return group


def _node(group: Any, kind: str) -> Any:
    """A new node, beside the one before."""
    node = group.nodes.new(kind)
    node.location = (180 * (len(group.nodes) % 8), -220 * (len(group.nodes) // 8))
    return node


def _attribute(group: Any, name: str, kind: str) -> Any:
    node = _node(group, "GeometryNodeInputNamedAttribute")
    node.data_type = kind
    node.inputs["Name"].default_value = name
    return next(socket for socket in node.outputs if socket.enabled and socket.name == "Attribute")


def _corner(group: Any, skin: Any, name: str) -> Any:
    """Where the vertex of the skin is whose number the attribute has."""
    node, position = _node(group, "GeometryNodeSampleIndex"), _node(group, "GeometryNodeInputPosition")
    node.data_type, node.domain = "FLOAT_VECTOR", "POINT"
    group.links.new(skin.outputs["Geometry"], node.inputs["Geometry"])
    value = next(socket for socket in node.inputs if socket.enabled and socket.name == "Value")
    group.links.new(position.outputs[0], value)
    group.links.new(_attribute(group, name, "INT"), node.inputs["Index"])
    return next(socket for socket in node.outputs if socket.enabled)


def _vector(group: Any, operation: str, *operands: Any) -> Any:
    node = _node(group, "ShaderNodeVectorMath")
    node.operation = operation
    for socket, operand in zip(node.inputs, operands, strict=False):
        group.links.new(operand, socket)
    return node.outputs["Vector"]


def _scaled(group: Any, vector: Any, factor: Any) -> Any:
    node = _node(group, "ShaderNodeVectorMath")
    node.operation = "SCALE"
    group.links.new(vector, node.inputs[0])
    group.links.new(factor, node.inputs["Scale"])
    return node.outputs["Vector"]
